"""Spam check: more links in the text than the owner allows."""

from __future__ import annotations

import re
from collections import Counter
from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

HOLD_SCORE = 40
SPAM_SCORE = 100
FAR_TOO_MANY = 10
"""That many more links than allowed is nobody's comment."""

LINK = re.compile(r"(?:https?://|\bwww\.)[^\s\"'<>()\[\]]{1,2000}", re.IGNORECASE)


class Links(Check):
    """Hold what has more than `max_links` links; far more of them is spam."""

    name: ClassVar[str] = "links"
    title = gettext_lazy("Number of links")
    explains = gettext_lazy("Comments with more links than you allow.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        count, allowed = count_links(facts.text), facts.rules.max_links
        if count <= allowed:
            return None
        reason = gettext_noop("{} links, {} allowed").format(count, allowed)
        if count >= allowed + FAR_TOO_MANY:
            return Signal(self.name, "spam", SPAM_SCORE, reason)
        return Signal(self.name, "hold", HOLD_SCORE, reason)


def count_links(text: str) -> int:
    """Count the links in a text. The same URL twice is one: as a target and as its own words."""
    return sum((times + 1) // 2 for times in Counter(LINK.findall(text)).values())
