"""Spam check: the words, as far as moderators have decided on such words before (naive Bayes)."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal, quoted
from comments.learning.tokens import spoken, tokens_of
from comments.learning.weighing import opinion

SPAM_SCORE = 100
SPAM_WEIGHT = 1.5
"""From this weight on the words alone say spam. Fixed; see `weighing` for how it was found."""
HOLD_SCORE = 40
"""From here on a moderator is to look; below it nothing is said."""
SHOWN = 4
"""Words in the reason that a moderator reads."""
REASON = gettext_noop("words seen in spam before")


class Learned(Check):
    """Hold what reads as spam did before, and score it by how much; from 100 it is spam by its words alone."""

    name: ClassVar[str] = "learned"
    title = gettext_lazy("Learned words")
    explains = gettext_lazy("Words that your own decisions have taught it, in any language.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`. With too few lessons of either kind it says nothing."""
        found = opinion(tokens_of(facts), facts.learned)
        score = min(SPAM_SCORE, int(SPAM_SCORE * found.weight / SPAM_WEIGHT))
        if score < HOLD_SCORE:
            return None
        words = ", ".join(dict.fromkeys(quoted(spoken(word)) for word in found.words[:SHOWN]))
        return Signal(self.name, "hold", score, f"{REASON}: {words}")
