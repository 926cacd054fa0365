// What a request can say that no fragment does: it failed on the way, or the session has ended.
// The words come from the page (`#messages`), in the reader's language.

interface Exchange {
  ctx: { response?: { raw: Response; status: number }; request?: { method: string } };
}

const box = (): HTMLElement | null => document.querySelector("#messages");

const warn = (text: string | undefined): void => {
  const messages = box();
  if (!messages || !text) return;
  messages.querySelector("[data-request-failed]")?.remove();
  const alert = document.createElement("div");
  alert.className = "alert alert-danger";
  alert.role = "alert";
  alert.dataset.requestFailed = "";
  alert.textContent = text;
  messages.append(alert);
  alert.scrollIntoView({ block: "nearest" });
};

const WORDS: Record<number, string> = { 403: "forbidden", 404: "missing", 413: "tooLarge" };

document.addEventListener("htmx:response:error", (event) => {
  const status = (event as CustomEvent<Exchange>).detail.ctx.response?.status ?? 0;
  const word = WORDS[status] ?? (status >= 500 ? "broken" : "");
  if (word) warn(box()?.dataset[word]);
});

document.addEventListener("htmx:error", () => warn(box()?.dataset.offline));

// After the session has ended, the answer is the sign-in page: show it whole, not inside a row.
document.addEventListener("htmx:before:response", (event) => {
  const raw = (event as CustomEvent<Exchange>).detail.ctx.response?.raw;
  const signIn = document.body.dataset.signIn;
  if (raw?.redirected && signIn && new URL(raw.url).pathname === signIn) {
    event.preventDefault();
    location.reload();
  }
});
