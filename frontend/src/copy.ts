// <button data-copy="#field" data-copied="Copied">: puts what the field holds on the clipboard, and
// says so. Where the browser does not let it, the field is selected, to be copied by hand.

document.addEventListener("click", async (event) => {
  const button = (event.target as HTMLElement).closest<HTMLElement>("[data-copy]");
  const field = button && document.querySelector<HTMLInputElement>(button.dataset.copy ?? "");
  if (!button || !field) return;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    return;
  }
  const words = button.querySelector("span") ?? button;
  words.textContent = button.dataset.copied ?? words.textContent;
});
