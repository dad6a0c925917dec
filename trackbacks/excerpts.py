"""What the other blog gets to read: the passage around a link, as plain text, and the words of the link."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from bs4 import Tag
from bs4.element import PageElement

from trackbacks import html, links
from trackbacks.canonical import canonical, same
from trackbacks.charsets import clean

EXCERPT_CHARACTERS = 252  # TrackBack's recommendation
CONTEXT_CHARACTERS = 1000  # looked at on either side of the link
CONTEXT_NODES = 400  # empty elements cost as much as full ones
PARENTS = 60  # how far up a block is looked for; trees can be 25,000 deep
ELLIPSIS = "…"

_BLOCKS = """p li blockquote td th dd dt pre figcaption caption summary h1 h2 h3 h4 h5 h6 div section article
aside main header footer nav address figure form fieldset ul ol dl table tr body html hr"""
BLOCKS = frozenset(_BLOCKS.split())
# A sentence ends at its stop and the quotes or brackets after it; CJK stops need no space after them.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*")


@dataclass(frozen=True)
class Excerpt:
    """A passage, and the words in it that are the link; both "" where the page does not link."""

    text: str = ""
    linked: str = ""


def passage(markup: str, url: str, limit: int = EXCERPT_CHARACTERS, base_url: str = "") -> Excerpt:
    """The passage of at most `limit` characters around the first link to `url`, in whole sentences."""
    with html.one_tree_at_a_time:
        soup = html.parse(markup)
        excerpt = passage_in(soup, url, limit, html.base_of(soup, base_url or url))
        soup.decompose()
    return excerpt


def passages(markup: str, base_url: str, limit: int = EXCERPT_CHARACTERS) -> dict[str, str]:
    """As `passage`, for each page that the text links to, by its canonical URL; one parse for all of them."""
    with html.one_tree_at_a_time:
        soup = html.parse(markup)
        firsts = links.first_to_each(soup, html.base_of(soup, base_url))
        found = {canonical(url): around(tag, limit).text for url, tag in firsts}
        soup.decompose()
    return found


def passage_in(soup: Tag, url: str, limit: int, base: str) -> Excerpt:
    """As `passage`, of a parsed page whose relative links are relative to `base`."""
    for tag in html.live_tags(soup, ["a"]):
        href = html.link_of(tag, "href", base)
        if href and same(href, url):
            return around(tag, limit)
    return Excerpt()


def around(link: Tag, limit: int = EXCERPT_CHARACTERS) -> Excerpt:
    """The passage around this very element."""
    block = _block_of(link)
    before = _squeezed("".join(reversed(_side(link.previous_elements, block)))).lstrip()
    words = _squeezed(html.text_of(link))
    after = _squeezed("".join(_side(_following(link), block))).rstrip()
    linked = cut(words.strip(), limit)
    if words[:1].isspace() or not linked:
        before = f"{before.rstrip()} " if before else ""
    if words[-1:].isspace() or not linked:
        after = f" {after.lstrip()}" if after and linked else after.lstrip()
    return Excerpt(_window(before, linked, after, limit), linked)


def cut(text: str, limit: int) -> str:
    """The text, or as many whole words of it as fit into `limit` characters with an ellipsis after them."""
    if len(text) <= limit:
        return text
    return _whole_words(text, max(limit - len(ELLIPSIS), 0)) + ELLIPSIS[:limit]


def _whole_words(text: str, limit: int) -> str:
    """The start of a longer text, cut after a word; or within one that takes a third of the room and more."""
    if limit <= 0:
        return ""
    kept = text[:limit]
    if text[limit : limit + 1].isspace():
        return kept.rstrip()
    shorter = kept.rpartition(" ")[0]
    return (shorter if len(shorter) > limit * 2 // 3 else kept).rstrip(" ,;:–-")


def _block_of(link: PageElement) -> Tag | None:
    for parent in islice(link.parents, PARENTS):
        if parent.name in BLOCKS:
            return parent
    return None


def _following(link: Tag) -> Iterator[PageElement]:
    """What comes after the link's own content, in document order."""
    node: PageElement = link
    while node.next_sibling is None and node.parent is not None:
        node = node.parent
    if node.next_sibling is not None:
        yield node.next_sibling
        yield from node.next_sibling.next_elements


def _side(nodes: Iterable[PageElement], block: Tag | None) -> list[str]:
    """The pieces of text on one side of a link, until its block ends or another begins."""
    pieces: list[str] = []
    total = 0
    for node in islice(nodes, CONTEXT_NODES):
        if isinstance(node, Tag):
            if node is block or node.name in BLOCKS:
                break
            if node.name == "br":
                pieces.append(" ")
        elif html.is_text(node):
            if _block_of(node) is not block:
                break
            pieces.append(str(node))
            total += len(str(node))
        if total > CONTEXT_CHARACTERS:
            break
    return pieces


def _squeezed(text: str) -> str:
    """Plain text with single spaces, those at the ends kept: they say where words end."""
    inner = clean(text, CONTEXT_CHARACTERS + len(text))
    return f"{' ' * text[:1].isspace()}{inner}{' ' * text[-1:].isspace()}" if inner else " " * bool(text)


def _window(before: str, linked: str, after: str, limit: int) -> str:
    """At most `limit` characters with the link inside: the whole block, whole sentences, or whole words."""
    text, start, end = before + linked + after, len(before), len(before) + len(linked)
    if len(text) <= limit:
        return text.strip()
    stops = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    first = max(index for index, stop in enumerate(stops) if stop <= start)
    last = min(index for index, stop in enumerate(stops) if stop >= end)
    if len(text[stops[first] : stops[last]].strip()) > limit:
        return _words_around(
            text[stops[first] : start].lstrip(), linked, text[end : stops[last]].rstrip(), limit
        )
    while True:
        if first > 0 and len(text[stops[first - 1] : stops[last]].strip()) <= limit:
            first -= 1
        elif last + 1 < len(stops) and len(text[stops[first] : stops[last + 1]].strip()) <= limit:
            last += 1
        else:
            return text[stops[first] : stops[last]].strip()


def _words_around(before: str, linked: str, after: str, limit: int) -> str:
    """The link in the middle of its long sentence, with an ellipsis where words were left out."""
    room = limit - len(linked) - 2 * len(ELLIPSIS)
    if room <= 0:
        return cut(linked, limit)
    ahead = min(len(before), max(room // 2, room - len(after)))
    if ahead < len(before):
        before = ELLIPSIS + _whole_words(before[::-1], ahead)[::-1] if ahead else ELLIPSIS
    if len(after) > room - ahead:
        after = _whole_words(after, room - ahead) + ELLIPSIS
    return before + linked + after
