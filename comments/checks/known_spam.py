"""Spam check: its address, e-mail or site stood under what moderators called spam before."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal
from comments.learning.marks import marks_of

ONCE_SCORE, OFTEN_SCORE = 50, 70
OFTEN = 3
REASON = gettext_noop("seen in spam before")


class KnownSpam(Check):
    """Hold what comes from where spam came from, unless something good came from there as well."""

    name: ClassVar[str] = "known_spam"
    title = gettext_lazy("Known from spam")
    explains = gettext_lazy("IP address, e-mail or web address that a moderator has seen in spam before.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`. What is shared by good and bad, such as a large host, says nothing."""
        counts = {word: facts.learned.get(mark) for mark, word in marks_of(facts).items()}
        found = {word: count.spam for word, count in counts.items() if count and count.spam and not count.ham}
        if not found:
            return None
        score = OFTEN_SCORE if max(found.values()) >= OFTEN else ONCE_SCORE
        return Signal(self.name, "hold", score, f"{REASON}: {', '.join(found)}")
