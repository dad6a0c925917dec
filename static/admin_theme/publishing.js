// The buttons say what they will do in the state that is chosen; the words come from the server, also after each autosave.
const main = document.getElementById("main-button");
const quiet = document.getElementById("quiet-button");
const state = document.getElementById("id_state");
const date = document.getElementById("id_published_at");

function isToCome() {
  return date?.value && new Date(date.value) > new Date();
}

export function relabel(words = {}) {
  if (!main) return;
  Object.assign(main.dataset, words);
  const chosen = state?.value ?? "draft";
  const leadsOn = !main.dataset.public && ["draft", "review"].includes(chosen);
  const goal = main.dataset.goal === "published" && isToCome() ? "scheduled" : main.dataset.goal;
  main.name = leadsOn ? "_publish" : "_save";
  main.textContent = main.dataset[leadsOn ? goal : chosen];
  quiet.hidden = !leadsOn || chosen === main.dataset.goal;
  quiet.textContent = main.dataset[chosen];
}

state?.addEventListener("change", () => relabel());
date?.addEventListener("input", () => relabel());
relabel();

// Sharing in place: what is typed stays as it is.
const share = document.getElementById("share");
share?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch(share.action, { method: "POST", body: new FormData(share, event.submitter) }).catch(() => null);
  if (!answer?.ok) return share.submit();
  const made = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("sharing");
  if (!made) return;
  document.getElementById("sharing").replaceWith(made);
  made.open = true;
  (made.querySelector("#share-link") ?? made.querySelector("button")).focus();
});

// The link for a draft is copied as a whole.
document.addEventListener("focusin", (event) => {
  if (event.target.id === "share-link") event.target.select();
});
