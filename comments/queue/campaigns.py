"""Campaigns: what waits and comes from one host, one network, or says nearly the same, as groups that one key clears.

The newest of what waits are looked at (`comments.prints` on each row); a group is a rule, by which all of it is found.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models import Q
from django.utils.functional import cached_property

from comments import prints
from comments.models import PostComment
from comments.queue.filters import Filters
from comments.queue.listing import Rows, User

FEWEST = 5  # items that make a campaign
LOOKED_AT = 2000  # of the newest that wait: some milliseconds
MOST = 8  # campaigns on a page
SAMPLE = 200  # characters of what they say
LONGEST_KEY = 300
COLUMNS = ("pk", "from_host", "network", "print_a", "print_b", "print_c")
HOST, NETWORK, WORDING = "host", "network", "wording"
PREFERRED = (HOST, NETWORK, "a", "b", "c")  # of two groups of one size, what is easier to see
Trait = tuple[str, str]


def traits(row: Any) -> set[Trait]:
    """What this row, or what was read of it, may share with others."""
    found = {(name, str(getattr(row, f"print_{name}"))) for name in "abc" if row.print_a is not None}
    if prints.is_public_host(row.from_host):
        found.add((HOST, row.from_host))
    if prints.is_public(row.network):
        found.add((NETWORK, row.network))
    return found


@dataclass(frozen=True)
class Rule:
    """What all items of a campaign share; `key` is how a form says it."""

    kind: str
    values: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.kind}:{','.join(self.values)}"

    @classmethod
    def read(cls, key: str) -> Self | None:
        """The rule that a form names; None for anything else."""
        kind, _colon, rest = key[:LONGEST_KEY].replace("\0", "").partition(":")
        values = tuple(rest.split(",")) if kind == WORDING else (rest,)
        numbers = len(values) == 3 and all(prints.is_print(value) for value in values)
        known = numbers if kind == WORDING else kind in (HOST, NETWORK) and bool(rest)
        return cls(kind, values) if known else None

    @cached_property
    def traits(self) -> set[Trait]:
        if self.kind == WORDING:
            return set(zip("abc", self.values, strict=True))
        return {(self.kind, self.values[0])}

    @property
    def condition(self) -> Q:
        if self.kind == WORDING:
            a, b, c = map(int, self.values)
            return Q(print_a=a) | Q(print_b=b) | Q(print_c=c)
        return Q(**{"from_host" if self.kind == HOST else "network": self.values[0]})

    def fits(self, row: Any) -> bool:
        return bool(self.traits & traits(row))


@dataclass
class Campaign:
    """A group as the page shows it; `upto` is the newest row that was there to be seen, `rows` those of this page."""

    rule: Rule
    n: int
    upto: int
    rows: Sequence[PostComment] = ()

    @property
    def about(self) -> str:
        """The host or the network; a wording has no name."""
        return "" if self.rule.kind == WORDING else self.rule.values[0]

    @property
    def sample(self) -> str:
        """What one of them says, where one is on this page."""
        return " ".join(self.rows[0].comment.split())[:SAMPLE] if self.rows else ""


def found(user: User, filters: Filters, waiting: int) -> list[Campaign]:
    """The campaigns in the Pending tab, the largest first; one query, none where hardly anything waits."""
    if filters.status != "pending" or filters.q or filters.narrow or waiting < FEWEST:
        return []
    rows = PostComment.objects.moderated_by(user).in_queue("pending")
    return grouped(list(rows.values_list(*COLUMNS, named=True)[:LOOKED_AT]))


def grouped(facts: Sequence[Any]) -> list[Campaign]:
    """Take the largest group, then the largest of what is left, and so on; `n` counts all that the rule fits."""
    left = [(fact, traits(fact)) for fact in facts]
    everything, groups = left, list[Campaign]()
    upto = max((fact.pk for fact in facts), default=0)
    while len(groups) < MOST and (rule := largest([mine for _, mine in left])):
        groups.append(Campaign(rule, sum(bool(rule.traits & mine) for _, mine in everything), upto))
        left = [(fact, mine) for fact, mine in left if not rule.traits & mine]
    return groups


def largest(left: Sequence[set[Trait]]) -> Rule | None:
    """The rule of the largest group, where one is large enough."""
    counts = Counter(trait for mine in left for trait in mine)
    if not counts:
        return None
    (name, value), n = max(counts.items(), key=lambda item: (item[1], -PREFERRED.index(item[0][0]), item[0]))
    if n < FEWEST:
        return None
    if name in (HOST, NETWORK):
        return Rule(name, (value,))
    alike = [dict(mine) for mine in left if (name, value) in mine]
    return Rule(WORDING, tuple(Counter(one[look] for one in alike).most_common(1)[0][0] for look in "abc"))


def rows_of(user: User, rule: Rule, upto: int) -> Rows:
    """What of a campaign still waits, of what was there when it was seen."""
    waiting = PostComment.objects.moderated_by(user).in_queue("pending")
    return waiting.filter(rule.condition, pk__lte=upto).order_by("pk")


def without(rows: Rows, rules: Sequence[Rule]) -> Rows:
    """What belongs to none of them; a row without wording is in no group of a wording."""
    for rule in rules:
        own = PostComment.objects.filter(rule.condition, status="pending")
        rows = rows.exclude(pk__in=own.values("pk"))
    return rows


def fold(rows: Sequence[PostComment], groups: Sequence[Campaign]) -> list[PostComment]:
    """Give each campaign its rows of this page; returns the others."""
    others = []
    for row in rows:
        mine = next((group for group in groups if group.rule.fits(row)), None)
        if mine is None:
            others.append(row)
        else:
            mine.rows = [*mine.rows, row]
    return others
