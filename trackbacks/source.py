"""Reading the page that claims to link here: does it, and in its own words who wrote what about us?"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bs4 import BeautifulSoup, Tag

from trackbacks import html, microformats
from trackbacks.canonical import host_of, same
from trackbacks.charsets import clean
from trackbacks.excerpts import EXCERPT_CHARACTERS, around, cut
from trackbacks.page import Page

TITLE_CHARACTERS = 255
LANGUAGE_CHARACTERS = 35  # the longest that BCP 47 thinks of
JSON_VALUES = 200_000  # looked at before we give up
LINKS_SEEN = 200  # link elements of one page, as of its meta elements

_URL_IN_TEXT = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]{1,2000}", re.IGNORECASE)
_STOPS = ".,;:!?)…»”"  # of the sentence, not of the URL
_BETWEEN = re.compile(r" [-–—|·•:«»]{1,2} ")  # what stands between a title and the site's name
_FEEDS = ("application/rss+xml", "application/atom+xml")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True)
class Source:
    """What a source page says, as clean plain text; "" for what it does not. `author_url`: http(s) or ""."""

    links: bool = False
    title: str = ""
    author: str = ""
    author_url: str = ""
    site_name: str = ""
    language: str = ""
    excerpt: str = ""
    linked_words: str = ""
    ping_type: str = "mention"
    at_source: Mapping[str, Any] = field(default_factory=dict)  # what surrounds the link, see `surroundings`
    author_page: str = ""  # to be read for the author's name, where the page itself names nobody


def read(page: Page, target: str) -> Source:
    """Does this page link to `target` (fragments apart), and what does it say? By media type, WM-R5."""
    if page.is_html:
        with page.opened() as soup:
            return _read_html(page, soup, target)
    if page.media_type == "application/json" or page.media_type.endswith("+json"):
        return Source(links=_in_json(page.text, target))
    if page.media_type == "text/plain":
        return Source(links=_in_text(page.text, target))
    return Source()


def _read_html(page: Page, soup: BeautifulSoup, target: str) -> Source:
    """The page's own elements first, because the microformats parser may leave the tree changed."""
    plain = _read_elements(page, soup, target)
    entry = microformats.read(soup, page.text, page.url, target) if plain.links else None
    return _with_entry(plain, entry) if entry else plain


def _with_entry(plain: Source, entry: microformats.Entry) -> Source:
    """What the entry says wins; of a mere mention the passage around the link says more than its beginning."""
    is_mention = entry.ping_type == "mention"
    excerpt = (plain.excerpt or entry.text) if is_mention else entry.text
    return replace(
        plain,
        title=entry.title or plain.title,
        author=entry.author or plain.author,
        author_url=entry.author_url or plain.author_url,
        excerpt=cut(excerpt, EXCERPT_CHARACTERS if is_mention else microformats.SHORT_CHARACTERS),
        linked_words=plain.linked_words if is_mention else "",
        ping_type=entry.ping_type,
        author_page="" if entry.author or plain.author else entry.author_page,
    )


def _read_elements(page: Page, soup: BeautifulSoup, target: str) -> Source:
    link = _link_to(soup, html.base_of(soup, page.url), target)
    passage = around(link) if link is not None and link.name == "a" else None
    author, author_url = _author(soup, page.url)
    title, site_name = _title_and_site(soup)
    return Source(
        links=link is not None,
        title=title,
        author=author,
        author_url=author_url,
        site_name=site_name,
        language=_language(page, soup),
        excerpt=(passage.text if passage else "")
        or cut(_meta(soup, "og:description", "description"), EXCERPT_CHARACTERS),
        linked_words=passage.linked if passage else "",
    )


def _link_to(soup: BeautifulSoup, base: str, target: str) -> Tag | None:
    """The first element that links to the target, an <a> before pictures and the like."""
    other: Tag | None = None
    is_target = _Matcher(target)
    for tag in html.live_tags(soup, list(html.LINKING)):
        if is_target(html.link_of(tag, html.LINKING[tag.name], base)):
            if tag.name == "a":
                return tag
            other = other or tag
    return other


class _Matcher:
    """Is a URL the target? A canonical spelling costs 50 µs, so that other hosts are sorted out before."""

    def __init__(self, target: str) -> None:
        self._target, self._host = target, host_of(target)

    def __call__(self, url: str) -> bool:
        return bool(url) and (url == self._target or (host_of(url) == self._host and same(url, self._target)))


def _title_and_site(soup: BeautifulSoup) -> tuple[str, str]:
    """(title, site's name). WordPress ends each title with the name, and says it nowhere else but before "» Feed"."""
    title, site = _title(soup), _meta(soup, "og:site_name", "application-name")
    names = [site] if site else _feed_names(soup) if _BETWEEN.search(title) else []
    for match in _BETWEEN.finditer(title):
        ending = title[match.end() :]
        if match.start() and any(f"{name} ".startswith(f"{ending} ") for name in names):
            return title[: match.start()], site or ending
    return title, site


def _feed_names(soup: BeautifulSoup) -> list[str]:
    links = soup.find_all("link", limit=LINKS_SEEN)
    feeds = (tag for tag in links if "alternate" in html.words_of(tag, "rel") and _type_of(tag) in _FEEDS)
    return [clean(html.attribute(tag, "title"), TITLE_CHARACTERS) for tag in feeds]


def _type_of(tag: Tag) -> str:
    return html.attribute(tag, "type").lower()


def _title(soup: BeautifulSoup) -> str:
    found = _meta(soup, "og:title")
    for name in ("title", "h1"):
        tag = soup.find(name)
        found = found or (clean(_whole_text(tag), TITLE_CHARACTERS) if isinstance(tag, Tag) else "")
    return found


def _whole_text(tag: Tag) -> str:
    return html.text_of(tag) or str(tag.string or "")


def _meta(soup: BeautifulSoup, *names: str) -> str:
    """The content of the first meta element with one of these names, in the order of the names."""
    found: dict[str, str] = {}
    for tag in soup.find_all("meta", limit=200):
        name = (html.attribute(tag, "property") or html.attribute(tag, "name")).lower()
        if name in names and name not in found:
            found[name] = clean(html.attribute(tag, "content"), TITLE_CHARACTERS * 2)
    text = next((found[name] for name in names if found.get(name)), "")
    return cut(text, TITLE_CHARACTERS)


def _author(soup: BeautifulSoup, url: str) -> tuple[str, str]:
    """(name, URL) of the author, from the meta elements and the first rel=author."""
    name, address = _meta(soup, "author", "article:author"), ""
    if html.resolved(url, name) == name:
        name, address = "", name  # article:author is a URL in OpenGraph's own words
    base = html.base_of(soup, url)
    for tag in html.live_tags(soup, ["a", "link"]):
        if "author" in html.words_of(tag, "rel"):
            address = html.link_of(tag, "href", base) or address
            return name or clean(html.text_of(tag), TITLE_CHARACTERS), address
    return name, address


def _language(page: Page, soup: BeautifulSoup) -> str:
    """The page's language as BCP 47, by its root element or its header; "" where neither is one."""
    root = soup.find("html")
    declared = html.attribute(root, "lang") if isinstance(root, Tag) else ""
    declared = declared or page.headers.get("Content-Language", "").split(",")[0].strip()
    match = _LANGUAGE.fullmatch(declared[:LANGUAGE_CHARACTERS])
    return match[0] if match else ""


def _in_json(text: str, target: str) -> bool:
    """Is the target one of a JSON document's values, the whole of it?"""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return False
    is_target = _Matcher(target)
    return any(isinstance(value, str) and is_target(value) for value in _values(document))


def _values(document: Any) -> Iterator[Any]:
    """The values of a JSON document, without recursion."""
    waiting, seen = [document], 0
    while waiting and seen < JSON_VALUES:
        seen += 1
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        else:
            yield value


def _in_text(text: str, target: str) -> bool:
    """Does the target stand in a plain text as a whole URL?"""
    is_target = _Matcher(target)
    urls = (match[0] for match in _URL_IN_TEXT.finditer(text))
    return any(is_target(url) or is_target(url.rstrip(_STOPS)) for url in urls)
