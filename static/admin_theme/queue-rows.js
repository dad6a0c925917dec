// Rows of the queue with the mouse: all at once, ranges with Shift, and answers and edits that open in their row.
const form = document.getElementById("queue-form");
const all = document.getElementById("queue-all");
let anchor = null;

const boxes = () => [...form.querySelectorAll('input[name="ids"]')].filter((box) => box.checkVisibility());

function range(from, to, value) {
  const shown = boxes();
  const ends = [shown.indexOf(from), shown.indexOf(to)].sort((a, b) => a - b);
  if (ends[0] >= 0) shown.slice(ends[0], ends[1] + 1).forEach((box) => { box.checked = value; });
}

all.closest("label").hidden = false;
all.addEventListener("change", () => boxes().forEach((box) => { box.checked = all.checked; }));
document.addEventListener("queue:sent", () => { all.checked = false; });

form.addEventListener("click", (event) => {
  if (!event.target.matches('input[name="ids"]')) return;
  if (event.shiftKey && anchor) range(anchor, event.target, event.target.checked);
  anchor = event.target;
});
document.addEventListener("queue:range", ({ detail: { box, fill } }) => {
  if (fill && anchor) range(anchor, box, true);
  anchor = box;
});

// One is open at a time, and what was typed into it is not thrown away by opening another.
async function open(link) {
  const slot = link.closest(".item").querySelector(".item-open");
  const other = form.querySelector(".item-open:not(:empty)");
  const typed = other && [...other.querySelectorAll("textarea, input")].find((field) => field.value !== field.defaultValue);
  if (typed && other !== slot) return typed.focus();
  if (other !== slot) other?.replaceChildren();
  await htmx.ajax("GET", link.href, { source: slot, target: slot, swap: "innerHTML" });
  slot.querySelector("textarea")?.focus();
}

function close(slot) {
  slot.replaceChildren();
  slot.closest(".item").querySelector('input[name="ids"]').focus();
}

document.addEventListener("click", (event) => {
  const opens = event.target.closest(".item a[data-open]");
  const closes = event.target.closest("[data-close]");
  if (!window.htmx || event.ctrlKey || event.metaKey || !(opens || closes?.closest(".item-open"))) return;
  event.preventDefault();
  if (opens) open(opens);
  else close(closes.closest(".item-open"));
});

document.addEventListener("keydown", (event) => {
  const slot = event.target.closest?.(".item-open");
  if (!slot) return;
  if (event.key === "Escape") close(slot);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) slot.querySelector('button[type="submit"]').click();
});
