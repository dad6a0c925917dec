"""Spam check: forms that comment spam has had for years. Each kind found adds to the score."""

from __future__ import annotations

import re
from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

MAX_TEXT = 5_000
"""Characters looked at: spam shows itself early, and no pattern may cost more than that."""

ADDRESS_IN_NAME = re.compile(r"https?://|\bwww\.|\.(?:com|net|ru|xyz|top|shop)\b", re.IGNORECASE)
ONLY_A_LINK = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)
NAME_SCORE, BARE_SCORE = 40, 30


class Patterns(Check):
    """Hold what looks like the usual spam; several such marks together make it spam by their sum."""

    name: ClassVar[str] = "patterns"
    title = gettext_lazy("Forms of spam")
    explains = gettext_lazy("A web address for a name, or nothing but a link.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        marks = _marks(facts)
        if not marks:
            return None
        return Signal(self.name, "hold", sum(marks.values()), ", ".join(marks))


def _marks(facts: Facts) -> dict[str, int]:
    text = facts.text[:MAX_TEXT]
    marks: dict[str, int] = {}
    if facts.kind == "comment" and ADDRESS_IN_NAME.search(facts.author[:200]):
        marks[gettext_noop("a web address for a name")] = NAME_SCORE
    if facts.kind == "comment" and ONLY_A_LINK.fullmatch(text):
        marks[gettext_noop("nothing but a link")] = BARE_SCORE
    return marks
