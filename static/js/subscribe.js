// The form for new posts by mail. The page is the same for everybody and holds no token: the first focus fetches
// one from the page of the form, where the button leads without this script.
const form = document.querySelector("[data-subscribe]");

if (form) {
  const fields = form.querySelector("fieldset");
  let token = null;

  fields.hidden = fields.disabled = false;

  async function fetchToken() {
    const answer = await fetch(form.action, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    form.append(document.adoptNode(page.querySelector("[data-subscribe-form] [name=csrfmiddlewaretoken]")));
    form.method = "post";
  }

  function prepare() {
    token ??= fetchToken().catch((error) => {
      token = null;
      throw error;
    });
    return token;
  }

  form.addEventListener("focusin", () => prepare().catch(() => {}), { once: true });

  form.addEventListener("submit", async (event) => {
    if (form.method === "post") return;
    event.preventDefault();
    try {
      await prepare();
      form.requestSubmit();
    } catch {
      location.assign(form.action); // the page of the form says what is wrong
    }
  });
}
