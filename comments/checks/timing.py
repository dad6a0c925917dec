"""Spam check: the form came back sooner than a person can write."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

SPAM_SCORE = 100
HURRY_SCORE = 60
NOBODY_TYPES_IN = 1.0
"""Seconds. A browser that fills in name and address still leaves the text to be typed."""


class Timing(Check):
    """Hold a comment sent sooner than `min_seconds` after its form; within a second it is spam.

    A time that is not known says nothing.
    """

    name: ClassVar[str] = "timing"
    title = gettext_lazy("Time to write")
    explains = gettext_lazy("Comments that come back sooner than a person can write.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        seconds, least = facts.seconds, facts.rules.min_seconds
        if facts.kind != "comment" or seconds is None or seconds >= least:
            return None
        words = gettext_noop("sent {} s after the form was opened, at least {} s expected")
        reason = words.format(f"{max(seconds, 0):.1f}", least)
        if seconds < NOBODY_TYPES_IN:
            return Signal(self.name, "spam", SPAM_SCORE, reason)
        return Signal(self.name, "hold", HURRY_SCORE, reason)
