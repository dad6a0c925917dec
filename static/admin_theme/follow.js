// A page that waits for work in the background looks again by itself, while somebody is looking at it.
const PAUSE = 2500;

if (document.querySelector("[data-follow]")) {
  setInterval(() => document.visibilityState === "visible" && location.reload(), PAUSE);
}
