"""Spam check: the same text was sent from elsewhere lately."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

HOLD_SCORE = 50
SPAM_SCORE = 100
CAMPAIGN = 3
"""Once or twice may be a double click or a quotation; three times is a campaign."""
WORDS = 4
"""What many people say in fewer words, such as “Thank you”, is nobody's campaign, however often it comes."""


class Duplicate(Check):
    """Hold a text that was seen before; from the third time on it is spam."""

    name: ClassVar[str] = "duplicate"
    title = gettext_lazy("Same text elsewhere")
    explains = gettext_lazy("Texts that came before, lately.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        times = facts.same_before
        if times < 1:
            return None
        again = gettext_noop("the same text came {} times before, lately").format(times)
        reason = gettext_noop("the same text came once before, lately") if times == 1 else again
        if times >= CAMPAIGN and (facts.is_ping or len(facts.text.split()) >= WORDS):
            return Signal(self.name, "spam", SPAM_SCORE, reason)
        return Signal(self.name, "hold", HOLD_SCORE, reason)
