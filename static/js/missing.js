// On the page that says "not here": the words of the address, ready to be searched for.
const MOST = 60; // characters of words: more than that narrows to nothing

for (const field of document.querySelectorAll("input[data-words-of-address]")) {
  let path = location.pathname;
  try {
    path = decodeURIComponent(path);
  } catch {
    // not UTF-8; searched for as it stands
  }
  const words = path.split(/[^\p{L}\p{N}]+/u).filter((word) => word && !/^\d+$/.test(word));
  field.value ||= words.join(" ").slice(0, MOST);
}
