"""Spam check: what Akismet says. Without a key this check is out of use, and the local ones decide."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.utils.translation import gettext_lazy

from comments import akismet
from comments.checks.base import Check
from comments.facts import Facts, Signal

EVIDENCE = ("guid", "pro_tip", "alert_code", "alert_msg", "error", "debug_help")
LONGEST = 300  # characters that are kept of each
SCORES = {"ham": 0, "spam": 100, "discard": 200, "unavailable": 0}


class AkismetCheck(Check):
    """Ask Akismet, where a key is set. Firm: the allow list holds off local rules only."""

    name: ClassVar[str] = "akismet"
    title = gettext_lazy("Akismet")
    explains = gettext_lazy("Asks Akismet, where a key is set.")
    asks_outside: ClassVar[bool] = True
    firm: ClassVar[bool] = True

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        if not settings.AKISMET_API_KEY:
            return None
        answer = akismet.check(akismet.payload_from(facts))
        wish = answer.recheck_after if answer.verdict == "unavailable" else None
        score, more = SCORES[answer.verdict], evidence(answer)
        return Signal(self.name, answer.verdict, score, answer.reason, wish, more)


def evidence(answer: akismet.AkismetAnswer) -> dict[str, str]:
    """What a moderator may want to quote to Akismet, as its headers said it."""
    said = {name: str(getattr(answer, name)) for name in EVIDENCE}
    return {name: words[:LONGEST] for name, words in said.items() if words}
