// Pictures on their way: each is a mark in the sheet with its progress, and becomes a figure when it has arrived.
import { Extension, pm } from "django-prose-editor/editor";
import { deskOf, fill, tell, words } from "writing/words";

const key = new pm.state.PluginKey("uploads");
const { Decoration, DecorationSet } = pm.view;
let last = 0;

export const Uploads = Extension.create({
  name: "uploads",
  addCommands() {
    return {
      upload: (files, at) => ({ editor }) => {
        for (const file of files) begin(editor, file, at ?? editor.state.selection.to);
        return true;
      },
    };
  },
  addProseMirrorPlugins: () => [
    new pm.state.Plugin({
      key,
      state: { init: () => [], apply: moved },
      props: { decorations: (state) => DecorationSet.create(state.doc, key.getState(state).map(shown)) },
      appendTransaction: ofData,
      view: (view) => ({ update: () => sendWaiting(view) }),
    }),
  ],
});

export const areRunning = (editor) => key.getState(editor.state).length > 0;

const shown = ({ id, at, dom }) => Decoration.widget(at, dom, { key: id, side: 1 });

// A place moves with the text around it, and outlives the paragraph that it was in.
function moved(tr, marks) {
  const { add, remove } = tr.getMeta(key) ?? {};
  const kept = marks.filter(({ id }) => id !== remove).map((mark) => ({ ...mark, at: tr.mapping.map(mark.at) }));
  return add ? [...kept, add] : kept;
}

const waiting = [];

// Pictures that came within pasted text, as data: taken out again at once, and sent like any other.
function ofData(transactions, _before, state) {
  if (!transactions.some((tr) => tr.getMeta("paste") || tr.getMeta("uiEvent") === "drop" || tr.getMeta("source"))) return null;
  const found = [];
  state.doc.descendants((node, at) => {
    if (node.type.name === "image" && /^data:/i.test(node.attrs.src ?? "")) found.push({ ...node.attrs, at });
  });
  if (!found.length) return null;
  const { tr } = state;
  for (const { src, alt, at } of found.reverse()) {
    const $at = tr.doc.resolve(at);
    const caption = $at.parent.type.name === "figure" ? $at.parent.textContent : "";
    const whole = $at.parent.type.name === "figure" ? { from: $at.before(), to: $at.after() } : { from: at, to: at + 1 };
    tr.delete(whole.from, whole.to);
    waiting.push({ src, at: whole.from, said: { alt, caption } });
  }
  return tr;
}

function sendWaiting(view) {
  const { editor } = view.dom;
  for (const { src, at, said } of waiting.splice(0).reverse()) queueMicrotask(() => begin(editor, fileOf(src), at, said));
}

function fileOf(src) {
  const [head, data] = src.split(",", 2);
  try {
    const bytes = head.includes(";base64") ? Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0)) : new TextEncoder().encode(decodeURIComponent(data));
    return new File([bytes], "picture", { type: head.slice(5).split(";")[0] });
  } catch {
    return new File([], "picture"); // refused by name, as any broken one
  }
}

function begin(editor, file, at, known = {}) {
  const said = words(editor.options.element);
  if (file.size > Number(said.mostBytes)) return tell(editor.options.element, fill(said.tooLarge, file.name));
  const id = `upload-${++last}`;
  const dom = document.createElement("span");
  dom.className = "upload";
  dom.setAttribute("role", "status");
  dom.textContent = fill(said.uploading, file.name);
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.ariaLabel = file.name;
  dom.append(bar);
  const place = Math.min(at, editor.state.doc.content.size);
  editor.view.dispatch(editor.state.tr.setMeta(key, { add: { id, at: place, dom } }).setMeta("addToHistory", false));
  send(editor, file, bar).then((answer) => arrive(editor, id, { ...answer, ...known }), (problem) => fail(editor, id, file, problem));
}

function send(editor, file, bar) {
  const desk = deskOf(editor.options.element);
  const body = new FormData();
  body.append("file", file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", desk.dataset.uploadUrl);
    request.setRequestHeader("X-CSRFToken", desk.closest("form").elements.csrfmiddlewaretoken.value);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = loaded / total));
    request.addEventListener("load", () => (request.status === 201 ? resolve(request.response) : reject(request.response?.error)));
    request.addEventListener("error", () => reject());
    request.send(body);
  });
}

function taken(editor, id) {
  const { at } = key.getState(editor.state).find((mark) => mark.id === id);
  editor.view.dispatch(editor.state.tr.setMeta(key, { remove: id }).setMeta("addToHistory", false));
  return at;
}

function arrive(editor, id, picture) {
  insertFigure(editor, picture, taken(editor, id));
  if (picture.note) tell(editor.options.element, picture.note);
}

function fail(editor, id, file, problem) {
  taken(editor, id);
  const said = words(editor.options.element);
  tell(editor.options.element, `${file.name}: ${problem ?? said.uploadFailed}`);
}

// A figure for this picture; an empty paragraph makes room for it.
export function insertFigure(editor, { src, width, height, alt, caption }, at = editor.state.selection.to) {
  const content = [{ type: "image", attrs: { src, width, height, alt } }];
  if (caption) content.push({ type: "caption", content: [{ type: "text", text: caption }] });
  const $at = editor.state.doc.resolve(at);
  const isEmpty = $at.parent.type.name === "paragraph" && !$at.parent.content.size;
  const range = isEmpty ? { from: $at.before(), to: $at.after() } : $at.depth ? $at.after(1) : at;
  const isLast = (isEmpty ? $at.after() : $at.depth ? $at.after(1) : at) === editor.state.doc.content.size;
  const figure = { type: "figure", content };
  editor.chain().insertContentAt(range, isLast ? [figure, { type: "paragraph" }] : figure).run();
}
