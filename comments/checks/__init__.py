"""The chain of spam checks and how their signals become one verdict and one status.

Local checks look first. When they already say spam or trash, a check that asks another server (Akismet)
is not asked: it saves the owner's quota, and the answer would change nothing. A check that breaks counts
as unavailable, because what is not known is never read as yes or as no.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Rules, Signal, quoted

__all__ = ["Check", "Verdict", "judge", "load_checks"]

SPAM_SCORE = 100
"""Signals that each only hold an item add up to spam from here."""

BROKEN = gettext_noop("the check {} could not be made")
OVERRULED = gettext_noop("overruled by the allow list")
Status = Literal["approved", "pending", "spam", "trash"]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Verdict:
    """What the filters say together, and the status that follows from it.

    `verdict` is ham, spam, discard or unavailable; a held item is ham with the status pending. The scores of
    `signals` add up to `score`. `recheck_after` (seconds) is set where a server asked for it.
    """

    verdict: Literal["ham", "spam", "discard", "unavailable"]
    status: Status
    score: int
    signals: tuple[Signal, ...]
    recheck_after: float | None = None

    @property
    def reasons(self) -> list[dict[str, Any]]:
        """The signals as they are stored with the comment."""
        return [signal.as_dict() for signal in self.signals]


def judge(facts: Facts, checks: Sequence[Check] | None = None) -> Verdict:
    """Let every check look at the facts (default: those of `settings.SPAM_CHECKS`) and weigh what they say.

    In this order: discard, the trash list, spam (said by a check, or the sum of scores), unavailable, hold.
    The allow list overrules local holds and local spam, but neither the trash list nor a firm check.
    """
    checks = load_checks(tuple(settings.SPAM_CHECKS)) if checks is None else checks
    checks = [check for check in checks if check.name not in facts.rules.switched_off]
    signals = _ask([check for check in checks if not check.asks_outside], facts)
    if any(signal.check == "allow_list" for signal in signals):
        firm = {check.name for check in checks if check.firm}
        signals = [_overruled(signal) if _yields(signal, firm) else signal for signal in signals]
    if not _settled(signals):
        signals += _ask([check for check in checks if check.asks_outside], facts)
    return _weigh(signals, facts.rules)


@lru_cache(maxsize=8)
def load_checks(paths: tuple[str, ...]) -> tuple[Check, ...]:
    """Make the checks that the dotted paths name, in their order."""
    return tuple(import_string(path)() for path in paths)


def _ask(checks: Iterable[Check], facts: Facts) -> list[Signal]:
    return [signal for check in checks if (signal := _look(check, facts))]


def _look(check: Check, facts: Facts) -> Signal | None:
    try:
        return check.look(facts)
    except Exception:
        log.exception("The spam check %s broke.", check.name)
        return Signal(check.name, "unavailable", 0, BROKEN.format(quoted(check.name)))


def _yields(signal: Signal, firm: set[str]) -> bool:
    return signal.verdict in ("hold", "spam") and signal.check not in firm


def _overruled(signal: Signal) -> Signal:
    return replace(signal, verdict="ham", score=0, reason=f"{signal.reason}; {OVERRULED}")


def _settled(signals: Iterable[Signal]) -> bool:
    words = {signal.verdict for signal in signals}
    return bool(words & {"discard", "trash", "spam"}) or _score(signals) >= SPAM_SCORE


def _score(signals: Iterable[Signal]) -> int:
    return sum(signal.score for signal in signals)


def _weigh(signals: list[Signal], rules: Rules) -> Verdict:
    said = {signal.verdict for signal in signals}
    score = _score(signals)
    wishes = [signal.recheck_after for signal in signals if signal.recheck_after is not None]
    seen = tuple(signals)
    if "discard" in said:
        return Verdict("discard", "trash" if rules.trash_discarded else "spam", score, seen)
    if "trash" in said:
        return Verdict("spam", "trash", score, seen)
    if "spam" in said or score >= SPAM_SCORE:
        return Verdict("spam", "spam", score, seen)
    if "unavailable" in said:
        return Verdict("unavailable", "pending", score, seen, max(wishes, default=None))
    return Verdict("ham", "pending" if "hold" in said else "approved", score, seen)
