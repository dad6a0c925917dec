// New pictures go up one by one, each with its progress; as each arrives, it is asked what it shows.
// Without this, the same form sends all of them at once.
const AT_ONCE = 2; // the blog writes each anew, and has other things to do

const drop = document.querySelector("form.drop");

if (drop) {
  const said = drop.dataset;
  const arrived = document.querySelector("form.arrived");
  const list = arrived.querySelector("ul");
  const template = document.querySelector("template[data-row]");
  const input = drop.elements.files;
  const waiting = [];
  let running = 0;

  drop.querySelector("button").remove();
  drop.querySelector(".drop-hint").hidden = false;
  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("drop--over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop") take(event.dataTransfer.files);
    });
  }
  addEventListener("beforeunload", (event) => running && event.preventDefault());

  function take(files) {
    for (const file of files) waiting.push(begin(file));
    arrived.hidden = !list.childElementCount;
    next();
  }

  function begin(file) {
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelector("strong").textContent = file.name;
    const bar = row.querySelector("progress");
    bar.ariaLabel = file.name;
    const one = { file, row, bar, request: new XMLHttpRequest() };
    row.querySelector("button").ariaLabel = `${row.querySelector("button").textContent}: ${file.name}`;
    row.querySelector("button").addEventListener("click", () => cancel(one));
    tell(one, said.waits);
    list.append(row);
    return one;
  }

  function next() {
    while (running < AT_ONCE && waiting.length) {
      running += 1;
      send(waiting.shift());
    }
  }

  function send(one) {
    if (one.file.size > Number(said.mostBytes)) return end(one, said.tooLarge, "refused");
    tell(one, said.runs);
    const { request } = one;
    const body = new FormData();
    body.append("file", one.file);
    request.open("POST", said.uploadUrl);
    request.setRequestHeader("X-CSRFToken", drop.elements.csrfmiddlewaretoken.value);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => (one.bar.value = loaded / total));
    request.addEventListener("load", () => (request.status === 201 ? arrive(one, request.response) : end(one, request.response?.error ?? said.failed, "refused")));
    request.addEventListener("error", () => end(one, said.failed, "refused"));
    request.send(body);
  }

  function cancel(one) {
    const at = waiting.indexOf(one);
    if (at < 0) one.request.abort();
    else waiting.splice(at, 1);
    end(one, said.cancelled, "cancelled", at < 0);
    input.focus();
  }

  // The row becomes the very one of the plain page, which is asked for it.
  async function arrive(one, picture) {
    const answer = await fetch(`${said.wordsUrl}?of=${picture.id}`).catch(() => null);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const asked = page && page.querySelector(".word-row");
    if (asked) {
      one.row.querySelector(".word-picture").replaceWith(asked.querySelector(".word-picture"));
      one.row.lastElementChild.append(...asked.lastElementChild.children);
      arrived.querySelector("[type=submit]").disabled = false;
    }
    end(one, [said.here, picture.note].filter(Boolean).join(". "), "here");
  }

  function end(one, words, kind, wasRunning = true) {
    tell(one, words);
    one.row.classList.add(`word-row--${kind}`);
    one.row.querySelector("progress").remove();
    one.row.querySelector("button").remove();
    if (wasRunning) running -= 1;
    next();
  }

  const tell = (one, words) => (one.row.querySelector("[role=status]").textContent = words);
}
