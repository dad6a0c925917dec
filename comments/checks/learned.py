"""Spam check: the words, as far as moderators have decided on such words before (naive Bayes)."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal, quoted
from comments.learning.tokens import spoken, tokens_of
from comments.learning.weighing import Opinion, opinion

SPAM_SCORE = 100
SPAM_WEIGHT = 1.1
"""From this sure weight on the words alone say spam. Fixed; see `weighing` for how it was found."""
HOLD_WEIGHT = 0.45
"""From this whole weight on a moderator is to look; below it nothing is said."""
SHOWN = 4
"""Words in the reason that a moderator reads."""
REASON = gettext_noop("words seen in spam before")


class Learned(Check):
    """Hold what reads as spam did before, and score it by how much; from 100 it is spam by its words alone."""

    name: ClassVar[str] = "learned"
    title = gettext_lazy("Learned words")
    explains = gettext_lazy("Words that your own decisions have taught it, in any language.")

    def __init__(self, spam_weight: float = SPAM_WEIGHT, hold_weight: float = HOLD_WEIGHT) -> None:
        self.spam_weight, self.hold_weight = spam_weight, hold_weight

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`. With too few lessons of either kind it says nothing."""
        return self.signal(opinion(tokens_of(facts), facts.learned))

    def signal(self, found: Opinion) -> Signal | None:
        """What follows from an opinion: one post alone can have a comment held, and hardly called spam."""
        score = max(0, min(SPAM_SCORE, int(SPAM_SCORE * found.weight.sure / self.spam_weight)))
        if found.weight.whole < self.hold_weight and score < SPAM_SCORE:
            return None
        words = ", ".join(dict.fromkeys(quoted(spoken(word)) for word in found.words[:SHOWN]))
        return Signal(self.name, "hold", score, f"{REASON}: {words}")
