// Where a command is to be followed by typing. The frame's own focus command waits for the next picture of the
// screen, and what is typed before that is lost.
export function inSheet(editor) {
  editor.view.focus();
  return editor.chain().scrollIntoView();
}
