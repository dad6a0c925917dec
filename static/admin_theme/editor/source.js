// The source view: the same text as HTML, and back through what the sheet can hold; what would be lost is said first.
import { createNodeFromContent, getHTMLFromFragment } from "django-prose-editor/editor";
import { fill } from "writing/words";

const SAME = { b: "strong", i: "em", del: "s", strike: "s", thead: "tbody" };
const FORM = new Set(["tbody", "p"]); // that the sheet adds or leaves out by itself: a paragraph in an item, a table's body

export function startSource(editor, desk, textarea) {
  const source = desk.querySelector(".desk-source");
  const area = source.querySelector("textarea");
  const warning = source.querySelector("[role=alert]");
  const [leave] = source.querySelectorAll("[data-leave]");
  const button = desk.querySelector("[data-ask=source]");

  const open = () => {
    area.value = lines(editor.getHTML());
    show(true);
    area.focus();
  };
  const close = (anyway) => {
    const lost = anyway ? [] : losses(area.value, held(editor, area.value));
    warning.parentElement.hidden = !lost.length;
    warning.textContent = fill(desk.dataset.lost, lost.join(", "));
    if (lost.length) return leave.focus();
    editor.chain().setMeta("source", true).setContent(area.value).run();
    show(false);
    editor.view.focus();
  };
  function show(asSource) {
    desk.classList.toggle("desk--source", asSource);
    source.hidden = !asSource;
    warning.parentElement.hidden = true;
    button.setAttribute("aria-pressed", asSource);
    for (const other of desk.querySelectorAll("[role=toolbar] :is(button, select)")) other.disabled = asSource && other !== button;
  }
  // The form sends what is seen: the sanitiser takes it as it takes everything.
  area.addEventListener("input", () => {
    textarea.value = area.value;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  });
  leave.addEventListener("click", () => close(true));
  return () => (source.hidden ? open() : close(false));
}

const lines = (html) => html.replace(/(<\/(?:p|h\d|ul|ol|li|blockquote|figure|pre|table|tr)>|<hr[^>]*>|<(?:ul|ol|table|tbody|tr|blockquote)>)(?=<)/g, "$1\n");

function held(editor, html) {
  const node = createNodeFromContent(html, editor.schema);
  return getHTMLFromFragment(node.content ?? node, editor.schema);
}

// Elements and attributes, by name, of which the sheet would keep fewer than there are; and words.
export function losses(before, after) {
  const [was, is] = [before, after].map(counted);
  const lost = [...was.names].filter(([name, count]) => count > (is.names.get(name) ?? 0)).map(([name]) => name);
  return was.words === is.words || lost.length ? lost : [...lost, "…"];
}

function counted(html) {
  const names = new Map();
  const count = (name) => names.set(name, (names.get(name) ?? 0) + 1);
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const element of body.querySelectorAll("*")) {
    const tag = element.tagName.toLowerCase();
    const name = SAME[tag] ?? tag;
    if (!FORM.has(name)) count(`<${name}>`);
    for (const { name: key } of element.attributes) if (!/^(rel|data-frame)$/.test(key)) count(`${key} (<${name}>)`);
  }
  return { names, words: body.textContent.replace(/\s+/g, "") };
}
