// <input list="..." data-fills> in a [data-row]: whoever chooses an option of the list has the other
// fields of the row filled by what the option says of them: data-name goes into the field whose name
// ends in -name. What was filled may be changed; the server fills what is empty where no script runs.

document.addEventListener("change", (event) => {
  const input = event.target as HTMLInputElement;
  if (!input.matches("input[data-fills]")) return;
  const row = input.closest("[data-row]");
  const named = [...(input.list?.options ?? [])].filter((one) => one.value === input.value.trim());
  const item = row?.querySelector<HTMLSelectElement>('[name$="-item"]')?.value;
  const option = named.find((one) => one.dataset.item === item) ?? named[0];
  if (!option || !row) return;
  for (const [name, value] of Object.entries(option.dataset)) {
    const field = row.querySelector<HTMLInputElement | HTMLSelectElement>(`[name$="-${name}"]`);
    if (field) field.value = value ?? "";
  }
});
