"""Thresholds for a source that nobody has seen: from two others, each judged by what the other taught.

The grid and the bar are fixed here. Thresholds that keep two sources exactly at the bar would miss it on a third as
often as not: half of the mistakes are allowed to them. Of those that keep to that, the best recall is taken.
"""

from dataclasses import dataclass
from itertools import product
from typing import ClassVar, NamedTuple

from django.db import transaction

from benchmarks.filtering import HAM_HELD, PRECISION, Said, Table, known, table, teach
from comments import checks
from comments.checks import Check
from comments.checks.learned import Learned
from comments.facts import Facts, Signal
from comments.learning.tokens import tokens_of
from comments.learning.weighing import Opinion, opinion

STRICTER = (1 + PRECISION) / 2
SPAM_WEIGHTS = [n / 20 for n in range(6, 66)]
HOLD_SHARES = [0.4, 0.5, 0.6]  # of the weight of spam


class Heard(NamedTuple):
    """A comment, what the filter thinks of it and what the other checks said: all but the thresholds."""

    said: Said
    opinion: Opinion
    others: tuple[Check, ...]


@dataclass(frozen=True)
class Says(Check):
    """What a check said before."""

    signal: Signal
    name: ClassVar[str] = "before"

    def look(self, facts: Facts) -> Signal:
        return self.signal


def nested(corpus: list[Said], third: str) -> Table:
    """The third source, by thresholds in whose choice it had no part."""
    of = {said.source: [one for one in corpus if one.source == said.source] for said in corpus}
    first, second = (of[source] for source in of if source != third)
    inner = [heard(first, second), heard(second, first)]
    return outcome(heard([said for said in corpus if said.source != third], of[third]), chosen(inner))


def heard(lessons: list[Said], judged: list[Said]) -> list[Heard]:
    with transaction.atomic():
        teach(lessons)
        return [_heard(known(said, judged), said) for said in judged]


def _heard(facts: Facts, said: Said) -> Heard:
    signals = [signal for signal in checks.judge(facts).signals if signal.check != Learned.name]
    return Heard(said, opinion(tokens_of(facts), facts.learned), tuple(map(Says, signals)))


def chosen(inner: list[list[Heard]]) -> Learned:
    """The higher of equals; those of the code do not matter here."""
    return max(
        (Learned(weight, share * weight) for weight, share in product(SPAM_WEIGHTS, HOLD_SHARES)),
        key=lambda learned: worth([outcome(items, learned) for items in inner], learned),
    )


def worth(tables: list[Table], learned: Learned) -> tuple[float, ...]:
    kept = all(each.precision >= STRICTER and each.ham_held <= HAM_HELD for each in tables)
    return (kept, sum(each.recall for each in tables), learned.spam_weight, -learned.hold_weight)


def outcome(items: list[Heard], learned: Learned) -> Table:
    return table([(item.said, _status(item, learned.signal(item.opinion))) for item in items])


def _status(item: Heard, signal: Signal | None) -> str:
    said = item.others if signal is None else (*item.others, Says(signal))
    return checks.judge(Facts(kind="comment"), said).status
