"""Two texts side by side, block by block and within a block word by word; bounded, whatever the texts are."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

BLOCKS = 3000  # between the first and the last difference; longer stretches are shown as replaced whole
WORDS = 400  # of a block that is compared word by word
COMPARED = 20_000  # words of all blocks together that are
ROWS = 400  # shown
AROUND = 1  # equal blocks that are shown before and after a difference

# None of these looks past the next "<" but for a link's words: hostile text of 1 MB is read once, not once a tag.
_LINK = re.compile(r'<a\b[^<>]*?href="([^"<>]*)"[^<>]*>(.{0,1000}?)</a>', re.DOTALL | re.IGNORECASE)
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_SOURCE = re.compile(r'(?:src|alt)="([^"]*)"', re.IGNORECASE)
_BREAK = re.compile(
    r"</?(?:p|h[1-6]|li|ul|ol|dl|dt|dd|blockquote|pre|tr|table|figure|figcaption|div|section|aside|details|summary)\b"
    r"[^<>]*>|<[bh]r\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\s+|[^\s]+")

Piece = tuple[bool, str]  # whether it is marked, and the words


@dataclass(frozen=True)
class Row:
    """A block before and after; one that is empty was not there. ``skipped`` equal blocks are left out."""

    left: list[Piece] = field(default_factory=list)
    right: list[Piece] = field(default_factory=list)
    changed: bool = False
    skipped: int = 0


def blocks(text: str) -> list[str]:
    """The paragraphs, headings and items as plain words, with where a link leads and what a picture shows."""
    text = _LINK.sub(lambda link: f"{link[2]} ({link[1]})", text)
    text = _IMAGE.sub(lambda image: f" [{' '.join(_SOURCE.findall(image[0]))}] ", text)
    parts = (" ".join(html.unescape(_TAG.sub("", part)).split()) for part in _BREAK.split(text))
    return [part for part in parts if part]


def compare(before: str, after: str) -> list[Row]:
    """Rows for two texts of HTML; none where their words are the same."""
    old, new = blocks(before), blocks(after)
    if old == new:
        return []
    return shortened(list(_rows(old, new)))


def _rows(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    budget = COMPARED
    for kind, a, b, c, d in _steps(old, new):
        if kind == "equal":
            yield from (Row([(False, text)], [(False, text)]) for text in old[a:b])
            continue
        for n in range(max(b - a, d - c)):
            left, right = (old[a + n] if a + n < b else ""), (new[c + n] if c + n < d else "")
            size = len(left.split()) + len(right.split())
            fits = bool(left and right) and size <= 2 * WORDS and size <= budget
            budget -= size if fits else 0
            yield Row(*(_by_words(left, right) if fits else _whole(left, right)), changed=True)


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """What difflib would say; what both begin and end with is left to it in one piece."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    end_old, end_new = len(old) - last, len(new) - last
    yield "equal", 0, first, 0, first
    if max(end_old, end_new) - first > BLOCKS:
        yield "replace", first, end_old, first, end_new
    else:
        matcher = SequenceMatcher(None, old[first:end_old], new[first:end_new])
        for kind, a, b, c, d in matcher.get_opcodes():
            yield kind, first + a, first + b, first + c, first + d
    yield "equal", end_old, len(old), end_new, len(new)


def _whole(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    return ([(True, left)] if left else []), ([(True, right)] if right else [])


def _by_words(left: str, right: str) -> tuple[list[Piece], list[Piece]]:
    old, new = _WORD.findall(left), _WORD.findall(right)
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for side, words in zip(pieces, (old[a:b], new[c:d]), strict=True):
            if words:
                side.append((kind != "equal", "".join(words)))
    return pieces


def shortened(rows: list[Row]) -> list[Row]:
    """What changed and what stands around it; the rest is counted."""
    shown = {n + by for n, row in enumerate(rows) if row.changed for by in range(-AROUND, AROUND + 1)}
    kept: list[Row] = []
    skipped = 0
    for n, row in enumerate(rows):
        if n in shown and len(kept) < ROWS:
            kept += [Row(skipped=skipped)] if skipped else []
            kept.append(row)
            skipped = 0
        else:
            skipped += 1
    return [*kept, Row(skipped=skipped)] if skipped else kept
