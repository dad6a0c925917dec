// The editor's sheet goes by the label of the field that it stands for.
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  editor.view.dom.setAttribute("aria-label", textarea.labels[0]?.textContent ?? "Text");
});
