"""Spam check: links in BBCode, which this site does not use and programs that spam many sites do."""

from __future__ import annotations

import re
from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

MAX_TEXT = 5_000
SCORE = 60
BBCODE = re.compile(r"\[(?:url|link)\s?=|\[url\]", re.IGNORECASE)
REASON = gettext_noop("links in BBCode, which this site does not use")


class BBCode(Check):
    """Hold a text with links in BBCode."""

    name: ClassVar[str] = "bbcode"
    title = gettext_lazy("BBCode")
    explains = gettext_lazy("Links in BBCode, which this blog does not use and spam often has.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        return Signal(self.name, "hold", SCORE, REASON) if BBCODE.search(facts.text[:MAX_TEXT]) else None
