// On a phone the sections scroll sideways: the open one comes into view.
document.querySelector("#nav-sidebar [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Select2 makes a field of its own, after Django's script, and gives it no name while nothing is chosen.
window.django?.jQuery?.(() => {
  for (const shown of document.querySelectorAll(".select2-selection__rendered")) {
    shown.ariaLabel = shown.closest(".select2-container").previousElementSibling.labels[0]?.textContent.trim();
  }
});
