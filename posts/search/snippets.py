"""The passage of a post that holds what was searched for, as safe text with the words marked."""

import unicodedata
from collections.abc import Iterable, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from posts.models import Post
from posts.search.documents import plain
from posts.search.query import Query
from posts.search.words import WORD, words

BEFORE, LENGTH = 60, 220  # characters: before the first word that was found, and of the whole passage
READ = 100_000  # characters of a text in which a passage is looked for

Place = tuple[int, int]


def marked(text: str, query: Query) -> SafeString:
    """The whole text, with the words of the query in <mark>."""
    text = unicodedata.normalize("NFC", text)
    return _marked(text, places(text, query))


def snippet(post: Post, query: Query) -> SafeString:
    """Where most of the query's words stand together; empty where only the title holds them."""
    text = unicodedata.normalize("NFC", " ".join(plain(post)[:READ].split()))
    found = list(places(text, query))
    if not found:
        return SafeString("")
    start = _word_start(text, _densest(text, found) - BEFORE)
    end = start + LENGTH
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    inside = [(a - start, b - start) for a, b in found if a >= start and b <= end]
    shown = _marked(text[start:end], inside)
    return format_html("{}{}{}", "… " if start else "", shown, " …" if end < len(text) else "")


def places(text: str, query: Query) -> Iterator[Place]:
    """Where words of the query stand; of an open term also the words that begin like its last one."""
    whole = {word for term in query.wanted for word in term.words}
    beginnings = tuple(term.words[-1] for term in query.wanted if term.open)
    known: dict[str, bool] = {}
    for match in WORD.finditer(text):
        said = match[0]
        if said not in known:
            known[said] = any(word in whole or word.startswith(beginnings) for word in words(said))
        if known[said]:
            yield match.span()


def _densest(text: str, found: list[Place]) -> int:
    """Where the passage with the most different words that were found begins; the first of equals."""

    def different(start: int) -> int:
        return len({text[a:b].lower() for a, b in found if start <= a < start + LENGTH - BEFORE})

    return max((a for a, _ in found[:50]), key=different)


def _word_start(text: str, at: int) -> int:
    return 0 if at <= 0 else text.find(" ", at) + 1


def _marked(text: str, found: Iterable[Place]) -> SafeString:
    pieces: list[tuple[str, str]] = []
    end = 0
    for a, b in found:
        pieces.append((text[end:a], text[a:b]))
        end = b
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[end:])
