// Questions of the editor: link, table, video. Each is a dialog whose form the template wrote; Enter answers, Escape leaves.
import { inSheet } from "writing/focus";
import { frameOf } from "writing/nodes";

export function startDialogs(editor, desk) {
  const ask = Object.fromEntries([...desk.querySelectorAll("template[data-dialog]")].map((template) => [template.dataset.dialog, template]));
  return {
    link: () => askLink(editor, ask.link),
    table: () => askTable(editor, ask.table),
    video: () => askVideo(editor, ask.video, desk),
  };
}

// Opens the dialog of this template; `answer(form)` returns what is wrong with the answer, or nothing. Who leaves it is
// in the sheet at once, with the cursor where it was: the browser says only later that it is closed.
export function open(editor, template, prepare, answer) {
  const dialog = template.content.firstElementChild.cloneNode(true);
  document.body.append(dialog);
  const form = dialog.querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const problem = answer(form);
    if (!problem) return leave();
    form.querySelector("[role=alert]").textContent = problem;
  });
  function leave() {
    if (!dialog.isConnected) return;
    dialog.close();
    dialog.remove();
    editor.view.focus();
  }
  dialog.querySelector("[data-cancel]").addEventListener("click", leave);
  for (const name of ["cancel", "close"]) dialog.addEventListener(name, ({ target }) => target === dialog && leave());
  prepare(form);
  dialog.showModal();
  return { form, leave };
}

const words = (rel) => (rel ?? "").split(" ").filter(Boolean);

// What people type for an address: without a scheme, or a mail address.
export function addressOf(typed) {
  const text = typed.trim();
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  if (/^(\/(?!\/)|#)\S*$/.test(text) || /^(https?:\/\/|mailto:|tel:)\S+$/i.test(text)) return text;
  return /^[^\s/:]+\.[^\s/:]+(:\d+)?(\/\S*)?$/.test(text) ? `https://${text}` : "";
}

function askLink(editor, template) {
  const inLink = editor.isActive("link");
  const old = editor.getAttributes("link");
  const hasWords = inLink || !editor.state.selection.empty;
  const prepare = (form) => {
    form.elements.href.value = old.href ?? "";
    form.elements.nofollow.checked = words(old.rel).includes("nofollow");
    form.querySelector("[data-words]").hidden = hasWords;
  };
  open(editor, template, prepare, ({ elements }) => {
    const href = addressOf(elements.href.value);
    if (!href) return template.dataset.problem;
    const said = words(old.rel).filter((word) => word !== "nofollow");
    const rel = [...said, ...(elements.nofollow.checked ? ["nofollow"] : [])].join(" ") || null;
    const attrs = { href, rel };
    const chain = inSheet(editor);
    if (hasWords) return void chain.extendMarkRange("link").setLink(attrs).run();
    const text = elements.words.value.trim() || elements.href.value.trim();
    chain.insertContent([{ type: "text", text, marks: [{ type: "link", attrs }] }]).unsetMark("link").run();
  });
}

function askTable(editor, template) {
  open(editor, template, () => {}, ({ elements }) => {
    const [rows, cols] = [elements.rows, elements.columns].map(({ value }) => Math.min(Math.max(Number.parseInt(value, 10) || 1, 1), 50));
    inSheet(editor).insertTable({ rows, cols, withHeaderRow: elements.header.checked }).run();
  });
}

function askVideo(editor, template) {
  const { providers } = editor.extensionManager.extensions.find(({ name }) => name === "embed").options;
  open(editor, template, () => {}, ({ elements }) => {
    const href = addressOf(elements.href.value);
    if (!frameOf(providers, href)) return template.dataset.problem;
    inSheet(editor).setEmbed(href).run();
  });
}
