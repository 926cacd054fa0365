// <live-feed data-source="/…/live/">: hears from the server that something changed, and tells the
// page: `live-EVENT` on the body, and on each element with data-live="ABOUT" of the thing that it
// is about. Elements then fetch themselves anew (hx-trigger="live-said from:body").
// Where no stream can be had, or while it is broken, the page looks anew every few seconds.
// A page that nobody looks at holds no stream: a browser has only six connections to a server.

const EVERY = 5_000; // ms between looks without a stream
const EVENTS = ["ring", "contact", "said"];

interface Told {
  event: string;
  about: string;
}

const tell = (told: Told): void => {
  const event = (): Event => new CustomEvent(`live-${told.event}`, { detail: told.about });
  document.body.dispatchEvent(event());
  if (!told.about) return;
  const about = `[data-live="${CSS.escape(told.about)}"]`;
  document.querySelectorAll(about).forEach((element) => element.dispatchEvent(event()));
};

// What may have been told meanwhile: everything looks anew.
const lookAnew = (): void => {
  EVENTS.forEach((event) => tell({ event, about: "" }));
  document.querySelectorAll("[data-live]").forEach((element) =>
    EVENTS.forEach((event) => element.dispatchEvent(new CustomEvent(`live-${event}`))),
  );
};

class LiveFeed extends HTMLElement {
  #stream: EventSource | undefined;
  #polling: number | undefined;
  readonly #seen = (): void => (document.hidden ? this.#stop() : this.#start());

  connectedCallback(): void {
    document.addEventListener("visibilitychange", this.#seen);
    if (!document.hidden) this.#start();
  }

  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.#seen);
    this.#stop();
  }

  #start(): void {
    if (this.#stream) return;
    const stream = new EventSource(this.dataset.source ?? "");
    this.#stream = stream;
    stream.addEventListener("open", () => {
      this.dataset.state = "open";
      this.#poll(false);
      // What was told between the page and its stream.
      lookAnew();
    });
    stream.addEventListener("told", (event) => {
      const told = JSON.parse((event as MessageEvent<string>).data) as Told;
      if (told.event === "again") lookAnew();
      else tell(told);
    });
    stream.addEventListener("error", () => {
      this.dataset.state = "polling";
      this.#poll(true);
    });
  }

  #stop(): void {
    this.#stream?.close();
    this.#stream = undefined;
    this.#poll(false);
  }

  #poll(on: boolean): void {
    if (on === (this.#polling !== undefined)) return;
    if (!on) {
      clearInterval(this.#polling);
      this.#polling = undefined;
      return;
    }
    lookAnew();
    this.#polling = window.setInterval(lookAnew, EVERY);
  }
}

customElements.define("live-feed", LiveFeed);
