// Tags as chips over the plain field of names with commas, which stays what the form sends.
// A combobox as WAI-ARIA describes it: arrows go through the suggestions, Enter or a comma takes, Backspace takes back.
const SOON = 150; // ms after a key, before the blog is asked
let made = 0;

export function enhance(root) {
  for (const field of root.querySelectorAll("input[data-suggest]:not([data-chips])")) new Chips(field);
}

function element(name, attributes = {}, text = "") {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.textContent = text;
  return node;
}

class Chips {
  constructor(field) {
    this.field = field;
    this.words = field.dataset;
    this.names = parted(field.value);
    this.chosen = -1;
    field.dataset.chips = "";
    this.build(`tag-names-${(made += 1)}`);
    this.draw();
  }

  /** The input that is seen takes over the field's label and what describes it; its own words are sent by the field. */
  build(id) {
    const [field, listId] = [this.field, `${id}-list`];
    this.box = element("div", { class: "chips" });
    this.list = element("ul", { class: "chips-list", role: "list" });
    this.input = element("input", {
      ...{ type: "text", role: "combobox", autocomplete: "off", autocapitalize: "none", maxlength: "120" },
      ...{ "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId, id: field.id },
    });
    for (const name of ["aria-describedby", "aria-invalid"])
      if (field.hasAttribute(name)) this.input.setAttribute(name, field.getAttribute(name));
    this.menu = element("ul", { class: "chips-menu", role: "listbox", id: listId, hidden: "" });
    this.menu.setAttribute("aria-label", field.labels[0]?.textContent.replace(":", "") ?? "");
    this.status = element("p", { class: "visually-hidden", role: "status" });
    field.removeAttribute("id");
    field.type = "hidden";
    this.box.append(this.list, this.input, this.menu);
    field.after(this.box, this.status);
    this.input.addEventListener("input", () => this.typing());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.menu.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
    this.menu.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")?.textContent ?? ""));
    this.box.addEventListener("click", (event) => this.clicked(event));
  }

  draw() {
    this.list.replaceChildren(
      ...this.names.map((name) => {
        const chip = element("li", { class: "chip" });
        const label = this.words.remove.replace("{name}", name);
        const button = element("button", { type: "button", "aria-label": label, title: label, "data-name": name }, "×");
        chip.append(element("span", { dir: "auto" }, name), button);
        return chip;
      }),
    );
    this.keep();
  }

  /** What is typed and not taken yet counts as well. */
  keep() {
    this.field.value = [...this.names, ...parted(this.input.value)].join(", ");
  }

  typing() {
    const parts = this.input.value.split(/[,，،、\n]/);
    if (parts.length > 1) {
      const rest = parts.pop();
      for (const part of parts) this.take(part);
      this.input.value = rest.trimStart();
    }
    this.keep();
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.suggest(), SOON);
  }

  take(text) {
    const names = parted(text);
    this.input.value = "";
    this.close();
    for (const name of names.filter((one) => !this.has(one))) {
      this.names.push(name);
      this.say(this.words.added.replace("{name}", name));
    }
    if (names.length) this.draw();
    else this.keep();
  }

  has(name) {
    return this.names.some((one) => one.toLowerCase() === name.toLowerCase());
  }

  drop(name) {
    this.names = this.names.filter((one) => one !== name);
    this.draw();
    this.say(this.words.removed.replace("{name}", name));
    this.input.focus();
  }

  clicked(event) {
    const name = event.target.dataset.name;
    if (name !== undefined) this.drop(name);
    else if ([this.box, this.list].includes(event.target)) this.input.focus();
  }

  key(event) {
    const options = [...this.menu.children];
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault(); // it takes a name; the form has buttons
      this.take(options[this.chosen]?.textContent ?? this.input.value);
    } else if (event.key === "Backspace" && !this.input.value && this.names.length) {
      event.preventDefault();
      this.drop(this.names.at(-1));
    } else if (event.key === "Escape" && options.length) {
      event.stopPropagation();
      this.close();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && options.length) {
      event.preventDefault();
      const [step, places] = [event.key === "ArrowDown" ? 1 : -1, options.length + 1]; // the last place is the input
      this.choose((this.chosen + 1 + step + places) % places - 1);
    }
  }

  choose(index) {
    this.chosen = index;
    [...this.menu.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === index)));
    const option = this.menu.children[index];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  async suggest() {
    const start = this.input.value.trim();
    if (!start) return this.close();
    this.wanted = start;
    const answer = await fetch(`${this.words.suggest}?q=${encodeURIComponent(start)}`).catch(() => null);
    const names = answer?.ok ? (await answer.json().catch(() => ({}))).names ?? [] : [];
    if (this.wanted === start && this.input.value.trim() === start) this.open(names.filter((name) => !this.has(name)));
  }

  /** What was chosen among the suggestions before stays chosen, if it is among these as well. */
  open(names) {
    const chosen = this.menu.children[this.chosen]?.textContent;
    this.menu.replaceChildren(
      ...names.map((name, n) => element("li", { role: "option", id: `${this.menu.id}-${n}`, dir: "auto" }, name)),
    );
    this.choose(names.indexOf(chosen));
    this.menu.hidden = !names.length;
    this.input.setAttribute("aria-expanded", String(names.length > 0));
    if (names.length) this.say(this.words.found.replace("{n}", names.length));
  }

  close() {
    clearTimeout(this.soon);
    this.wanted = null; // an answer that is still under way opens nothing again
    this.open([]);
  }

  say(words) {
    this.status.textContent = words;
  }
}

function parted(line) {
  return line.split(/[,，،、\n]/).map((name) => name.trim()).filter(Boolean);
}

enhance(document);
