"""Check for pings: their source is a blog that our own posts link to."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

TRUST_SCORE = -40
REASON = gettext_noop("your posts link to this blog")


class Befriended(Check):
    """Speaks for a blog that we have told of a link of ours; it takes from the score, and overrules no hold."""

    name: ClassVar[str] = "befriended"
    title = gettext_lazy("Blogs that you link to")
    explains = gettext_lazy("Speaks for pings from blogs that your own posts link to.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`. Only what was seen at the source: a sender may claim any address."""
        trusted = facts.linked_by_us and facts.found
        return Signal(self.name, "ham", TRUST_SCORE, REASON) if trusted else None
