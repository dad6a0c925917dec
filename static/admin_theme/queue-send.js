// In place: what the forms of the queue send goes through htmx, one after another, and only parts come back.
const list = document.getElementById("queue-form");
const OURS = new Set(["queue-form", "answer-form"]);
let line = Promise.resolve();
let failed = "";

function collect(form, button) {
  const data = new FormData(form);
  const url = button.getAttribute("formaction") ?? form.getAttribute("action"); // form.action is the button of that name
  if (button.name) data.set(button.name, button.value);
  return { data, url, row: button.closest(".item"), slot: button.dataset.slot };
}

// What is seen is read when it is sent: rows may have come and gone while this one waited in line.
async function send({ data, url, row, slot }) {
  failed = "";
  data.delete("seen");
  for (const seen of list.querySelectorAll('input[name="seen"]')) data.append("seen", seen.value);
  const target = slot ? document.getElementById(slot) : document.body;
  try {
    await htmx.ajax("POST", url, { source: document.body, target, swap: slot ? "innerHTML" : "none", values: data });
  } catch {
    failed ||= list.dataset.away;
  }
  row?.classList.remove("leaving");
  if (failed) say(failed);
  else document.dispatchEvent(new CustomEvent("queue:sent"));
}

function say(words) {
  const bar = document.createElement("div");
  bar.className = "undo toast wrong";
  bar.textContent = words;
  document.getElementById("queue-bar").replaceChildren(bar);
}

function undo() {
  const button = document.querySelector('#queue-bar button[value="undo"]');
  return button && send(collect(button.form, button));
}

// The number beside the menu's entry is that of the tab, where the tab counts everything.
document.addEventListener("queue:sent", () => {
  const [tab, badge] = ["#queue-tabs [data-tab=pending] .n", 'nav a[href$="status=pending"] .badge'].map((one) => document.querySelector(one));
  if (tab && badge && !new URLSearchParams(location.search).get("kind")) badge.textContent = tab.textContent;
});

document.addEventListener("htmx:responseError", () => { failed = list.dataset.failed; });
document.addEventListener("queue:undo", () => { line = line.then(undo); });

document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  const inBar = form.closest("#queue-bar");
  if (!window.htmx || !button || !(OURS.has(form.id) || inBar)) return;
  event.preventDefault();
  if (button.dataset.confirm && !window.confirm(button.dataset.confirm)) return;
  const press = collect(form, button);
  if (press.row?.classList.contains("leaving")) return;
  if (form === list) press.row?.classList.add("leaving");
  line = line.then(() => send(press));
});
