// Buttons that put an address on the clipboard; without JavaScript the address can be selected by hand.
const SHOWN_FOR = 8000; // milliseconds that data-copied stays

async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    putByHand(text); // pages served without TLS have no clipboard, and some browsers refuse it
  }
}

function putByHand(text) {
  const field = document.createElement("textarea");
  const before = document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  before?.focus();
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const label = button.querySelector("span");
  const words = label.textContent;
  label.setAttribute("aria-live", "polite");
  button.hidden = false;
  button.addEventListener("click", async () => {
    await put(button.dataset.copy);
    label.textContent = button.dataset.copied;
    setTimeout(() => (label.textContent = words), SHOWN_FOR);
  });
}
