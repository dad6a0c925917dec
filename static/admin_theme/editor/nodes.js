// What can be written beyond the package's own nodes, or otherwise than there. What each may leave in a text stands in
// posts/writable.py; both are held together by tests/browser/test_writing.py.
import {
  Extension,
  Image as BaseImage,
  Link as BaseLink,
  Node,
  OrderedList as BaseOrderedList,
  Table as BaseTable,
  wrappingInputRule,
} from "django-prose-editor/editor";
import { pictureView } from "writing/picture";

const FIRST = 60; // of what is read: before a plain line or paragraph is, at 50

// A link says of itself what its author may say (`words`, such as nofollow), and nothing else.
export const Link = BaseLink.extend({
  addOptions() {
    return { ...this.parent?.(), words: [], openOnClick: false };
  },
  addAttributes() {
    const said = (element) =>
      (element.getAttribute("rel") ?? "").split(/\s+/).filter((word) => this.options.words.includes(word)).join(" ") || null;
    return {
      href: { default: null },
      rel: { default: null, parseHTML: said },
      title: { default: null },
    };
  },
  addKeyboardShortcuts: () => ({}),
});

export const Image = BaseImage.extend({
  addAttributes() {
    return {
      src: { default: null },
      alt: { default: "", parseHTML: (element) => element.getAttribute("alt") ?? "" },
      title: { default: null },
      width: { default: null },
      height: { default: null },
    };
  },
  parseHTML: () => [{ tag: "img[src]" }],
  addNodeView: () => pictureView,
});

export const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "image caption?",
  draggable: true,
  isolating: true,
  parseHTML: () => [{ tag: "figure", getAttrs: (element) => (element.querySelector("img[src]") ? null : false) }],
  renderHTML: () => ["figure", 0],
});

export const Caption = Node.create({
  name: "caption",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: () => ["figcaption", 0],
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => editor.isActive("caption") && leave(editor, "figure") };
  },
});

const TYPES = ["1", "a", "A", "i", "I"];

export const OrderedList = BaseOrderedList.extend({
  addAttributes() {
    return {
      start: { default: 1, parseHTML: (list) => list.start, renderHTML: ({ start }) => (start === 1 ? {} : { start }) },
      type: {
        default: null,
        parseHTML: (list) => TYPES.slice(1).find((type) => type === list.getAttribute("type")) ?? null,
      },
    };
  },
  addNodeView: () => null,
  addInputRules() {
    const find = /^(\d+)\.\s$/;
    return [wrappingInputRule({ find, type: this.type, getAttributes: (match) => ({ start: Number(match[1]) }) })];
  },
});

export const Table = BaseTable.extend({ addNodeView: () => null });

export const More = Node.create({
  name: "more",
  group: "block",
  parseHTML: () => [{ tag: "hr.more", priority: FIRST }],
  renderHTML: () => ["hr", { class: "more" }],
  addCommands() {
    return { setMore: () => ({ commands }) => commands.insertContent([{ type: this.name }, { type: "paragraph" }]) };
  },
});

// A link to a site whose player may be shown, alone on its line; `providers` is the list in posts/embeds.py.
export const Embed = Node.create({
  name: "embed",
  group: "block",
  content: "text*",
  marks: "",
  addOptions: () => ({ providers: [] }),
  addStorage() {
    return { frameOf: (href) => frameOf(this.options.providers, href) };
  },
  addAttributes: () => ({ href: { default: "", rendered: false, parseHTML: (line) => line.querySelector("a")?.getAttribute("href") ?? "" } }),
  parseHTML() {
    const getAttrs = (line) => (frameOf(this.options.providers, line.querySelector("a")?.getAttribute("href") ?? "") ? null : false);
    return [{ tag: "p.embed", contentElement: "a", priority: FIRST, getAttrs }];
  },
  renderHTML({ node }) {
    const frame = frameOf(this.options.providers, node.attrs.href);
    return ["p", { class: "embed" }, ["a", { href: node.attrs.href, "data-frame": frame }, 0]];
  },
  addCommands() {
    return {
      setEmbed: (href) => ({ commands }) =>
        commands.insertContent([{ type: this.name, attrs: { href }, content: [{ type: "text", text: href }] }, { type: "paragraph" }]),
    };
  },
  addKeyboardShortcuts() {
    return { Enter: ({ editor }) => editor.isActive(this.name) && leave(editor, this.name) };
  },
});

export function frameOf(providers, href) {
  for (const { pattern, frame } of providers) {
    const found = href.match(pattern);
    if (found) return frame.replace("{}", found[1]);
  }
  return "";
}

// A new paragraph below the block of this name that the cursor is in.
function leave(editor, name) {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.name !== name) continue;
    const after = $from.after(depth);
    return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run();
  }
  return false;
}

// Keys that open what the toolbar opens; the buttons say them.
export const Shortcuts = Extension.create({
  name: "shortcuts",
  addKeyboardShortcuts() {
    const ask = (what) => ({ editor }) => Boolean(editor.view.dom.dispatchEvent(new CustomEvent("writing:ask", { detail: what, bubbles: true })));
    return {
      "Mod-k": ask("link"),
      "Mod-Alt-p": ask("pictures"),
      "Mod-Alt-t": ask("table"),
      "Mod-Alt-v": ask("video"),
      "Mod-Alt-m": ({ editor }) => editor.commands.setMore(),
      "Mod-Alt-h": ask("source"),
      "Alt-F10": ask("toolbar"),
    };
  },
});
