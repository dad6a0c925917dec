"""What a source page says of itself in microformats2: http://microformats.org/wiki/microformats2."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import mf2py
from bs4 import BeautifulSoup

from trackbacks.canonical import same
from trackbacks.charsets import clean
from trackbacks.html import resolved

log = logging.getLogger(__name__)
MARKUP_CHARACTERS = (
    300_000  # mf2py looks at each element several times; a page of a megabyte would cost seconds
)
SHORT_CHARACTERS = 500  # a text up to this is taken whole, a longer one by its summary
NAME_CHARACTERS = 255
ITEMS_SEEN = 500
# MF-2: what the entry does to its target, the most telling first.
TYPES = {"in-reply-to": "reply", "like-of": "like", "repost-of": "repost", "bookmark-of": "bookmark"}


@dataclass(frozen=True)
class Entry:
    """The first h-entry of a page, as clean plain text; "" for what it does not say, URLs http(s) or ""."""

    ping_type: str = "mention"
    title: str = ""
    text: str = ""
    author: str = ""
    author_url: str = ""
    author_page: str = ""  # a rel-author page to be read, where the entry names no author


def read(soup: BeautifulSoup, markup: str, url: str, target: str) -> Entry | None:
    """MF-1: the first h-entry; None where there is none: the page's own title and text are used then."""
    if len(markup) > MARKUP_CHARACTERS or not ("h-entry" in markup or "hentry" in markup):
        return None
    parsed = _parsed(soup, url)
    for item, feed in _items(parsed.get("items", [])):
        if "h-entry" in item.get("type", []):
            return _entry(item, feed, parsed, url, target)
    return None


def card_name(soup: BeautifulSoup, markup: str, url: str) -> str:
    """MF-3: whose h-card an author's page is; "" where it has none."""
    if len(markup) > MARKUP_CHARACTERS or not ("h-card" in markup or "vcard" in markup):
        return ""
    for item, _feed in _items(_parsed(soup, url).get("items", [])):
        if "h-card" in item.get("type", []):
            return _first(item, "name", NAME_CHARACTERS)
    return ""


def _parsed(soup: BeautifulSoup, url: str) -> dict:
    """What the library makes of a page; nothing where the tree is too much for it, a named outcome of its own."""
    try:
        return mf2py.parse(doc=soup, url=url)
    except (RecursionError, ValueError, AttributeError, TypeError, KeyError) as error:
        log.info("no microformats of %s: %s", url, type(error).__name__)
        return {}


def _items(items: list[Any]) -> Iterator[tuple[dict, dict]]:
    """Each item and the h-feed around it, in document order; without recursion, and bounded."""
    waiting: list[tuple[Any, dict]] = [(item, {}) for item in reversed(items)]
    for _ in range(ITEMS_SEEN):
        if not waiting:
            return
        item, feed = waiting.pop()
        if not isinstance(item, dict):
            continue
        yield item, feed
        around = item if "h-feed" in item.get("type", []) else feed
        waiting += [(child, around) for child in reversed(item.get("children", []))]


def _entry(item: dict, feed: dict, parsed: dict, url: str, target: str) -> Entry:
    author, author_url = _author(item, url)
    if not (author or author_url):
        author, author_url = _author(feed, url)
    pages = [] if author else [author_url, *parsed.get("rels", {}).get("author", [])]
    return Entry(
        ping_type=_type(item, target),
        title=_title(item),
        text=_text(item),
        author=author,
        author_url=author_url,
        author_page=next((found for page in pages if (found := page and resolved(url, str(page)))), ""),
    )


def _type(item: dict, target: str) -> str:
    """MF-2: by the property whose value, or nested h-cite's url, is the target."""
    for name, word in TYPES.items():
        if any(same(found, target) for value in _values(item, name) for found in _urls(value)):
            return word
    return "mention"


def _values(item: dict, name: str) -> list[Any]:
    values = item.get("properties", {}).get(name, [])
    return values[:20] if isinstance(values, list) else []


def _urls(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    nested = _values(value, "url") if isinstance(value, dict) else []
    plain = [value["value"]] if isinstance(value, dict) and isinstance(value.get("value"), str) else []
    return [url for url in nested + plain if isinstance(url, str)]


def _words(value: Any, limit: int) -> str:
    if isinstance(value, dict):
        value = value.get("value", "")
    return clean(value, limit) if isinstance(value, str) else ""


def _first(item: dict, name: str, limit: int) -> str:
    return next((words for value in _values(item, name) if (words := _words(value, limit))), "")


def _title(item: dict) -> str:
    """The entry's name, unless it is only the beginning of its text, as a note's is."""
    name = _first(item, "name", NAME_CHARACTERS)
    text = _first(item, "content", SHORT_CHARACTERS * 2)
    return "" if name and text.startswith(name[:80]) else name


def _text(item: dict) -> str:
    """MF-4: the content where it is short, then the summary, then the name."""
    content = _first(item, "content", SHORT_CHARACTERS + 1)
    if content and len(content) <= SHORT_CHARACTERS:
        return content
    return _first(item, "summary", SHORT_CHARACTERS) or _first(item, "name", SHORT_CHARACTERS)


def _author(item: dict, base: str) -> tuple[str, str]:
    """MF-3, MF-5: name and http(s) URL of the first author, an h-card or plain words."""
    for value in _values(item, "author"):
        if isinstance(value, dict):
            name = _first(value, "name", NAME_CHARACTERS)
            urls = [resolved(base, url) for url in _values(value, "url") if isinstance(url, str)]
            return name, next((url for url in urls if url), "")
        if isinstance(value, str):  # an address alone says where the author's name stands
            return ("", value) if resolved(base, value) == value else (clean(value, NAME_CHARACTERS), "")
    return "", ""
