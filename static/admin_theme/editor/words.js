// The words of the interface, which the template wrote in the owner's language: `words(editor).uploading`.
export const deskOf = (element) => element.closest(".desk");

export function words(element) {
  return deskOf(element).dataset;
}

export function fill(text, ...values) {
  return values.reduce((filled, value) => filled.replace("%s", value), text);
}

// One message below the toolbar; an error stays until it is dismissed.
export function tell(element, text, kind = "error") {
  const desk = deskOf(element);
  const note = document.createElement("p");
  note.className = `desk-note desk-note--${kind}`;
  note.append(text);
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.ariaLabel = desk.dataset.dismiss;
  close.addEventListener("click", () => note.remove());
  note.append(close);
  desk.querySelector(".desk-notes").append(note);
  return note;
}
