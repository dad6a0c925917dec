"""The words that the filter learns by: of the text, of names and titles, of addresses; in whatever language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from comments.facts import Facts
from comments.learning.marks import marks_of

MAX_TEXT = 5_000
"""Characters looked at: spam shows itself early."""
MAX_FIELD = 255
MAX_TOKENS = 500
"""Of one item: as many as one query asks for, and as one lesson may change."""
MAX_WORD = 30
"""Characters; what is longer is cut. A phrase and its mark stay below the column's 100."""
PHRASE = 3
"""Words of a phrase at most."""
STEM = 5
"""Letters by which a longer word is known as well: “subscribe” and “subscribers” begin alike."""
MAX_LINKS = 20
MAX_URL_WORD = 15
"""Characters; longer pieces of an address are made by machines and never come twice."""

LINK = "a link"
LINKS = ("no link", "one link", "two links", "many links")
HOST, NAME, TITLE, URL = "host:", "name:", "title:", "url:"

# Runs of letters and digits; scripts without spaces between words (Thai to Lao, Chinese, Japanese) are told apart.
_UNSPACED = "\u0e00-\u0eff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_ENDINGS = "com|net|org|info|io|tv|me|co|us|biz|xyz|top|shop|online|site|club|ru|pl|de|uk|fr|ly|be"
_ADDRESS = re.compile(
    r"(?:https?://|\bwww\.)[^\s\"'<>()\[\]]{1,2000}"
    rf"|(?<![\w.@-])(?:[a-z0-9-]{{2,63}} ?\. ?){{1,4}}(?:{_ENDINGS})\b(?:/[^\s\"'<>()\[\]]{{0,2000}})?",
    re.IGNORECASE,
)


class Token(NamedTuple):
    """A word or two, and where they stand: of tokens that share a place, one speaks for it."""

    word: str
    places: frozenset[str]


def tokens_of(facts: Facts) -> list[Token]:
    """What an item is made of, as far as it is looked at; the same word may come more than once."""
    text = unicodedata.normalize("NFKC", facts.text[:MAX_TEXT])
    links = _ADDRESS.findall(text)[:MAX_LINKS]
    found = [*_who(facts), *_links([*links, facts.url, facts.source])]
    found += [_alone(LINK)] * bool(links) + [_alone(LINKS[min(len(links), len(LINKS) - 1)])]
    found += _phrases(words(_ADDRESS.sub("\n", text)), "")
    return found[:MAX_TOKENS]


def vocabulary(facts: Facts) -> list[str]:
    """The words of an item and the marks of its sender, each once, in a lasting order: what a lesson counts."""
    return sorted({*marks_of(facts), *(token.word for token in tokens_of(facts))})


def spoken(word: str) -> str:
    """A token as a moderator reads it."""
    for mark in (HOST, NAME, TITLE, URL):
        word = word.removeprefix(mark)
    return word


def _who(facts: Facts) -> Iterator[Token]:
    for mark, field in ((NAME, facts.author), (TITLE, facts.title), (NAME, facts.blog_name)):
        yield from _phrases(words(unicodedata.normalize("NFKC", field[:MAX_FIELD])), mark)


def words(text: str) -> list[str]:
    """Words in lower case; of a script without spaces, each two neighbouring characters."""
    runs = _RUN.findall(text.casefold().replace("'", "").replace("’", ""))
    return [word for run in runs for word in (_couples(run) if _IS_UNSPACED.match(run) else [run[:MAX_WORD]])]


def _couples(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(max(len(run) - 1, 1))]


def _phrases(words: list[str], mark: str) -> Iterator[Token]:
    """Each word, its stem, and each with the one or two before it: “check out” says more than its two words."""
    for at, word in enumerate(words):
        if len(word) > STEM:
            yield Token(f"{mark}{word[:STEM]}…", frozenset({f"{mark}{at}"}))
        for start in range(at, max(at - PHRASE, -1), -1):
            places = frozenset(f"{mark}{place}" for place in range(start, at + 1))
            yield Token(mark + " ".join(words[start : at + 1]), places)


def _links(links: list[str]) -> Iterator[Token]:
    """The host of each link and what it belongs to (a.b.example, b.example), and the words of its address."""
    for link in (written.lower().replace(" ", "") for written in links):
        host = re.sub(r"^https?://", "", link).partition("/")[0]
        parts = host.partition("?")[0].rpartition("@")[2].removeprefix("www.").split(".")[:8]
        for at in range(len(parts) - 1 if not parts[-1].isdecimal() else min(len(parts), 1)):
            yield _alone(HOST + ".".join(parts[at:])[-MAX_WORD:])
        for piece in _RUN.findall(link)[:MAX_LINKS]:
            if len(piece) <= MAX_URL_WORD and not piece.isdigit():
                yield _alone(URL + piece)


def _alone(word: str) -> Token:
    return Token(word, frozenset({word}))
