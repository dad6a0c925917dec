// The reply form on the page itself. The page is the same for everybody and holds no token: the first
// focus fetches the form page and takes its hidden fields, and from then on the form posts.
const box = document.querySelector("[data-respond]");
const form = box?.querySelector("[data-live-form]");

if (form) {
  const page = form.action;
  const home = box.parentElement;
  const title = box.querySelector("h2");
  const words = title.textContent;
  const fields = form.querySelector("fieldset");
  const status = document.createElement("p");
  let tokens = null;

  status.className = "field__error";
  status.setAttribute("role", "alert");
  form.querySelector(".respond__buttons").before(status);
  fields.hidden = fields.disabled = false;
  form.querySelector(".respond__open").remove();

  async function fetchTokens() {
    const answer = await fetch(page, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const text = new DOMParser().parseFromString(await answer.text(), "text/html");
    const real = text.querySelector("[data-respond-form]");
    for (const field of real.querySelectorAll("input[type=hidden], .honey")) {
      const known = field.name && form.elements[field.name];
      if (known) known.value = known.value || field.value;
      else form.append(document.adoptNode(field));
    }
    form.method = "post";
    form.action = real.action || page;
  }

  function prepare() {
    tokens ??= fetchTokens().catch((error) => {
      tokens = null;
      throw error;
    });
    return tokens;
  }

  function hidden(name, value) {
    let field = form.elements[name];
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name });
      form.append(field);
    }
    field.value = value;
  }

  function moveBack() {
    home.prepend(box);
    title.textContent = words;
    hidden("reply_to", "0");
    box.querySelector(".respond__cancel")?.remove();
  }

  function moveBelow(link) {
    const article = link.closest("article");
    box.querySelector(".respond__cancel")?.remove();
    article.after(box);
    title.textContent = link.getAttribute("aria-label");
    hidden("reply_to", link.dataset.reply);
    const cancel = Object.assign(document.createElement("button"), {
      type: "button",
      className: "respond__cancel",
      textContent: form.dataset.cancel,
    });
    cancel.addEventListener("click", () => {
      moveBack();
      link.focus();
    });
    form.querySelector(".respond__buttons").append(cancel);
    form.elements.comment.focus();
  }

  form.addEventListener("focusin", () => prepare().catch(() => {}), { once: true });

  form.addEventListener("submit", async (event) => {
    if (form.method === "post" && navigator.onLine) return;
    event.preventDefault();
    status.textContent = "";
    try {
      if (!navigator.onLine) throw new Error("offline");
      await prepare();
      form.requestSubmit();
    } catch {
      status.textContent = form.dataset.unreachable;
    }
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.reply-link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    moveBelow(link);
  });
}
