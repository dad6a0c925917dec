"""A page's worth of figures: two questions to the counters, however many items they count."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone

from comments.models import DayCount

BY_DAY = ("kind", "outcome")
DAYS, MONTHS = 30, 12
SPANS = ("days", "months")


@dataclass
class Figures:
    """Of a span: `series` is (what, name) -> how many in each step; `sums` is what -> name -> how many in all."""

    steps: list[date]
    series: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    sums: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def of(self, what: str, name: str) -> list[int]:
        return self.series.get((what, name), [0] * len(self.steps))

    @property
    def came(self) -> int:
        return self.sums["kind"].total()

    @property
    def decided(self) -> int:
        """How many a person decided."""
        return self.sums["person"].total()

    def person(self, said: str) -> tuple[int, int]:
        """(spam, fine): what people said of those of which the filters had said this."""
        found = self.sums["person"]
        return found[f"{said}:spam"], found[f"{said}:fine"]

    @property
    def all_spam(self) -> int:
        return sum(n for name, n in self.sums["person"].items() if name.endswith(":spam"))


def read(span: str, today: date | None = None) -> Figures:
    """The last 30 days or 12 months, today among them."""
    today = today or timezone.localdate()
    first_of = (lambda day: day.replace(day=1)) if span == "months" else (lambda day: day)
    figures = Figures(_months(today) if span == "months" else _days(today))
    place = {step: n for n, step in enumerate(figures.steps)}
    rows = DayCount.objects.filter(day__gte=figures.steps[0], day__lte=today)
    for day, what, name, n in rows.filter(what__in=BY_DAY).values_list("day", "what", "name", "n"):
        series = figures.series.setdefault((what, name), [0] * len(figures.steps))
        series[place[first_of(day)]] += n
        figures.sums[what][name] += n
    others = rows.exclude(what__in=BY_DAY).values_list("what", "name").annotate(n=Sum("n"))
    for what, name, n in others.order_by():
        figures.sums[what][name] += n
    return figures


def _days(today: date) -> list[date]:
    return [today - timedelta(days=n) for n in range(DAYS - 1, -1, -1)]


def _months(today: date) -> list[date]:
    """The first days of this month and of those before it."""
    last = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - MONTHS + 1, last + 1)]
