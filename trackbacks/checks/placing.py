"""Spam check for pings: where on their page the link to us stands, and among how many others."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

HIDDEN_SCORE, MARGIN_SCORE = 100, 60
MANY_SITES, FARM_SITES = 25, 100
"""Other sites that one page links to: a week's reading has twenty, a catalogue hundreds."""
MANY_SCORE, FARM_SCORE = 50, 100
HIDDEN = gettext_noop("the link is hidden from readers of their page")
MARGIN = gettext_noop("the link stands in the margin of their page, not in its text")
FARM = gettext_noop("their page is one of links")


class LinkPlace(Check):
    """A link that nobody sees is spam; one in a footer or a list of friends says nothing about this post."""

    name: ClassVar[str] = "link_place"
    title = gettext_lazy("Place of the link")
    explains = gettext_lazy("Whether readers of the other page see its link, and in its text.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        place = facts.at_source.get("place")
        if place == "hidden":
            return Signal(self.name, "spam", HIDDEN_SCORE, HIDDEN)
        return Signal(self.name, "hold", MARGIN_SCORE, MARGIN) if place == "margin" else None


class LinkFarm(Check):
    """Hold a ping from a page that links to very many sites; of a hundred and more it is spam."""

    name: ClassVar[str] = "link_farm"
    title = gettext_lazy("Page of links")
    explains = gettext_lazy("To how many other sites the page links that links here.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        sites = int(facts.at_source.get("hosts", 0))
        if sites < MANY_SITES:
            return None
        score = FARM_SCORE if sites >= FARM_SITES else MANY_SCORE
        return Signal(self.name, "hold", score, f"{FARM}: {sites}")
