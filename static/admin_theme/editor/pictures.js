// Pictures for the text: new ones from this computer, or those of the library, found by their words.
import { open } from "writing/dialogs";
import { insertFigure } from "writing/uploads";

export function startPictures(editor, desk) {
  const template = desk.querySelector("template[data-pictures]");
  return () => {
    let grid;
    let latest;
    const { form, leave } = open(editor, template, (made) => (grid = made.querySelector("[data-grid]")), () => search());
    const { elements } = form;

    async function load(query, page, keep) {
      const mine = (latest = Symbol());
      const answer = await fetch(`${desk.dataset.libraryUrl}?${new URLSearchParams({ q: query, page })}`).catch(() => null);
      const text = answer?.ok && (await answer.text());
      if (mine !== latest) return; // something else was asked for meanwhile
      if (!answer?.ok) return (grid.textContent = desk.dataset.libraryFailed);
      const html = new DOMParser().parseFromString(text, "text/html");
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
      leave();
      editor.commands.upload(files);
    });
    grid.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.next) load(elements.q.value, button.dataset.next, true);
      if (!button?.dataset.src) return;
      const { src, width, height, alt, caption } = button.dataset;
      leave();
      insertFigure(editor, { src, width, height, alt, caption });
    });
    search();
    elements.q.focus();
  };
}
