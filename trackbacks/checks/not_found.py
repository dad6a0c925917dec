"""Spam check for pings: does the source really link here? The verification has looked; this weighs it."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

SPAM_SCORE = 100
UNREAD_SCORE = 20
NOT_FOUND = gettext_noop("not found at source")
NOT_READ = gettext_noop("could not be read at the source")


class NotFoundAtSource(Check):
    """A ping whose source does not link here is spam; one whose source could not be read is held.

    Firm: an allowed site that does not link has nothing to show here either.
    """

    name: ClassVar[str] = "not_found"
    title = gettext_lazy("Link at its source")
    explains = gettext_lazy("Whether the page of a ping really links here.")
    firm: ClassVar[bool] = True

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        if not facts.is_ping or facts.found:
            return None
        if facts.found is None:
            return Signal(self.name, "hold", UNREAD_SCORE, NOT_READ)
        return Signal(self.name, "spam", SPAM_SCORE, NOT_FOUND)
