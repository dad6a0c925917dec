// Autosave: into this browser at once, to the blog within seconds; nothing of it changes what readers see.
import { Copies, typed } from "./copies.js";
import { relabel } from "./publishing.js";

const LOOK = 1000; // ms between two looks at the form: the editor tells of no change by itself
const SEND = 4000; // between two copies to the blog
const ALIVE = 30000; // between two signs of life

const settings = document.getElementById("autosave");
const form = settings?.closest("form");
const line = document.getElementById("state-line");
if (form && form.elements.key && document.getElementById("main-button")) start();

function start() {
  const copies = new Copies(settings.dataset.user);
  const key = form.elements.key.value;
  const bound = document.querySelector(".errornote, .errorlist") !== null;
  const began = bound || settings.dataset.restored ? "" : typed(form);
  let last = began || typed(form);
  let [sent, sentAt, heardAt, leaving] = [began, 0, 0, false];

  if (settings.dataset.saved) {
    copies.drop(settings.dataset.saved);
    history.replaceState(null, "", location.pathname + location.hash);
  }
  offerCopy();
  setInterval(look, LOOK);
  form.addEventListener("input", look);
  look();

  /** A newer copy in this browser goes to the blog, which says what differs. */
  async function offerCopy() {
    if (bound || settings.dataset.restored) return;
    const copy = form.elements.post.value ? { key, ...copies.find(key) } : copies.newest();
    if (!copy?.data || copy.data === began) return;
    const answer = await post({ ...copy, notice: true });
    if (answer?.notice !== undefined) {
      document.getElementById("copy-notice").innerHTML = answer.notice; // made and escaped by our own template
      if (!answer.notice) copies.drop(copy.key);
    }
  }

  function look() {
    const now = typed(form);
    if (now !== last) {
      last = now;
      copies.keep(key, { at: Date.now(), base: form.elements.base.value, data: now });
      line.textContent = `${line.textContent.split(" · ")[0]} · ${settings.dataset.unsaved}`;
    }
    const due = last !== sent && Date.now() - sentAt >= SEND;
    if (due || Date.now() - heardAt >= ALIVE) send(due);
  }

  async function send(withText) {
    const data = last;
    [sentAt, heardAt] = [Date.now(), Date.now()];
    if (withText && new Blob([form.elements.html.value]).size > settings.dataset.most) return trouble(settings.dataset.long);
    const answer = await post({ key, base: form.elements.base.value, at: Date.now(), data: withText ? data : null });
    if (!answer) return;
    if (withText) sent = data;
    if (last === sent) line.textContent = answer.state;
    trouble("");
    show("others", answer.others);
    show("newer", document.querySelector(".conflict") ? "" : answer.newer);
    if (answer.labels) relabel(answer.labels);
  }

  async function post(copy, again = true) {
    const body = new URLSearchParams(); // a long text may come as a form does, in no other way
    if (copy.data) for (const [name, value] of JSON.parse(copy.data)) body.append(name, value);
    body.append("key", copy.key);
    body.append("base", copy.base);
    body.append("post", form.elements.post.value);
    if (copy.data) body.append("text", "1");
    if (copy.data) body.append("at", copy.at);
    if (copy.notice) body.append("notice", "1");
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    let response;
    try {
      response = await fetch(settings.dataset.url, { method: "POST", body, redirect: "manual" });
    } catch {
      line.textContent = `${line.textContent.split(" · ")[0]} · ${settings.dataset.local}`;
      return null;
    }
    if (response.ok) return response.json();
    if (response.status === 403 && again && (await freshToken())) return post(copy, false);
    trouble(response.type === "opaqueredirect" || response.status === 403 ? settings.dataset.signedOut : settings.dataset.refused);
    return null;
  }

  /** Who signed in again elsewhere has another token. */
  async function freshToken() {
    const response = await fetch(settings.dataset.url, { redirect: "manual" }).catch(() => null);
    if (!response?.ok) return false;
    const { token } = await response.json();
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
    return true;
  }

  // Heard last of all: what the editor refuses to send does not lead away.
  document.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    look();
    leaving = event.submitter?.formTarget !== "_blank";
  });
  for (const name of ["click", "submit"])
    document.addEventListener(name, (event) => {
      if (event.target.closest?.("[data-leave]") || ["share", "take-back"].includes(event.target.id)) {
        leaving = true;
        if (event.target.closest("[data-leave]")) copies.drop(key);
      }
    });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && typed(form) !== began) event.preventDefault();
  });
}

function show(id, words) {
  const place = document.getElementById(id);
  if (place.textContent !== words) place.textContent = words;
  place.hidden = !words;
}

function trouble(words) {
  show("trouble", words);
}
