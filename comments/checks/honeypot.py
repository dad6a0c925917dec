"""Spam check: a field that people do not see was filled in."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

SPAM_SCORE = 100


class Honeypot(Check):
    """Spam when the field that is hidden from people has something in it."""

    name: ClassVar[str] = "honeypot"
    title = gettext_lazy("Hidden field")
    explains = gettext_lazy("A field that people do not see, and programs fill in.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        if not facts.honeypot.strip():
            return None
        return Signal(
            self.name, "spam", SPAM_SCORE, gettext_noop("the field that people do not see was filled in")
        )
