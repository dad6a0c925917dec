// The toolbar: one stop of the Tab key, arrows within it; each button says whether it holds where the cursor is.
import { inSheet } from "writing/focus";

const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  strike: (chain) => chain.toggleStrike(),
  code: (chain) => chain.toggleCode(),
  superscript: (chain) => chain.toggleSuperscript(),
  subscript: (chain) => chain.toggleSubscript(),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  codeBlock: (chain) => chain.toggleCodeBlock(),
  horizontalRule: (chain) => chain.setHorizontalRule(),
  more: (chain) => chain.setMore(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
  unlink: (chain) => chain.extendMarkRange("link").unsetLink(),
  rowBefore: (chain) => chain.addRowBefore(),
  rowAfter: (chain) => chain.addRowAfter(),
  rowDelete: (chain) => chain.deleteRow(),
  columnBefore: (chain) => chain.addColumnBefore(),
  columnAfter: (chain) => chain.addColumnAfter(),
  columnDelete: (chain) => chain.deleteColumn(),
  headerRow: (chain) => chain.toggleHeaderRow(),
  tableDelete: (chain) => chain.deleteTable(),
};
const STATELESS = new Set(["undo", "redo", "horizontalRule", "more", "unlink"]);
const CONTEXTS = { table: "table", codeBlock: "codeBlock", link: "link" };

export function startToolbar(editor, desk, ask) {
  const bar = desk.querySelector("[role=toolbar]");
  const kind = bar.querySelector("[data-kind]");
  const language = desk.querySelector("[data-language]");
  for (const part of desk.querySelectorAll(".desk-bars, .desk-foot")) part.hidden = false;
  saysKeys(bar);

  desk.addEventListener("click", ({ target }) => {
    const button = target.closest(".desk-bars button, .desk-foot button");
    if (button?.dataset.command) COMMANDS[button.dataset.command](inSheet(editor)).run();
    else if (button?.dataset.ask) ask[button.dataset.ask]();
  });
  kind.addEventListener("change", () => {
    const level = Number(kind.value);
    const chain = inSheet(editor);
    (level ? chain.setHeading({ level }) : chain.setParagraph()).run();
  });
  language.addEventListener("change", () => {
    inSheet(editor).updateAttributes("codeBlock", { language: language.value || null }).run();
  });
  editor.view.dom.addEventListener("writing:ask", ({ detail }) => {
    if (detail === "toolbar") stops(bar).find((stop) => stop.tabIndex === 0)?.focus();
    else ask[detail]();
  });
  roving(bar, editor);

  const show = () => {
    for (const button of bar.querySelectorAll("[data-command]")) {
      const { command } = button.dataset;
      if (!STATELESS.has(command)) button.setAttribute("aria-pressed", editor.isActive(command));
      if (command === "undo" || command === "redo") button.setAttribute("aria-disabled", !editor.can()[command]());
    }
    bar.querySelector("[data-ask=link]").setAttribute("aria-pressed", editor.isActive("link"));
    kind.value = editor.isActive("heading") ? editor.getAttributes("heading").level : "0";
    language.value = languageIn(language, editor.getAttributes("codeBlock").language ?? "");
    for (const [name, node] of Object.entries(CONTEXTS)) desk.querySelector(`[data-context=${name}]`).hidden = !editor.isActive(node);
    const href = editor.getAttributes("link").href ?? "";
    desk.querySelector("[data-href]").textContent = href;
  };
  editor.on("transaction", show);
  show();
}

// A language that Pygments knows and the list does not is kept, and shown by its own name.
function languageIn(select, wanted) {
  if (![...select.options].some(({ value }) => value === wanted)) select.add(new Option(wanted, wanted));
  return wanted;
}

const stops = (bar) => [...bar.querySelectorAll("button, select")].filter((stop) => stop.offsetParent);

function roving(bar, editor) {
  const all = stops(bar);
  const enter = (stop) => all.forEach((other) => (other.tabIndex = other === stop ? 0 : -1));
  enter(all[0]);
  bar.addEventListener("focusin", ({ target }) => all.includes(target) && enter(target));
  bar.addEventListener("keydown", (event) => {
    const shown = stops(bar);
    const at = shown.indexOf(document.activeElement);
    const rtl = getComputedStyle(bar).direction === "rtl";
    const to = { ArrowRight: rtl ? at - 1 : at + 1, ArrowLeft: rtl ? at + 1 : at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (event.key === "Escape") editor.view.focus();
    if (to === undefined) return;
    event.preventDefault();
    shown[(to + shown.length) % shown.length].focus();
  });
}

// "Mod" is Command on a Mac and Control elsewhere.
function saysKeys(bar) {
  const mac = /mac|iphone|ipad/i.test(navigator.platform);
  for (const button of bar.querySelectorAll("[data-keys]")) {
    const keys = button.dataset.keys.replace("Mod", mac ? "⌘" : "Ctrl").replace("Alt", mac ? "⌥" : "Alt");
    button.title = `${button.getAttribute("aria-label")} (${keys})`;
    button.setAttribute("aria-keyshortcuts", button.dataset.keys.replace("Mod", mac ? "Meta" : "Control"));
  }
}
