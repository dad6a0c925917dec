"""The links of a post: the first step of the way out."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, SoupStrainer, Tag

from trackbacks import html
from trackbacks.canonical import canonical
from trackbacks.charsets import clean

TEXT_CHARACTERS = 255
URL_LENGTH = 2000
# All that says which links there are; takes half the time of a whole tree.
PARTS = SoupStrainer(["a", "base", *html.INERT])


@dataclass(frozen=True)
class Link:
    """An http(s) link as written (made absolute), its words, and whether its rel says nofollow."""

    url: str
    text: str = ""
    nofollow: bool = False


def outbound(markup: str, base_url: str) -> list[Link]:
    """The links that a reader can follow, each page once, in order: never those in comments or scripts."""
    with html.one_tree_at_a_time:
        soup = html.parse(markup, PARTS)
        found = [
            Link(url, clean(html.text_of(tag), TEXT_CHARACTERS), "nofollow" in html.words_of(tag, "rel"))
            for url, tag in first_to_each(soup, html.base_of(soup, base_url))
        ]
        soup.decompose()
    return found


def first_to_each(soup: BeautifulSoup, base: str) -> Iterator[tuple[str, Tag]]:
    """The first link to each page, in order: its URL and the tag that it stands in."""
    seen = set()
    for tag in html.live_tags(soup, ["a"]):
        url = html.link_of(tag, "href", base)
        if url and len(url) <= URL_LENGTH and canonical(url) not in seen:
            seen.add(canonical(url))
            yield url, tag
