// The queue with single keys: everything here presses buttons and links that are on the page anyway.
const form = document.getElementById("queue-form");
const help = document.getElementById("queue-help");
const ACTIONS = { a: "approve", u: "pending", s: "spam", d: "trash" };
let current = null;
let place = 0;

const stops = () => [...form.querySelectorAll("details.campaign, .item")].filter((stop) => stop.checkVisibility());
const within = (selector) => current?.querySelector(selector);

function go(stop) {
  if (!stop) return;
  current?.classList.remove("current");
  current = stop;
  place = stops().indexOf(stop);
  stop.classList.add("current");
  stop.querySelector('summary, input[name="ids"]').focus({ preventScroll: true });
  stop.scrollIntoView({ block: "nearest" });
}

function move(step) {
  const shown = stops();
  const at = current?.isConnected ? shown.indexOf(current) + step : place;
  go(shown[Math.min(Math.max(at, 0), shown.length - 1)]);
}

function press(action) {
  if (!current?.isConnected) return move(0);
  const button = within(`.item-actions button[value="${action}"]`);
  const row = current;
  if (!button || !row.matches(".item")) return;
  move(1);
  if (current === row) move(-1);
  button.click();
}

function pressChosen(action) {
  if (form.querySelector('input[name="ids"]:checked')) form.querySelector(`#queue-bulk button[value="${action}"]`)?.click();
}

function clearCampaign() {
  const campaign = current?.closest("details.campaign");
  campaign?.nextElementSibling.querySelector('button[value="spam"]').click();
}

function choose(withRange) {
  const box = within('input[name="ids"]');
  if (!box) return;
  box.checked = withRange || !box.checked;
  document.dispatchEvent(new CustomEvent("queue:range", { detail: { box, fill: withRange } }));
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  x: (shift) => choose(shift),
  c: clearCampaign,
  z: () => document.dispatchEvent(new CustomEvent("queue:undo")),
  r: () => within('a[data-open="reply"]')?.click(),
  e: () => within('a[data-open="edit"]')?.click(),
  w: () => { const why = within(".why"); if (why) why.open = !why.open; },
  "?": () => help.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  if (event.target.matches('input:not([type="checkbox"]), textarea, select')) return;
  const key = event.key.toLowerCase();
  if (ACTIONS[key]) (event.shiftKey ? pressChosen : press)(ACTIONS[key]);
  else if (KEYS[key]) KEYS[key](event.shiftKey);
  else return;
  event.preventDefault();
});

form.addEventListener("focusin", (event) => {
  const stop = event.target.closest(".item, details.campaign");
  if (!stop || stop === current) return;
  current?.classList.remove("current");
  current = stop;
  place = stops().indexOf(stop);
  stop.classList.add("current");
});

// Where the current row is gone, or the list came anew, the one in its place takes over.
document.addEventListener("queue:sent", () => {
  if (!current) return;
  if (current.isConnected && document.activeElement !== document.body) return;
  const shown = stops();
  const same = current.isConnected ? current : document.getElementById(current.id);
  current = null;
  go(same || shown[Math.min(Math.max(place, 0), shown.length - 1)]);
});
