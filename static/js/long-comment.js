// "A lot to say?" shows itself when the comment grows long; without this script the form page shows it.
const text = document.querySelector("#id_comment");
const offer = text?.form?.querySelector("[data-long]");

if (offer) {
  const limit = Number(offer.dataset.long);
  text.addEventListener("input", () => {
    if (text.value.length > limit) offer.hidden = false; // and stays: nothing jumps while somebody writes
  });
}
