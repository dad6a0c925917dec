// The pings panel in place: its forms without a reload, the countdown, and another look while something moves.
const PAUSE = 2500; // between two looks at what moves
const WRITING = 4000; // between two looks at the text that is being written

import { relabel } from "./publishing.js";

let panel = document.querySelector("[data-pings]");
let looked = "";
let line = Promise.resolve(); // what is pressed waits for what is under way, and is never lost
let busy = 0;

function paper() {
  return document.querySelector('form [name="html"]')?.form;
}

function beingEdited() {
  return [...panel.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue || area === document.activeElement);
}

function replace(text) {
  const open = [...panel.querySelectorAll("details[open] textarea")].map((area) => area.name);
  const focus = panel.contains(document.activeElement) ? document.activeElement : null;
  const again = focus?.name && `[name="${focus.name}"]${focus.value && focus.type === "checkbox" ? `[value="${focus.value}"]` : ""}`;
  const made = document.createRange().createContextualFragment(text).querySelector("[data-pings]");
  if (!made) return;
  made.querySelectorAll("script").forEach((script) => script.remove());
  panel.replaceWith(made);
  panel = made;
  for (const name of open) panel.querySelector(`[name="${name}"]`)?.closest("details").setAttribute("open", "");
  if (again) panel.querySelector(again)?.focus({ preventScroll: true });
  relabel(JSON.parse(panel.dataset.labels));
}

function ask(address, body, pressed = false) {
  busy += 1;
  line = line.then(() => exchange(address, body, pressed)).finally(() => (busy -= 1));
}

async function exchange(address, body, pressed) {
  try {
    const answer = await fetch(address, { method: body ? "POST" : "GET", body, headers: { "X-Fragment": "pings" } });
    if (!answer.ok && answer.status !== 422) throw new Error(answer.statusText);
    const text = await answer.text();
    if (pressed || !beingEdited()) replace(text);
    else looked = ""; // somebody has begun to write here: it is looked at later
  } catch {
    if (body) panel.querySelector("[data-notice]").textContent = panel.dataset.failed;
  }
}

function send(form, button) {
  const tells = document.querySelector('[name="tells_others"]');
  if (tells && form.dataset.tells) tells.checked = form.dataset.tells === "on";
  ask(button?.getAttribute("formaction") || form.action, new FormData(form), true);
}

document.addEventListener("submit", (event) => {
  if (!panel?.contains(event.target) || !event.target.matches("[data-in-place]")) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

// A tick or a passage is kept when it is left.
document.addEventListener("change", (event) => {
  const form = event.target.closest?.("[data-choices]");
  if (form && panel.contains(form)) send(form);
});

function countDown() {
  const line = panel.querySelector("[data-until]");
  if (!line) return;
  const left = Math.ceil((Date.parse(line.dataset.until) - Date.now()) / 1000);
  line.textContent = left > 0 ? line.dataset.words.replace("{n}", left) : line.dataset.over;
}

function textAsItStands() {
  const form = paper();
  return form ? `${form.elements.html.value}\n${form.elements.send_trackbacks?.value ?? ""}` : "";
}

function lookAtText() {
  const form = paper();
  const now = textAsItStands();
  if (!form || now === looked || busy || beingEdited() || document.visibilityState !== "visible") return;
  const links = looked.includes("://") || now.includes("://") || panel.querySelector("[data-choices]");
  looked = now;
  if (!links) return;
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "html", "send_trackbacks"]) {
    if (form.elements[name]) body.append(name, form.elements[name].value);
  }
  ask(panel.dataset.look, body);
}

if (panel) {
  setInterval(countDown, 1000);
  setInterval(lookAtText, WRITING);
  setInterval(() => {
    const moves = "moving" in panel.dataset && document.visibilityState === "visible";
    if (moves && !busy && !beingEdited()) ask(panel.dataset.pings);
  }, PAUSE);
  lookAtText();
}
