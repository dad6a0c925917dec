"""Spam check: forms and phrases that spam has had for years. Each kind found adds to the score."""

from __future__ import annotations

import re
from typing import ClassVar

from comments.checks.base import Check
from comments.facts import Facts, Signal

MAX_TEXT = 5_000
"""Characters looked at: spam shows itself early, and no pattern may cost more than that."""

BBCODE = re.compile(r"\[(?:url|link)\s?=|\[url\]", re.IGNORECASE)
ADDRESS_IN_NAME = re.compile(r"https?://|\bwww\.|\.(?:com|net|ru|xyz|top|shop)\b", re.IGNORECASE)
ONLY_A_LINK = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)
TRADES = {
    "medicines": re.compile(
        r"\b(?:viagra|cialis|levitra|tramadol|xanax|online pharmacy|no prescription)\b",
        re.IGNORECASE,
    ),
    "gambling": re.compile(
        r"\b(?:online casinos?|casino bonus|poker online|slot ?online|betting site)\b",
        re.IGNORECASE,
    ),
    "money": re.compile(
        r"\b(?:payday loans?|make money (?:fast|online)|work from home jobs?)\b",
        re.IGNORECASE,
    ),
    "search engine tricks": re.compile(
        r"\b(?:buy (?:cheap )?backlinks?|seo (?:services|packages?)|link building services?)\b",
        re.IGNORECASE,
    ),
    "copies": re.compile(
        r"\b(?:replica (?:watches|handbags|rolex)|cheap (?:jordans|nfl jerseys))\b",
        re.IGNORECASE,
    ),
}
BBCODE_SCORE, NAME_SCORE, BARE_SCORE, TRADE_SCORE = 60, 40, 30, 50


class Patterns(Check):
    """Hold what looks like the usual spam; several such marks together make it spam by their sum."""

    name: ClassVar[str] = "patterns"

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        marks = _marks(facts)
        if not marks:
            return None
        return Signal(self.name, "hold", sum(marks.values()), ", ".join(marks))


def _marks(facts: Facts) -> dict[str, int]:
    text = facts.text[:MAX_TEXT]
    everything = "\n".join((facts.author[:200], facts.title[:200], facts.url[:500], text))
    marks = {
        f"words of a trade in {name}": TRADE_SCORE for name, rx in TRADES.items() if rx.search(everything)
    }
    if BBCODE.search(text):
        marks["links in BBCode, which this site does not use"] = BBCODE_SCORE
    if facts.kind == "comment" and ADDRESS_IN_NAME.search(facts.author[:200]):
        marks["a web address for a name"] = NAME_SCORE
    if facts.kind == "comment" and ONLY_A_LINK.fullmatch(text):
        marks["nothing but a link"] = BARE_SCORE
    return marks
