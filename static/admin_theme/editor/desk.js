// The desk: brings the toolbar, the source view and the count to life once the sheet is ready.
import { startDialogs } from "writing/dialogs";
import { startPictures } from "writing/pictures";
import { startSource } from "writing/source";
import { startToolbar } from "writing/toolbar";
import { areRunning } from "writing/uploads";
import { deskOf, tell } from "writing/words";

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  const desk = deskOf(textarea);
  if (!desk) return;
  editor.view.dom.setAttribute("role", "textbox");
  editor.view.dom.setAttribute("aria-multiline", "true");
  editor.view.dom.setAttribute("aria-label", textarea.labels[0]?.textContent.trim() || desk.dataset.label);
  const ask = { ...startDialogs(editor, desk), pictures: startPictures(editor, desk), source: startSource(editor, desk, textarea) };
  startToolbar(editor, desk, ask);
  startCount(editor, desk, textarea);
  textarea.form.addEventListener("submit", (event) => check(event, editor, desk, textarea));
});

// The same rule as the reader's page (posts/reading.py).
function startCount(editor, desk, textarea) {
  const show = () => {
    const words = textarea.value.replace(/<[^>]*>/g, " ").split(/\s+/).filter(Boolean).length;
    desk.querySelector("[data-count=words]").textContent = words.toLocaleString(document.documentElement.lang || undefined);
    desk.querySelector("[data-count=minutes]").textContent = Math.max(1, Math.floor(words / Number(desk.dataset.wordsAMinute) + 0.5));
  };
  let soon;
  textarea.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(show, 200);
  });
  show();
}

// What would be lost on the way is said before the form is sent, and nothing is sent.
function check(event, editor, desk, textarea) {
  const said = desk.dataset;
  const problem = areRunning(editor)
    ? said.stillUploading
    : new Blob([textarea.value]).size > Number(said.mostText)
      ? said.textTooLong
      : "";
  if (!problem) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  tell(desk, problem).scrollIntoView({ block: "center" });
}
