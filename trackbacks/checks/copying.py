"""Spam check for pings: their page repeats our own text, as collectors of other people's posts do."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

SOME, MOST = 35, 80
"""Of a hundred pairs of our words, outside of quotations."""
SOME_SCORE, MOST_SCORE = 50, 100
REASON = gettext_noop("their page repeats your text without quoting it")


class Copied(Check):
    """Hold a page that repeats much of our text; the whole of it adds up to spam. Quotations are welcome."""

    name: ClassVar[str] = "copied"
    title = gettext_lazy("Copy of your text")
    explains = gettext_lazy("How much of your own text the page repeats without marking it as a quotation.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        share = int(facts.at_source.get("copied", 0))
        if share < SOME:
            return None
        return Signal(self.name, "hold", MOST_SCORE if share >= MOST else SOME_SCORE, f"{REASON}: {share} %")
