// A filter above a long tree of categories: what matches stays, with what stands above it and what is ticked.
const LONG = 8; // categories that are seen at once

export function enhance(root) {
  for (const tree of root.querySelectorAll(".category-tree:not([data-filtered])"))
    if (tree.querySelectorAll("li").length > LONG) filter(tree);
}

function filter(tree) {
  const field = document.createElement("input");
  const status = document.createElement("p");
  tree.dataset.filtered = "";
  field.type = "search";
  field.className = "category-filter";
  field.placeholder = tree.dataset.filter;
  field.setAttribute("aria-label", tree.dataset.filter);
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  tree.before(field, status);
  field.addEventListener("input", () => {
    const shown = narrow(tree, field.value.trim().toLocaleLowerCase());
    status.textContent = tree.dataset.found.replace("{n}", shown);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // the form has buttons
  });
}

function narrow(tree, words) {
  let shown = 0;
  for (const item of [...tree.querySelectorAll("li")].reverse()) {
    const label = item.querySelector("label");
    const own = label.textContent.toLocaleLowerCase().includes(words) || label.querySelector("input").checked;
    item.hidden = !own && !item.querySelector("li:not([hidden])");
    shown += item.hidden ? 0 : 1;
  }
  return shown;
}

enhance(document);
