// On a phone the sections scroll sideways: the open one comes into view.
document.querySelector("#nav-sidebar [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
