// The queue with the keyboard: everything here presses buttons that are on the page anyway.
const form = document.getElementById("queue-form");
const rows = [...document.querySelectorAll(".item")];
const all = document.getElementById("queue-all");
const KEYS = { a: "approve", u: "pending", s: "spam", d: "trash" };
let at = -1;
let anchor = -1;

function box(row) {
  return row.querySelector('input[name="ids"]');
}

function go(step) {
  rows[at]?.classList.remove("current");
  at = Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[at]?.classList.add("current");
  rows[at]?.scrollIntoView({ block: "nearest" });
  if (rows[at]) box(rows[at]).focus({ preventScroll: true });
}

function choose(from, to, value) {
  for (let i = Math.min(from, to); i <= Math.max(from, to); i += 1) box(rows[i]).checked = value;
}

function press(action) {
  const chosen = rows.some((row) => box(row).checked);
  const place = chosen ? form.querySelector(".bulk") : rows[at];
  place?.querySelector(`button[value="${action}"]`)?.click();
}

if (all) {
  all.closest("label").hidden = false;
  all.addEventListener("change", () => rows.forEach((row) => { box(row).checked = all.checked; }));
}

form?.addEventListener("click", (event) => {
  const question = event.target.closest("[data-confirm]")?.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
  const row = event.target.matches('input[name="ids"]') ? rows.indexOf(event.target.closest(".item")) : -1;
  if (row < 0) return;
  if (event.shiftKey && anchor >= 0) choose(anchor, row, event.target.checked);
  anchor = row;
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches('input:not([type="checkbox"]), textarea, select')) return;
  const key = event.key.toLowerCase();
  if (key === "j") go(1);
  else if (key === "k") go(-1);
  else if (key === "x" && rows[at]) {
    box(rows[at]).checked = !box(rows[at]).checked;
    if (event.shiftKey && anchor >= 0) choose(anchor, at, true);
    anchor = at;
  } else if (KEYS[key]) press(KEYS[key]);
  else if (key === "z") document.querySelector('.undo button[value="undo"]')?.click();
  else return;
  event.preventDefault();
});

document.querySelector(".keys")?.removeAttribute("hidden");
