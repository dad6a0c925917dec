// A link to a video becomes its player where it stands, once it is clicked; before that nothing is asked of the other
// site. Without JavaScript it stays a link. The addresses were made by us when the post was saved (posts/embeds.py).
for (const link of document.querySelectorAll(".embed > a[data-frame]")) {
  const from = link.closest("[data-plays-from]")?.dataset.playsFrom;
  if (from) {
    const note = document.createElement("span");
    note.textContent = `${from} ${new URL(link.dataset.frame).host}`;
    link.append(note);
  }
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = link.dataset.frame;
    frame.title = link.firstChild.textContent;
    frame.allow = "fullscreen; picture-in-picture; encrypted-media";
    link.replaceWith(frame);
    frame.focus();
  });
}
