"""What a source page looks like around its link to us, for the checks: numbers and one word, kept with the ping."""

import re
from collections.abc import Iterable
from itertools import islice, pairwise
from typing import Any, Literal

from bs4 import BeautifulSoup, Tag

from comments.learning.tokens import words
from trackbacks import html
from trackbacks.canonical import host_of, same

LINKS = 2_000  # of a page that are looked at
CHARACTERS = 50_000  # of its text
PARENTS = 40  # how far up a link's place is looked for; trees can be 25,000 deep

Place = Literal["text", "margin", "hidden"]
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|text-indent)\s*:\s*-\d{3,}|font-size\s*:\s*0(?!\.?[1-9])",
    re.IGNORECASE,
)
_MARGIN = frozenset(("nav", "aside"))
_MARGIN_NAME = re.compile(
    r"(?:^|[\s_-])(?:footer|blogroll|sidebar|colophon|partners|widget-area)(?:$|[\s_-])", re.I
)
_QUOTES = ("blockquote", "q", "cite")
_TEXTS = ("article", "main")


def look(soup: BeautifulSoup, base: str, targets: Iterable[str], own_html: str) -> dict[str, Any]:
    """Where the link stands, to how many other sites the page links, its length, and how much of our text it repeats.

    `copied` is a share of 100 of our text's word pairs, found outside of quotations.
    """
    wanted, own_host = tuple(targets), host_of(base)
    hosts: set[str] = set()
    places: set[Place] = set()
    for tag in islice(html.live_tags(soup, ["a"]), LINKS):
        url = html.link_of(tag, "href", base)
        if any(same(url, target) for target in wanted):
            places.add(place_of(tag))
        elif url and host_of(url) != own_host:
            hosts.add(host_of(url))
    said = words(_text(soup))
    place = next((place for place in ("text", "margin", "hidden") if place in places), "text")
    return {"place": place, "hosts": len(hosts), "words": len(said), "copied": _share(own_html, said)}


def place_of(link: Tag) -> Place:
    """Whether a reader sees the link in the text, in what every page of the site has around it, or not at all."""
    place: Place = "text"
    for tag in islice([link, *link.parents], PARENTS):
        if tag.has_attr("hidden") or _HIDDEN.search(html.attribute(tag, "style")):
            return "hidden"
        if _in_margin(tag):
            place = "margin"
    return place


def _in_margin(tag: Tag) -> bool:
    if tag.name in _MARGIN:
        return True
    if tag.name == "footer":
        return tag.find_parent(_TEXTS) is None
    named = f"{html.attribute(tag, 'id')} {html.attribute(tag, 'class')}"
    return tag.name not in ("body", "html") and bool(_MARGIN_NAME.search(named))


def _text(soup: BeautifulSoup) -> str:
    """What a reader reads that is no quotation."""
    left_out = html.inert_nodes(soup)
    for quote in soup.find_all(list(_QUOTES)):
        if id(quote) not in left_out:
            left_out.update(id(node) for node in quote.descendants)
    pieces, length = [], 0
    for node in soup.descendants:
        if html.is_text(node) and id(node) not in left_out:
            pieces.append(str(node))
            length += len(str(node))
            if length > CHARACTERS:
                break
    return " ".join(pieces)[:CHARACTERS]


def _share(own_html: str, said: list[str]) -> int:
    """Of a hundred of our pairs of words, how many are there as well."""
    soup = html.parse(own_html)
    ours = set(pairwise(words(_text(soup))))
    soup.decompose()
    return round(100 * len(ours & set(pairwise(said))) / len(ours)) if ours else 0
