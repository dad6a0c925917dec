// "Send trackbacks to": each line that is no Trackback URL says so below the field while it is typed.
const field = document.querySelector('[name="send_trackbacks"][data-line]');
const SHOWN = 60; // characters of a line

function problem(line) {
  let url;
  try {
    url = new URL(line);
  } catch {
    return field.dataset.wrong;
  }
  if (!["http:", "https:"].includes(url.protocol) || url.username || /\s/.test(line)) return field.dataset.wrong;
  return url.host === location.host ? field.dataset.own : "";
}

function look(list) {
  const items = [];
  field.value.split("\n").forEach((line, index) => {
    const words = line.trim() && problem(line.trim());
    if (!words) return;
    const item = document.createElement("li");
    item.textContent = `${field.dataset.line.replace("{n}", index + 1)}: ${words} ${line.trim().slice(0, SHOWN)}`;
    items.push(item);
  });
  list.replaceChildren(...items);
  list.hidden = !items.length;
  field.setAttribute("aria-invalid", items.length ? "true" : "false");
}

if (field) {
  const list = document.createElement("ul");
  list.className = "errorlist pasted-lines";
  list.setAttribute("role", "status");
  field.after(list);
  let soon;
  field.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(look, 500, list);
  });
  field.addEventListener("change", () => look(list));
  look(list);
}
