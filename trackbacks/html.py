"""Other people's HTML, parsed once, never walked by recursion: for links, excerpts, discovery and source."""

import threading
import warnings
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin

from bs4 import (
    BeautifulSoup,
    CData,
    MarkupResemblesLocatorWarning,
    NavigableString,
    SoupStrainer,
    Tag,
    XMLParsedAsHTMLWarning,
)
from bs4.element import PageElement
from bs4.exceptions import ParserRejectedMarkup
from django.utils.translation import gettext_noop

from trackbacks.errors import Unreadable

MARKUP_CHARACTERS = 1024 * 1024  # what a page may have in bytes, so also the most that a tree is made of
MARKUP_TAGS = 50_000  # "<" signs: a megabyte of <a> is 350,000 tags, 150 MB of tree and 4 s of CPU
TEXT_NODES = 500  # links may lie within links; reading each one's words may not cost the whole page each time
URL_CHARACTERS = 2000  # as in guard; joining to an endless <base> would cost seconds
_INERT = "script style template noscript textarea title iframe noembed noframes xmp object select svg math"
INERT = frozenset(_INERT.split())
LINKING = {"a": "href", "img": "src", "video": "src", "audio": "src", "source": "src"}

# Trees are big and cost CPU, not waiting: one at a time costs no throughput and bounds a worker's memory.
one_tree_at_a_time = threading.RLock()

# Whatever comes is read as HTML. Not by catch_warnings, which is not safe among threads.
warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)


def parse(markup: str, only: SoupStrainer | None = None) -> BeautifulSoup:
    """A tree of at most MARKUP_CHARACTERS and MARKUP_TAGS; an empty one where there is no markup.

    Args:
        only: what it is made of, with all that stands inside; the rest is read and costs no tree.

    Raises:
        Unreadable: lxml gave up. What a page says is then unknown, and not "nothing".
    """
    text = bounded(markup).replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    try:
        return BeautifulSoup(text if "<" in text else "", "lxml", parse_only=only)
    except (ParserRejectedMarkup, ValueError, AssertionError, RecursionError) as error:
        raise Unreadable(gettext_noop("its HTML could not be read")) from error


def bounded(markup: str) -> str:
    """The first part of the markup that is small enough to be parsed."""
    markup = markup[:MARKUP_CHARACTERS]
    if markup.count("<") <= MARKUP_TAGS:
        return markup
    end = -1
    for _ in range(MARKUP_TAGS):
        end = markup.find("<", end + 1)
    return markup[:end]


def inert_nodes(soup: Tag) -> set[int]:
    """The id() of every node inside a script, a template or the like, where no reader sees a link."""
    inside: set[int] = set()
    for holder in soup.find_all(list(INERT)):
        if id(holder) not in inside:
            inside.add(id(holder))
            inside.update(id(node) for node in holder.descendants)
    return inside


def live_tags(soup: Tag, names: list[str]) -> Iterator[Tag]:
    """The elements of these names, in document order, outside of scripts, templates and the like."""
    inside = inert_nodes(soup)
    return (tag for tag in soup.find_all(names) if id(tag) not in inside)


def attribute(tag: Tag, name: str) -> str:
    """An attribute's value without the spaces around it; "" when it is missing."""
    value = tag.get(name) or ""
    return (" ".join(value) if isinstance(value, list) else str(value)).strip()


def words_of(tag: Tag, name: str) -> set[str]:
    """The words of an attribute such as rel, in lower case."""
    return set(attribute(tag, name).lower().split())


def base_of(soup: Tag, url: str) -> str:
    """What the page's relative links are relative to: its first <base href>, else its own URL."""
    base = soup.find("base", href=True)
    return (resolved(url, attribute(base, "href")) if isinstance(base, Tag) else "") or url


def resolved(base: str, href: str) -> str:
    """The absolute http(s) URL of a link; "" when it is not one."""
    if len(href) > URL_CHARACTERS or len(base) > URL_CHARACTERS:
        return ""
    try:
        url = urljoin(base, href.strip())
    except ValueError:
        return ""
    return url if url[:8].lower().startswith(("http://", "https://")) else ""


def link_of(tag: Tag, name: str, base: str) -> str:
    """The absolute http(s) URL in an attribute; "" where it is missing. An empty one is the page itself."""
    return resolved(base, attribute(tag, name)) if tag.has_attr(name) else ""


def text_of(tag: Tag) -> str:
    """The first words of an element, without scripts and comments. Looks at a bounded number of nodes."""
    nodes = islice(tag.descendants, TEXT_NODES)
    return "".join(str(node) for node in nodes if is_text(node))


def is_text(node: PageElement) -> bool:
    """Is this a piece of text that a reader sees, and no comment, script or the like?"""
    return type(node) in (NavigableString, CData)
