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

// The link for a draft is copied as a whole.
document.getElementById("share-link")?.addEventListener("focus", (event) => event.target.select());
