// Lists as Word and Outlook put them on the clipboard: paragraphs that only look like lists, turned into lists.
const LEVEL = /mso-list:[^;"']*?level(\d+)/i;
const IGNORED = /mso-list:\s*ignore/i;
const NUMBER = /^\(?(\d+|[a-z]{1,4})[.)]/i;

const style = (element) => element.dataset.style ?? "";

export function listsFromWord(root) {
  let open = []; // the lists that the next paragraph may go on with, the outermost first
  let last = null;
  for (const paragraph of root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, div")) {
    const level = levelOf(paragraph);
    if (!level) continue;
    if (last && !follows(last, paragraph)) open = [];
    const marker = taken(paragraph);
    place(open, level, marker, paragraph);
    last = open[0].list;
  }
}

function levelOf(paragraph) {
  const found = style(paragraph).match(LEVEL);
  if (found) return Number(found[1]);
  return /^MsoListParagraph/.test(paragraph.className) && markerOf(paragraph) ? 1 : 0;
}

const markerOf = (paragraph) => [...paragraph.querySelectorAll("span")].find((span) => IGNORED.test(style(span)));

// The bullet or number that Word wrote as text; it leaves the paragraph.
function taken(paragraph) {
  const marker = markerOf(paragraph);
  const text = marker?.textContent.trim() ?? "";
  marker?.remove();
  return text;
}

function follows(list, paragraph) {
  let next = list.nextSibling;
  while (next && next.nodeType !== Node.ELEMENT_NODE && !next.textContent.trim()) next = next.nextSibling;
  return next === paragraph;
}

// `open` is the lists that are open, a level each; the paragraph becomes an item of the one of its level.
function place(open, level, marker, paragraph) {
  while (open.length && open.at(-1).level > level) open.pop();
  const item = document.createElement("li");
  if (!open.length || open.at(-1).level < level) {
    const list = made(marker);
    const parent = open.at(-1);
    if (parent) parent.list.lastElementChild.append(list);
    else paragraph.before(list);
    open.push({ level, list });
  }
  open.at(-1).list.append(item);
  const words = document.createElement("p");
  words.append(...paragraph.childNodes);
  item.append(words);
  paragraph.remove();
}

function made(marker) {
  const number = marker.match(NUMBER)?.[1];
  const list = document.createElement(number ? "ol" : "ul");
  if (number > 1) list.start = Number(number);
  return list;
}
