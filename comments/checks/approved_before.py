"""Check: something by this author or site was approved before."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

TRUST_SCORE = -30
REASON = gettext_noop("approved before")


class ApprovedBefore(Check):
    """Speaks for who was approved before: it takes from the score, and overrules no hold, list or spam."""

    name: ClassVar[str] = "approved_before"
    title = gettext_lazy("Approved before")
    explains = gettext_lazy("Speaks for authors and sites of whom something was approved before.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        return Signal(self.name, "ham", TRUST_SCORE, REASON) if facts.approved_before else None
