// The dispatch board: a job is dragged to a row and a time, and the form #placing is sent.
// The same is done by the form behind each job, for the keyboard and for fingers.

const NINE = "09:00";
let dragged: HTMLElement | undefined;

const form = (): HTMLFormElement | null => document.querySelector<HTMLFormElement>("#placing");

const target = (event: Event): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>("[data-at], [data-day]") : null;

// In the week a job keeps its time of the day, and one without a time begins at nine.
const instant = (cell: HTMLElement, job: HTMLElement): string =>
  cell.dataset.at ?? `${cell.dataset.day ?? ""}T${job.dataset.time ?? NINE}`;

const send = (job: HTMLElement, cell: HTMLElement): void => {
  const placing = form();
  const engineer = cell.closest<HTMLElement>("[data-engineer]")?.dataset.engineer;
  if (!placing || !engineer || !job.dataset.job) return;
  const values: Record<string, string> = {
    engineer,
    starts_at: instant(cell, job),
    minutes: job.dataset.minutes ?? "",
    seen: job.dataset.seen ?? "",
  };
  Object.entries(values).forEach(([name, value]) => {
    const field = placing.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  });
  placing.action = job.dataset.job;
  placing.submit();
};

document.addEventListener("dragstart", (event) => {
  dragged = event.target instanceof Element ? (event.target.closest<HTMLElement>("[data-job]") ?? undefined) : undefined;
  if (!dragged) return;
  event.dataTransfer?.setData("text/plain", dragged.dataset.job ?? "");
  document.body.classList.add("is-dragging");
});

document.addEventListener("dragend", () => {
  dragged = undefined;
  document.body.classList.remove("is-dragging");
});

document.addEventListener("dragover", (event) => {
  if (dragged && target(event)) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const cell = target(event);
  if (!dragged || !cell) return;
  event.preventDefault();
  send(dragged, cell);
});

// What is held in the hand is not replaced by what somebody else did meanwhile.
document.addEventListener("htmx:before:request", (event) => {
  if (dragged && event.target instanceof Element && event.target.id === "board") event.preventDefault();
});
