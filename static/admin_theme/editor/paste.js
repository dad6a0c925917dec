// Paste and drop: text is cleaned, pictures are uploaded, and a link to a video alone on its line becomes a card.
import { Extension, pm } from "django-prose-editor/editor";
import { cleaned } from "writing/clean";
import { frameOf } from "writing/nodes";
import { tell, words } from "writing/words";

export { Uploads } from "writing/uploads";

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  priority: 1000,
  addProseMirrorPlugins() {
    const { editor } = this;
    const props = {
      transformPastedHTML: (html) => cleanedFor(editor, html),
      handlePaste: (_view, event) => filesOf(editor, event.clipboardData) || card(editor, event.clipboardData),
      handleDrop: (view, event, _slice, moved) => {
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
        return !moved && filesOf(editor, event.dataTransfer, at);
      },
    };
    return [new pm.state.Plugin({ props })];
  },
});

function cleanedFor(editor, html) {
  const { html: clean, left } = cleaned(html);
  if (left) tell(editor.options.element, words(editor.options.element).remotePictures, "info");
  return clean;
}

// Pictures that come as files. Word and spreadsheets send a picture of their text beside the text: the text wins.
function filesOf(editor, data, at) {
  const files = [...(data?.files ?? [])];
  if (!files.length || hasText(data.getData("text/html"))) return false;
  editor.commands.upload(files, at);
  return true;
}

const hasText = (html) => Boolean(new DOMParser().parseFromString(html, "text/html").body.textContent.trim());

function card(editor, data) {
  const link = (data?.getData("text/plain") ?? "").trim();
  const { $from, empty } = editor.state.selection;
  const alone = empty && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
  const { providers } = editor.extensionManager.extensions.find(({ name }) => name === "embed").options;
  return alone && Boolean(frameOf(providers, link)) && editor.commands.setEmbed(link);
}
