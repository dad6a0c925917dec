"""What a reader typed into the search field, read so that nothing typed can be wrong."""

import re
from dataclasses import dataclass, field

from posts.search.words import words

LONGEST = 200  # characters that are read; what is pasted beyond them narrows nothing
MOST_TERMS = 12  # each costs the database a lookup
SHORTEST_BEGINNING = 2  # letters: one letter begins a good part of all words there are

_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')
_QUOTES = str.maketrans("“”„«»\0", '"""""' + " ")


@dataclass(frozen=True)
class Term:
    """Words that stand next to each other; of an open one the last word may go on."""

    words: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True)
class Query:
    """What must be there, and what must not."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = field(default=())

    def __bool__(self) -> bool:
        """Whether there is anything to look for: "not this" alone is no search."""
        return bool(self.wanted)


def cleaned(text: str) -> str:
    """What was typed, as it is shown again: one space between words, cut to its longest."""
    return " ".join(text[: LONGEST * 2].replace("\0", " ").split())[:LONGEST]


def read(text: str) -> Query:
    """Plain words, "phrases" and -exclusions; the last plain word may be a beginning."""
    parts = list(_PART.finditer(cleaned(text).translate(_QUOTES)))[:MOST_TERMS]
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for part in parts:
        found = tuple(words(part["plain"] or part["quoted"] or ""))
        last = part is parts[-1] and part["plain"] and not part["minus"]
        if found:
            begins = bool(last and len(found[-1]) >= SHORTEST_BEGINNING)
            (unwanted if part["minus"] else wanted).append(Term(found, begins))
    return Query(tuple(wanted), tuple(unwanted))
