"""Spam check: nothing by this author or site was approved before."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal


class FirstTime(Check):
    """Hold first-timers, where the owner wants that. Being new is no evidence of spam: it scores nothing."""

    name: ClassVar[str] = "first_time"
    title = gettext_lazy("First time")
    explains = gettext_lazy("Authors and sites of whom nothing was approved before.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        if facts.is_ping and not facts.found:
            return None  # what cannot be seen at its source is no first visit from there
        if facts.approved_before or facts.trusted or not facts.rules.hold_first_timers:
            return None
        site = gettext_noop("nothing from this site was approved before")
        author = gettext_noop("nothing by this author was approved before")
        return Signal(self.name, "hold", 0, site if facts.is_ping else author)
