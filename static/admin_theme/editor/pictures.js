// Pictures for the text: new ones from this computer, or those of the library, found by their words.
import { open } from "writing/dialogs";
import { insertFigure } from "writing/uploads";

export function startPictures(editor, desk) {
  const template = desk.querySelector("template[data-pictures]");
  return () => {
    let grid;
    const dialog = open(editor, template, (form) => (grid = form.querySelector("[data-grid]")), () => search());
    const { elements } = dialog.querySelector("form");

    async function load(query, page, keep) {
      const answer = await fetch(`${desk.dataset.libraryUrl}?${new URLSearchParams({ q: query, page })}`).catch(() => null);
      if (!answer?.ok) return (grid.textContent = desk.dataset.libraryFailed);
      const html = new DOMParser().parseFromString(await answer.text(), "text/html");
      grid.querySelector("[data-next]")?.remove();
      grid.replaceChildren(...(keep ? grid.childNodes : []), ...html.body.childNodes);
    }
    // Enter searches; it never closes the dialog.
    function search() {
      load(elements.q.value, 1);
      return " ";
    }
    let soon;
    elements.q.addEventListener("input", () => {
      clearTimeout(soon);
      soon = setTimeout(search, 250);
    });
    elements.file.addEventListener("change", () => {
      const files = [...elements.file.files];
      dialog.close();
      editor.commands.upload(files);
    });
    grid.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.next) load(elements.q.value, button.dataset.next, true);
      if (!button?.dataset.src) return;
      const { src, width, height, alt, caption } = button.dataset;
      dialog.close();
      insertFigure(editor, { src, width, height, alt, caption });
    });
    search();
    elements.q.focus();
  };
}
