"""Regular expressions that people wrote into a word list, made safe to run on a stranger's text.

Python's `re` backtracks and cannot be interrupted, so an expression is looked at before it is ever run: what
could take exponential time is refused, and the more it can backtrack, the shorter the pieces it runs on.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any

MAX_PATTERN = 500
"""Characters of an expression; longer ones are data, not rules."""
MAX_TEXT = 5_000
"""Characters of text looked at."""
BUDGET = 20_000_000
"""Steps on one piece of text at worst: some tenths of a second."""
SHORTEST_PIECE = 150
"""Characters; an expression that could spend its budget on fewer is refused."""
SMALL_REPEAT = 8
"""A repeat of no more than this is counted out; one that varies by more is open-ended."""
UNLIKE = ("a", "7", "да", "。 ", "!")
"""An expression that is found in all of these says nothing about anybody."""
MAX_SECONDS = 1.0
"""For one expression over all pieces."""

# The parser of `re` itself: a second parser of our own would disagree with it somewhere.
_parser: Any = re._parser  # type: ignore[attr-defined]
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_REFUSED = ("GROUPREF", "GROUPREF_EXISTS")
_SPACE = "[(IN, [(CATEGORY, CATEGORY_SPACE)])]"


class UnsafeExpression(ValueError):
    """The expression could take too long on some text."""


class TooSlow(Exception):
    """The expression was not done with the text in time."""


@lru_cache(maxsize=2_000)
def compile_safely(source: str) -> tuple[re.Pattern[str], int] | None:
    """Return the compiled expression and the length of the pieces it may run on; None when it is bad."""
    if len(source) > MAX_PATTERN:
        return None
    try:
        length = _cost(_parser.parse(source, re.IGNORECASE)).piece()
        pattern = re.compile(source, re.IGNORECASE)
    except (re.error, ValueError, OverflowError, RecursionError):
        return None
    if length < SHORTEST_PIECE or pattern.match("") or all(map(pattern.search, UNLIKE)):
        return None  # too slow, or it would match whatever anybody writes
    return pattern, length


def matches(source: str, text: str) -> bool:
    """Tell whether the expression is found in the text (runs of white space count as one space).

    A bad expression matches nothing. Raises TooSlow.
    """
    compiled = compile_safely(source)
    if compiled is None:
        return False
    pattern, length = compiled
    text = " ".join(text.split())[:MAX_TEXT]
    end = time.monotonic() + MAX_SECONDS
    for start in range(0, max(len(text), 1), length // 2 if length < MAX_TEXT else MAX_TEXT):
        if pattern.search(text[start : start + length]):
            return True
        if time.monotonic() > end:
            raise TooSlow(source)
    return False


@dataclass(frozen=True)
class Cost:
    """How an expression backtracks: `ways` times the length of the text to the power of `open_ended`."""

    open_ended: int = 0
    ways: int = 1

    def then(self, other: Cost) -> Cost:
        """The cost of one after the other."""
        return Cost(self.open_ended + other.open_ended, min(self.ways * other.ways, BUDGET))

    def piece(self) -> int:
        """The longest piece of text, in characters, that the budget allows for."""
        return min(MAX_TEXT, int((BUDGET / self.ways) ** (1 / (self.open_ended + 1))))


def _cost(tree: Any) -> Cost:
    """Add up a sequence. Raises UnsafeExpression."""
    return reduce(Cost.then, (_cost_of(str(op), argument) for op, argument in tree), Cost())


def _cost_of(op: str, argument: Any) -> Cost:
    if op in _REFUSED:
        raise UnsafeExpression("a reference back to a group")
    if op in _REPEATS:
        return _cost_of_repeat(int(argument[0]), int(argument[1]), argument[2])
    if op == "BRANCH":
        return _choice(argument[1])
    if op == "SUBPATTERN":
        return _cost(argument[3])
    if op in ("ASSERT", "ASSERT_NOT"):
        return _cost(argument[1])
    return _cost(argument) if op == "ATOMIC_GROUP" else Cost()


def _choice(branches: list[Any]) -> Cost:
    costs = [_cost(branch) for branch in branches]
    ways = [cost.ways for cost in costs]
    return Cost(max(cost.open_ended for cost in costs), max(ways) if _disjoint(branches) else sum(ways))


def _disjoint(branches: list[Any]) -> bool:
    """Tell whether the first letter decides the branch, so that there is nothing to try again."""
    firsts = [tree[0] if len(tree) else None for tree in branches]
    letters = {chr(first[1]).casefold() for first in firsts if first and str(first[0]) == "LITERAL"}
    return len(letters) == len(branches)


def _cost_of_repeat(least: int, most: int, inside: Any) -> Cost:
    cost = _cost(inside)
    if most <= SMALL_REPEAT:
        counted = reduce(Cost.then, [cost] * most, Cost())
        return Cost(counted.open_ended, counted.ways * (most - least + 1))
    if cost != Cost():
        raise UnsafeExpression("a repeat or a choice inside a repeat")
    if str(inside) == _SPACE:
        return Cost()  # runs of white space were made one space
    return Cost(open_ended=int(least != most))
