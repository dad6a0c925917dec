"""Regular expressions that people wrote into a word list, made safe to run on a stranger's text.

Python's `re` backtracks and cannot be interrupted, so an expression is looked at before it is ever run: what
could take exponential time is refused, and the more it can backtrack, the shorter the pieces it runs on.
"""

from __future__ import annotations

import re
import time
from functools import lru_cache
from typing import Any

MAX_PATTERN = 500
"""Characters of an expression; longer ones are data, not rules."""
MAX_TEXT = 5_000
"""Characters of text looked at."""
MAX_REPEATS = 2
"""Open-ended repeats (`.*`, `\\w+`) in one expression: with n of them, time grows as length to the n + 1."""
SHORT_PIECE = 160
"""Characters of a piece for an expression with two open-ended repeats: some 4 million steps at worst."""
SMALL_REPEAT = 8
"""A repeat that can vary by no more than this counts as none."""
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
        repeats = _open_repeats(_parser.parse(source, re.IGNORECASE))
        if repeats > MAX_REPEATS:
            return None
        pattern = re.compile(source, re.IGNORECASE)
    except (re.error, ValueError, OverflowError, RecursionError):
        return None
    if pattern.match(""):
        return None  # it would match whatever anybody writes
    return pattern, MAX_TEXT if repeats < MAX_REPEATS else SHORT_PIECE


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


def _open_repeats(tree: Any) -> int:
    """Count the repeats that may backtrack over a long text. Raises UnsafeExpression."""
    return sum(_cost(str(op), argument) for op, argument in tree)


def _cost(op: str, argument: Any) -> int:
    if op in _REFUSED:
        raise UnsafeExpression("a reference back to a group")
    if op in _REPEATS:
        least, most, inside = argument
        return _cost_of_repeat(int(least), int(most), inside)
    if op == "BRANCH":
        return max(_open_repeats(branch) for branch in argument[1])
    if op == "SUBPATTERN":
        return _open_repeats(argument[3])
    if op in ("ASSERT", "ASSERT_NOT"):
        return _open_repeats(argument[1])
    return _open_repeats(argument) if op == "ATOMIC_GROUP" else 0


def _cost_of_repeat(least: int, most: int, inside: Any) -> int:
    if most > 1 and _varies(inside):
        raise UnsafeExpression("a repeat or a choice inside a repeat")
    if most <= 1:
        return _open_repeats(inside)
    if str(inside) == _SPACE:
        return 0  # runs of white space were made one space
    return int(most - least > SMALL_REPEAT)


def _varies(tree: Any) -> bool:
    """Tell whether the same text can be matched here in more than one way."""
    for op, argument in tree:
        name = str(op)
        if name in (*_REPEATS, "BRANCH", "ASSERT", "ASSERT_NOT", "ATOMIC_GROUP"):
            return True
        if name == "SUBPATTERN" and _varies(argument[3]):
            return True
    return False
