// The list of sent pings: one tick for all rows of the page.
const all = document.querySelector("[data-bulk] [data-all]");

if (all) {
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll('[data-bulk] [name="ids"]')) box.checked = all.checked;
  });
}
