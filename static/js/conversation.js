// Comments, trackbacks or both, without a round trip; the reader's choice stays in this browser.
const KEY = "conversation-view";
const section = document.querySelector(".conversation");
const tabs = document.querySelectorAll(".tabs a[data-view]");

function show(view) {
  section.dataset.view = view;
  for (const tab of tabs) {
    if (tab.dataset.view === view) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage may be switched off
  }
}

function remember(view) {
  try {
    localStorage.setItem(KEY, view);
  } catch {
    // then it holds for this page
  }
}

if (section && tabs.length) {
  const asked = new URLSearchParams(location.search).get("tab") || location.hash === "#trackbacks";
  if (location.hash === "#trackbacks") show("trackbacks");
  else if (!asked && remembered()) show(remembered());
  section.classList.add("is-live");
  for (const tab of tabs) {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      show(tab.dataset.view);
      remember(tab.dataset.view);
    });
  }
}
