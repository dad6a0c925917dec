"""Spam checks on the owner's lists: hold, spam and trash words, and the allow list."""

from __future__ import annotations

import time
from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks import entries
from comments.checks.base import Check
from comments.checks.regexes import TooSlow
from comments.facts import Facts, Signal, Word, quoted

HOLD_SCORE, SPAM_SCORE, SLOW_SCORE = 40, 100, 10
MAX_SECONDS = 2.0
"""For one list over one item, however many expressions it has: a job has other things to do."""
HAS = {
    "trash": gettext_noop("the trash list has {}"),
    "spam": gettext_noop("the spam list has {}"),
    "hold": gettext_noop("the hold list has {}"),
}
TOO_LONG = gettext_noop("an expression of your lists took too long: {}")
ALLOWED = gettext_noop("the allow list has {}")
"""Characters of an entry in the reason that a moderator reads."""


class Words(Check):
    """Hold, mark as spam or trash by the owner's lists; the hardest of the lists that match speaks."""

    name: ClassVar[str] = "words"
    title = gettext_lazy("Word lists")
    explains = gettext_lazy(
        "Your lists of words, addresses and expressions that hold, mark as spam or trash."
    )

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`. A list that could not be tried in time holds: it has not said no."""
        rules, fields = facts.rules, entries.everything(facts)
        lists: tuple[tuple[Word, int, str], ...] = (
            ("trash", SPAM_SCORE, rules.trash_words),
            ("spam", SPAM_SCORE, rules.spam_words),
            ("hold", HOLD_SCORE, rules.hold_words),
        )
        slow = None
        for verdict, score, text in lists:
            try:
                if found := first_match(text, fields):
                    return Signal(self.name, verdict, score, HAS[verdict].format(quoted(found)))
            except TooSlow as error:
                slow = Signal(self.name, "hold", SLOW_SCORE, TOO_LONG.format(quoted(str(error))))
        return slow


class AllowList(Check):
    """Let through who is on the allow list: e-mail, address, domain or name, never what the text says."""

    name: ClassVar[str] = "allow_list"
    title = gettext_lazy("Allow list")
    explains = gettext_lazy("Lets through who is on your allow list.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        try:
            found = first_match(facts.rules.allow_list, entries.sender(facts))
        except TooSlow:
            return None  # not known to be allowed
        return Signal(self.name, "ham", 0, ALLOWED.format(quoted(found))) if found else None


def first_match(text: str, fields: entries.Fields) -> str:
    """Return the first line of a list that matches, or an empty string. Raises TooSlow."""
    end = time.monotonic() + MAX_SECONDS
    for line, matches in entries.parse(text):
        if matches(fields):
            return line
        if time.monotonic() > end:
            raise TooSlow(line)
    return ""
