"""Spam checks for pings by their titles: the blog's own name, one word over and over, or a domain that is for sale."""

from __future__ import annotations

import re
from collections import Counter
from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal, quoted
from comments.learning.tokens import words

SAME_SCORE, STUFFED_SCORE, OVERSTUFFED_SCORE, PARKED_SCORE = 30, 60, 100, 100
OFTEN_IN_TITLE, OFTEN_IN_ALL = 3, 5
"""So often one word; a sentence that people write says its subject once or twice."""
SHORTEST = 3
"""Letters of a word that is counted; two characters of a script without spaces are a word."""
SAME = gettext_noop("its title is the name of its blog")
STUFFED = gettext_noop("one word over and over")
PARKED = gettext_noop("its title offers a domain for sale")
FOR_SALE = re.compile(
    r"domain.{0,40}\b(?:for sale|zum verkauf|à vendre|te koop)|dominio.{0,30}(?:en venta|in vendita)|domínio à venda"
    r"|domein.{0,20}te koop|ce domaine est à vendre|домен прода|ドメイン.{0,8}販売|域名.{0,4}出售|도메인.{0,8}판매"
    r"|النطاق للبيع|domena na sprzedaż|alan adı satılık|domän.{0,10}till salu|may be for sale",
    re.IGNORECASE,
)


class TitleIsBlog(Check):
    """Hold a ping whose title is its blog's name: an article has one of its own."""

    name: ClassVar[str] = "title_is_blog"
    title = gettext_lazy("Title of a ping")
    explains = gettext_lazy(
        "A ping's title that is merely the name of its blog, or that offers a domain for sale."
    )

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        if not facts.is_ping:
            return None
        title, blog = words(facts.title), words(facts.blog_name)
        if FOR_SALE.search(facts.title[:300]):
            return Signal(self.name, "hold", PARKED_SCORE, PARKED)
        return Signal(self.name, "hold", SAME_SCORE, SAME) if title and title == blog else None


class Stuffed(Check):
    """Hold a title that says one word over and over, for search engines; with the text doing so too it is spam."""

    name: ClassVar[str] = "stuffed"
    title = gettext_lazy("Repeated words")
    explains = gettext_lazy("A ping's title that says one word over and over, for search engines.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        in_title = _often(facts.title) if facts.is_ping else None
        if not in_title or in_title[1] < OFTEN_IN_TITLE:
            return None
        word = in_title[0]
        in_all = words(f"{facts.title}\n{facts.text}").count(word)
        score = OVERSTUFFED_SCORE if in_all >= OFTEN_IN_ALL else STUFFED_SCORE
        return Signal(self.name, "hold", score, f"{STUFFED}: {quoted(word)}")


def _often(title: str) -> tuple[str, int] | None:
    """The word that comes most often."""
    counted = Counter(word for word in words(title[:300]) if len(word) >= SHORTEST or not word.isascii())
    return counted.most_common(1)[0] if counted else None
