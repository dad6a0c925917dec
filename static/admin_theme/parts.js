// The parts of a whole are moved by buttons or by dragging; what is sent are the numbers of their fields.
const list = document.querySelector("[data-moved]");
const rows = () => [...list.children];
const status = document.createElement("p");
let dragged = null;

function button(sign, words, title, step) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: `part-move part-${step < 0 ? "up" : "down"}`, textContent: sign });
  made.setAttribute("aria-label", `${words}: ${title}`);
  made.title = words;
  made.addEventListener("click", () => move(made, step));
  return made;
}

/** The button keeps the focus, so that one press after the other goes on moving. */
function move(pressed, step) {
  const row = pressed.closest("li");
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  step < 0 ? other.before(row) : other.after(row);
  pressed.focus();
  renumber();
  tell(row);
}

function tell(row) {
  const words = { "{title}": row.querySelector(".part-title a, .part-title").textContent, "{n}": rows().indexOf(row) + 1 };
  status.textContent = list.dataset.moved.replace(/\{\w+\}/g, (name) => words[name]);
}

function renumber() {
  const all = rows();
  all.forEach((row, n) => {
    const field = row.querySelector(".part-number");
    if (field.value !== String(n + 1)) {
      field.value = n + 1;
      row.classList.add("part-moved");
    }
    row.querySelector(".part-up").setAttribute("aria-disabled", String(n === 0));
    row.querySelector(".part-down").setAttribute("aria-disabled", String(n === all.length - 1));
  });
}

/** A number that is typed moves its part there, as saving would. */
function typed(row, field) {
  const place = Number(field.value);
  const others = rows().filter((one) => one !== row);
  if (!Number.isInteger(place) || place < 1) return;
  const before = others[place - 1];
  before ? before.before(row) : list.append(row);
  renumber();
  tell(row);
  field.focus();
}

function drag(row) {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    if (event.target !== row) return;
    dragged = row;
    event.dataTransfer.effectAllowed = "move";
    row.classList.add("part-dragged");
  });
  row.addEventListener("dragover", (event) => {
    if (!dragged || dragged === row) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    event.clientY < box.top + box.height / 2 ? row.before(dragged) : row.after(dragged);
  });
  row.addEventListener("dragend", () => {
    row.classList.remove("part-dragged");
    dragged = null;
    renumber();
    tell(row);
  });
}

if (list?.querySelector(".part-number")) {
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  list.after(status);
  for (const row of rows()) {
    const title = row.querySelector(".part-title a, .part-title");
    const buttons = [["↑", list.dataset.up, -1], ["↓", list.dataset.down, 1]];
    const field = row.querySelector(".part-number");
    title.closest("li > *").after(...buttons.map(([sign, words, step]) => button(sign, words, title.textContent, step)));
    field.addEventListener("change", () => typed(row, field));
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      typed(row, field);
    });
    drag(row);
  }
  list.classList.add("parts-movable");
  if (!document.querySelector(".errornote")) renumber();
}
