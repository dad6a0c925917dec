// Quick edit in place: the form's own page is fetched into a row below the post; saving brings the list anew.
import { enhance as filterCategories } from "./category_tree.js";
import { enhance as makeChips } from "./tags.js";

const parser = new DOMParser();
let asked = null; // the link that was followed last
const table = () => document.querySelector("#result_list tbody");

async function page(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
  return { document: parser.parseFromString(await answer.text(), "text/html") };
}

function close() {
  const open = document.querySelector("tr.quick-row");
  open?.previousElementSibling?.querySelector("a.quick")?.focus();
  open?.remove();
}

function show(form, row) {
  close();
  const line = document.createElement("tr");
  line.className = "quick-row";
  const cell = line.insertCell();
  cell.colSpan = row.cells.length;
  cell.append(document.adoptNode(form));
  row.after(line);
  makeChips(line);
  filterCategories(line);
  // Heard on the form itself: what is submitted inside the list's own form does not bubble out of it.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form, row);
  });
  (form.querySelector("[aria-invalid]") ?? form.querySelector('[name="title"]')).focus();
}

async function save(form, row) {
  let sent;
  try {
    sent = await page(form.action, { method: "POST", body: new FormData(form) });
  } catch {
    form.submit(); // the browser says what is the matter
    return;
  }
  const again = sent.document.querySelector("form.quick-edit");
  if (again) {
    show(again, row);
    return;
  }
  const address = row.querySelector("a.quick").getAttribute("href");
  renew(sent.document);
  document.querySelector(`a.quick[href="${address}"]`)?.focus();
}

function renew(fresh) {
  for (const part of ["#result_list tbody", "#changelist-filter", ".messagelist"]) {
    const now = document.querySelector(part);
    const then = fresh.querySelector(part);
    if (now && then) now.replaceWith(document.adoptNode(then));
    else if (then) document.querySelector("#content-main, #content").before(document.adoptNode(then));
  }
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.matches(".quick-row .cancel")) {
    event.preventDefault();
    close();
  } else if (link.matches("a.quick") && table()) {
    event.preventDefault();
    const url = `${link.href}?list=${encodeURIComponent(location.pathname + location.search)}`;
    asked = link;
    try {
      const { document: answer } = await page(url);
      if (asked === link) show(answer.querySelector("form.quick-edit"), link.closest("tr"));
    } catch {
      if (asked === link) location.href = url;
    }
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest(".quick-row")) close();
});
