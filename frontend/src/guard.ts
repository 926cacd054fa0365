// A button does its work once: while a form or an htmx button is on its way, it takes no second
// press. The server holds too (a key in each form); this spares people the refusal.
// `data-repeatable` on a form lifts it, for one that answers with a download.

const BUTTONS = "button:not([type=button]), input[type=submit]";
const REST = 20_000; // ms after which a form that got no answer may be tried again

const buttons = (form: HTMLFormElement): HTMLButtonElement[] =>
  [...form.elements].filter((item): item is HTMLButtonElement => item.matches(BUTTONS));

const byHtmx = (form: HTMLFormElement): boolean =>
  form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]");

const hold = (form: HTMLFormElement): void => {
  buttons(form).forEach((button) => (button.disabled = true));
};

const release = (form: HTMLFormElement): void => {
  if (!("busy" in form.dataset)) return;
  delete form.dataset.busy;
  buttons(form).forEach((button) => (button.disabled = false));
};

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    if ("repeatable" in form.dataset || (form.method === "get" && !byHtmx(form))) return;
    if ("busy" in form.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.busy = "";
    setTimeout(() => release(form), REST);
    if (byHtmx(form)) return;
    // Not at once: a button that is disabled now would not send its own name and value.
    setTimeout(() => (event.defaultPrevented ? release(form) : hold(form)));
  },
  true,
);

// Sent by a part of the form that held it back, like a signature that is missing.
document.addEventListener("submit-refused", (event) => {
  const form = (event.target as HTMLElement).closest("form");
  if (form) release(form);
});

const source = (event: Event): HTMLElement | undefined =>
  (event as CustomEvent<{ ctx: { sourceElement?: HTMLElement } }>).detail.ctx.sourceElement;

document.addEventListener("htmx:before:request", (event) => {
  const element = source(event);
  if (element instanceof HTMLButtonElement) element.disabled = true;
  if (element instanceof HTMLFormElement && "busy" in element.dataset) hold(element);
});

document.addEventListener("htmx:finally:request", (event) => {
  const element = source(event);
  if (element instanceof HTMLButtonElement) element.disabled = false;
  if (element instanceof HTMLFormElement) release(element);
});

// A page taken from the browser's memory comes back as it was left: locked.
addEventListener("pageshow", () => document.querySelectorAll("form").forEach(release));
