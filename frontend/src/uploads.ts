// <file-upload> around a form's file input: sends each file at once, in pieces, and goes on where
// it stopped when the network comes back or the same file is chosen again after a reload. Photos
// are made small first (photos.ts). Without this script the form sends one file as it always did.

const PIECE = 1024 * 1024; // bytes
const WAITS = [1000, 2000, 5000, 10_000, 30_000]; // milliseconds, then the last one again
const ADDRESS = "/api/uploads";
const LARGER_THAN_A_MOMENT = 4 * PIECE; // worth remembering over a reload

class Refusal extends Error {}

interface Sent {
  offset: number;
  isComplete: boolean;
}

const purposeOf = (file: File): string =>
  file.type.startsWith("video/") ? "video" : file.type === "application/pdf" ? "paper" : "photo";

const sentOf = (answer: Response): Sent => ({
  offset: Number(answer.headers.get("Upload-Offset")),
  isComplete: answer.headers.get("Upload-Complete") === "?1",
});

const reason = async (answer: Response): Promise<string> => {
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string };
  return problem.detail || problem.title || `${answer.status}`;
};

const onlineOr = (milliseconds: number): Promise<void> =>
  new Promise((done) => {
    const over = (): void => {
      clearTimeout(timer);
      removeEventListener("online", over);
      done();
    };
    const timer = setTimeout(over, milliseconds);
    addEventListener("online", over);
  });

class FileUpload extends HTMLElement {
  private going = 0;

  connectedCallback(): void {
    if (!this.input) return;
    this.input.multiple = true;
    this.querySelector<HTMLElement>("[data-plain]")!.hidden = true;
    // photos.ts has made the photos small by then.
    this.addEventListener("photos-ready", () => this.start());
  }

  private get input(): HTMLInputElement | null {
    return this.querySelector("input[type=file]");
  }

  private start(): void {
    const files = [...(this.input?.files ?? [])];
    if (this.input) this.input.value = "";
    this.querySelector("[data-previews]")?.replaceChildren();
    for (const file of files) void this.send(file, this.row(file));
  }

  private row(file: File): HTMLLIElement {
    const row = document.createElement("li");
    const name = document.createElement("span");
    const bar = document.createElement("progress");
    const state = document.createElement("span");
    name.textContent = file.name;
    name.className = "text-break";
    bar.className = "progress w-100";
    bar.max = file.size;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    state.dataset.state = "";
    state.className = "text-secondary small";
    row.append(name, bar, state);
    this.querySelector("[data-list]")?.append(row);
    return row;
  }

  private async send(file: File, row: HTMLLIElement): Promise<void> {
    this.going += 1;
    const say = (text = ""): void => {
      row.querySelector("[data-state]")!.textContent = text;
    };
    try {
      await this.sendAll(file, row.querySelector("progress")!, say);
      this.forget(file);
      say(this.dataset.done);
    } catch (refused) {
      this.forget(file);
      row.classList.add("text-danger");
      say(refused instanceof Error ? refused.message : `${refused}`);
    }
    this.going -= 1;
    const isRefused = this.querySelector("[data-list] .text-danger") !== null;
    // With a refusal on the screen the section stays: its reason would be swapped away.
    if (this.going === 0 && !isRefused) this.dispatchEvent(new CustomEvent("files-arrived", { bubbles: true }));
  }

  private async sendAll(file: File, bar: HTMLProgressElement, say: (text?: string) => void): Promise<void> {
    const key = this.keyOf(file);
    let sent: Sent | null = null;
    for (let failures = 0; !sent?.isComplete; ) {
      try {
        sent = sent === null ? await this.begin(file, key) : await this.piece(file, key, sent.offset);
        bar.value = sent.offset;
        failures = 0;
        say();
      } catch (failed) {
        if (failed instanceof Refusal) throw failed;
        // Nobody knows how much of the last piece arrived: ask before going on.
        sent = null;
        say(this.dataset.waiting);
        await onlineOr(WAITS[Math.min(failures, WAITS.length - 1)] ?? 30_000);
        failures += 1;
      }
    }
  }

  private async begin(file: File, key: string): Promise<Sent> {
    const { kind, code } = this.dataset;
    const body = { key, subject_kind: kind, subject: code, purpose: purposeOf(file), name: file.name, size: file.size };
    const headers = { ...this.token, "Content-Type": "application/json" };
    return this.ask(await fetch(ADDRESS, { method: "POST", headers, body: JSON.stringify(body) }));
  }

  private async piece(file: File, key: string, offset: number): Promise<Sent> {
    const headers = { ...this.token, "Content-Type": "application/offset+octet-stream", "Upload-Offset": `${offset}` };
    const body = file.slice(offset, offset + PIECE);
    const answer = await fetch(`${ADDRESS}/${key}`, { method: "PATCH", headers, body });
    // Another tab was faster, or an answer was lost: go on from what has arrived.
    if (answer.status === 409 && answer.headers.has("Upload-Offset")) return sentOf(answer);
    return this.ask(answer);
  }

  private async ask(answer: Response): Promise<Sent> {
    if (answer.ok) return sentOf(answer);
    if (answer.status >= 500 || answer.status === 429) throw new Error(`${answer.status}`);
    throw new Refusal(await reason(answer));
  }

  private get token(): Record<string, string> {
    const given = this.closest("form")?.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]");
    return { "X-CSRFToken": given?.value ?? "", "Accept-Language": document.documentElement.lang };
  }

  // The key of a large file is remembered, so that choosing it again goes on with it.
  private keyOf(file: File): string {
    const known = localStorage.getItem(this.memo(file));
    if (known) return known;
    const key = crypto.randomUUID?.() ?? uuid();
    if (file.size > LARGER_THAN_A_MOMENT) localStorage.setItem(this.memo(file), key);
    return key;
  }

  private forget(file: File): void {
    localStorage.removeItem(this.memo(file));
  }

  private memo(file: File): string {
    return ["upload", this.dataset.kind, this.dataset.code, file.name, file.size, file.lastModified].join("/");
  }
}

// On plain http (a phone in the workshop's own network) there is no randomUUID.
const uuid = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

customElements.define("file-upload", FileUpload);
