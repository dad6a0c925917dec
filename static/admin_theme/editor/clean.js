// What was copied elsewhere, made into what a post may hold: structure stays, looks go. `cleaned(html)` also says how
// many pictures of other sites were left out; those are never fetched.
import { listsFromWord } from "writing/word";

const GONE = "script, style, meta, link, title, template, xml, svg, math, object, embed, iframe, noscript, input, select, textarea, button, [hidden], [aria-hidden=true]";
const BLOCKS = new Set("ADDRESS ARTICLE ASIDE BLOCKQUOTE CENTER DD DIV DL DT FIGURE FIGCAPTION FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TBODY TD TFOOT TH THEAD TR UL".split(" "));
const BOXES = "div, section, article, main, header, footer, aside, nav, form, center, address, dl, dt, dd, details, summary";
const RENAMED = { B: "strong", I: "em", STRIKE: "s", DEL: "s", H1: "h2", H5: "h4", H6: "h4", TT: "code", SAMP: "code", KBD: "code" };
const KEPT = { A: ["href", "title"], IMG: ["src", "alt", "width", "height"], OL: ["start", "type"], TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan"], CODE: ["class"], HR: ["class"], P: ["class"] };
const INLINE = new Set("A STRONG EM S SUB SUP CODE BR IMG".split(" "));
const MONOSPACED = /monospace|courier|consolas|menlo|monaco|mono\b/i;

const each = (root, selector, act) => [...root.querySelectorAll(selector)].forEach(act);
const unwrap = (element) => element.replaceWith(...element.childNodes);
const css = (element, name) => (element.dataset?.style ?? "").match(new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`, "i"))?.[1].trim().toLowerCase() ?? "";

export function cleaned(html) {
  const doc = new DOMParser().parseFromString(withoutIslands(html), "text/html");
  const root = doc.body;
  if (root.querySelector("[data-pm-slice]")) return { html, left: 0 }; // from this very editor, or its like
  comments(doc).forEach((comment) => comment.remove());
  each(root, GONE, (element) => element.remove());
  each(root, "*", (element) => {
    if (css(element, "display") === "none" || css(element, "mso-hide") === "all") element.remove();
  });
  listsFromWord(root);
  each(root, "*", (element) => element.tagName.includes(":") && unwrap(element)); // o:p, w:sdt, st1:place
  codeBlocks(root);
  styled(root);
  const left = pictures(root);
  links(root);
  lists(root);
  boxes(root);
  rename(root);
  spaces(root);
  attributes(root);
  empty(root);
  return { html: root.innerHTML.trim(), left };
}

// Word's islands of XML go, for which a parser of HTML has no name. Styles are read and never applied: the security
// policy lets none in, not even to a document that is only looked at.
const withoutIslands = (html) =>
  html.replace(/(<[^>]*?[\s"'])style(\s*=)/gi, "$1data-style$2").replace(/(<[^>]*?\s)on[a-z]+(\s*=)/gi, "$1data-off$2").replace(/<\?xml[^>]*>/gi, "").replace(/<(xml|style)\b[\s\S]*?<\/\1>/gi, "").replace(/\u0000/g, "");

function comments(doc) {
  const walker = doc.createTreeWalker(doc, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) if (!/^\s*more\b/i.test(walker.currentNode.data)) found.push(walker.currentNode);
  return found;
}

// An editor of code copies lines as boxes that keep their spaces.
function codeBlocks(root) {
  each(root, "div, pre", (box) => {
    const keeps = box.tagName === "PRE" || (/^pre/.test(css(box, "white-space")) && MONOSPACED.test(css(box, "font-family")));
    if (!keeps || !root.contains(box)) return;
    const lines = box.querySelectorAll(":scope > div, :scope > br");
    const text = lines.length ? [...box.childNodes].map((line) => (line.tagName === "BR" ? "" : line.textContent)).join("\n") : box.textContent;
    const pre = document.createElement("pre");
    const code = document.createElement("code");
    const language = [...box.classList, ...(box.querySelector("code")?.classList ?? [])].find((name) => /^language-[\w-]+$/.test(name));
    if (language) code.className = language;
    code.textContent = text.replace(/\u00a0/g, " ").replace(/\n$/, "");
    pre.append(code);
    box.replaceWith(pre);
  });
}

// Looks that mean something become marks: bold, italic, struck, raised, lowered, code.
function styled(root) {
  each(root, "b, strong", (element) => /^(normal|[1-5]00)$/.test(css(element, "font-weight")) && unwrap(element));
  each(root, "i, em", (element) => css(element, "font-style") === "normal" && unwrap(element));
  each(root, "span, font", (element) => {
    if (element.closest("pre")) return;
    const marks = [];
    const heading = element.closest("h1, h2, h3, h4, h5, h6, th");
    if (/^(bold|bolder|[6-9]00)$/.test(css(element, "font-weight")) && !heading) marks.push("strong");
    if (css(element, "font-style") === "italic") marks.push("em");
    if (/line-through/.test(css(element, "text-decoration") + css(element, "text-decoration-line"))) marks.push("s");
    if (/^(super|sub)$/.test(css(element, "vertical-align"))) marks.push(css(element, "vertical-align").slice(0, 3));
    let inner = element;
    for (const mark of marks) {
      const outer = document.createElement(mark);
      inner.before(outer);
      outer.append(inner);
      inner = outer;
    }
    unwrap(element);
  });
  each(root, "p.MsoTitle", (element) => renamed(element, "h2"));
}

// Our own pictures stay, and those that came along as data are uploaded; of others a link is left.
function pictures(root) {
  let left = 0;
  each(root, "img", (image) => {
    const src = image.getAttribute("src") ?? "";
    if (/^data:image\//i.test(src)) return;
    const address = URL.parse?.(src, location.href) ?? null;
    const counts = Math.max(image.width, Number.parseInt(css(image, "width"), 10) || 0) <= 2 && image.hasAttribute("width");
    if (address?.origin === location.origin && src) return image.setAttribute("src", address.pathname);
    if (!counts) left += 1;
    if (counts || !/^https?:$/.test(address?.protocol ?? "")) return image.remove();
    const name = image.alt.trim() || decodeURIComponent(address.pathname.split("/").at(-1)) || address.host;
    if (image.closest("a")) return image.replaceWith(name);
    const link = document.createElement("a");
    link.href = address.href;
    link.textContent = name;
    image.replaceWith(link);
  });
  each(root, "figure", (figure) => !figure.querySelector("img") && boxed(figure));
  return left;
}

function boxed(figure) {
  each(figure, "figcaption", (caption) => renamed(caption, "p"));
  unwrap(figure);
}

function links(root) {
  each(root, "a", (link) => {
    const href = link.getAttribute("href") ?? "";
    const address = URL.parse?.(href, "about:blank") ?? null;
    if (!address || !/^(https?|mailto|tel):$/.test(address.protocol)) return unwrap(link);
    const behind = address.host === "www.google.com" && address.pathname === "/url" && address.searchParams.get("q");
    link.setAttribute("href", behind || href);
    if (!link.textContent.trim() && !link.querySelector("img")) unwrap(link);
  });
}

// Lists within lists stand in the item before them, and whatever stands in a list is an item.
function lists(root) {
  each(root, "ul, ol", (list) => {
    if (!/^(UL|OL)$/.test(list.parentElement.tagName)) return;
    const before = list.previousElementSibling;
    if (before) before.append(list);
    else unwrap(list);
  });
}

// Boxes dissolve; what is text alone becomes a paragraph.
function boxes(root) {
  each(root, BOXES, (box) => box.closest("pre") || (hasBlocks(box) ? wrapRuns(box) : renamed(box, "p")));
  each(root, "td, th, li, blockquote", (cell) => hasBlocks(cell) && wrapRuns(cell));
  if (hasBlocks(root)) wrapRuns(root);
  each(root, BOXES, (box) => unwrap(box));
  each(root, "p, h2, h3, h4", (line) => hasBlocks(line) && unwrap(line));
}

const hasBlocks = (element) => [...element.querySelectorAll("*")].some((child) => BLOCKS.has(child.tagName));
const isBlock = (node) => BLOCKS.has(node.tagName) || (node.querySelectorAll && hasBlocks(node));

// Text that stands between blocks, and two breaks in a row, are paragraphs of their own.
function wrapRuns(box) {
  let run = null;
  for (const node of [...box.childNodes]) {
    const parts = isBlock(node) || (node.tagName === "BR" && (!run || node.nextSibling?.tagName === "BR"));
    if (parts) {
      run = null;
      if (node.tagName === "BR") node.remove();
    } else if (run) {
      run.append(node);
    } else if (node.textContent.trim() || node.querySelector?.("img") || node.tagName === "IMG") {
      run = document.createElement("p");
      node.before(run);
      run.append(node);
    }
  }
}

function renamed(element, name) {
  const fresh = document.createElement(name);
  for (const { name: key, value } of element.attributes) if (/^[a-z-]+$/.test(key)) fresh.setAttribute(key, value);
  fresh.append(...element.childNodes);
  element.replaceWith(fresh);
}

function rename(root) {
  each(root, Object.keys(RENAMED).join(","), (element) => renamed(element, RENAMED[element.tagName]));
}

function spaces(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.parentElement.closest("pre")) text.data = text.data.replace(/[\u00a0\s]+/g, " ");
  }
}

function attributes(root) {
  each(root, "*", (element) => {
    for (const name of element.getAttributeNames()) if (!KEPT[element.tagName]?.includes(name)) element.removeAttribute(name);
    if (!BLOCKS.has(element.tagName) && !INLINE.has(element.tagName)) unwrap(element);
    if (element.tagName === "HR" && element.className !== "more") element.removeAttribute("class");
    if (element.tagName === "P" && element.className !== "embed") element.removeAttribute("class");
    for (const name of ["colspan", "rowspan"]) if (element.getAttribute(name) === "1") element.removeAttribute(name);
  });
}

function empty(root) {
  each(root, "strong, em, s, sub, sup, code, p, h2, h3, h4, li, blockquote, ul, ol", (element) => {
    if (element.closest("pre") || element.textContent.trim() || element.querySelector("img, hr, td")) return;
    if (INLINE.has(element.tagName)) unwrap(element);
    else element.remove();
  });
  each(root, "p, li, h2, h3, h4, td, th", (line) => {
    while (line.lastChild?.tagName === "BR" || (line.lastChild?.nodeType === 3 && !line.lastChild.data.trim() && line.childNodes.length > 1)) line.lastChild.remove();
  });
}
