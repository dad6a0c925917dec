// A picture in the sheet: below it the words for those who cannot see it, asked for until there are some.
import { inSheet } from "writing/focus";
import { words } from "writing/words";

export function pictureView({ node, editor, getPos }) {
  const said = words(editor.options.element);
  const dom = document.createElement("div");
  dom.className = "picture";
  const image = document.createElement("img");
  const label = document.createElement("label");
  label.contentEditable = "false";
  const input = document.createElement("input");
  input.maxLength = 300;
  input.placeholder = said.altAsked;
  const caption = document.createElement("button");
  caption.type = "button";
  caption.contentEditable = "false";
  const name = document.createElement("span");
  name.textContent = said.alt;
  label.append(name, input);
  const below = document.createElement("div");
  below.className = "picture-words";
  below.contentEditable = "false";
  below.append(label, caption);
  dom.append(image, below);

  const set = (attrs) => editor.view.dispatch(editor.state.tr.setNodeMarkup(getPos(), undefined, { ...node.attrs, ...attrs }));
  const figure = () => {
    const $pos = editor.state.doc.resolve(getPos());
    return $pos.parent.type.name === "figure" ? { $pos, hasCaption: $pos.parent.childCount > 1 } : null;
  };
  const show = () => {
    image.src = node.attrs.src;
    image.alt = node.attrs.alt;
    if (document.activeElement !== input) input.value = node.attrs.alt;
    dom.classList.toggle("picture--unsaid", !node.attrs.alt.trim());
  };
  const offer = () => {
    if (getPos() !== undefined) caption.textContent = figure()?.hasCaption ? said.captionRemove : said.captionAdd;
  };
  input.addEventListener("input", () => set({ alt: input.value }));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // which would send the form
    if (event.key === "Enter" || event.key === "Escape") inSheet(editor).setNodeSelection(getPos()).run();
  });
  caption.addEventListener("click", () => toggleCaption(editor, getPos(), figure()));
  editor.on("transaction", offer);
  show();
  queueMicrotask(offer);
  return {
    dom,
    update(fresh) {
      if (fresh.type !== node.type) return false;
      node = fresh;
      show();
      return true;
    },
    stopEvent: (event) => below.contains(event.target),
    ignoreMutation: () => true,
    destroy: () => editor.off("transaction", offer),
  };
}

// A caption to write in, or none; a picture that stands alone becomes a figure first.
function toggleCaption(editor, position, figure) {
  const { schema, doc } = editor.state;
  const image = doc.nodeAt(position);
  const after = position + image.nodeSize;
  const chain = inSheet(editor);
  if (figure?.hasCaption) {
    chain.deleteRange({ from: after, to: after + figure.$pos.parent.child(1).nodeSize }).run();
  } else if (figure) {
    chain.insertContentAt(after, { type: "caption" }).setTextSelection(after + 1).run();
  } else {
    const fresh = schema.nodes.figure.create({}, [image, schema.nodes.caption.create()]);
    chain.command(({ tr }) => Boolean(tr.replaceWith(position, after, fresh))).setTextSelection(after + 2).run();
  }
}
