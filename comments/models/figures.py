"""Day by day: what came in, what the filters said of it and what people said. It stays when the rows are erased."""

from collections.abc import Mapping
from datetime import date

from django.db import connection, models

AT_ONCE = 500  # rows of one statement


class DayCount(models.Model):
    """How often something was so on a day: `comments.figures.counting` says what is counted under which name."""

    day = models.DateField()
    what = models.CharField(max_length=12)
    name = models.CharField(max_length=40)
    n = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "what", "name"], name="comments_one_figure_each")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.what} {self.name}: {self.n}"

    @classmethod
    def first_day(cls) -> date | None:
        """What came in before it was never counted."""
        return cls.objects.order_by("day").values_list("day", flat=True).first()

    @classmethod
    def add(cls, steps: Mapping[tuple[date, str, str], int]) -> None:
        """Count so many more or fewer: one statement, whose rows stand in one order, so that two writers never
        wait for each other. Call it last in a transaction: rows are locked as comment, post, counters."""
        rows = [(*key, step) for key, step in sorted(steps.items()) if step]
        for at in range(0, len(rows), AT_ONCE):
            some = rows[at : at + AT_ONCE]
            values = ", ".join(["(%s, %s, %s, %s)"] * len(some))
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO comments_daycount (day, what, name, n) VALUES {values} "  # noqa: S608 - our own names
                    "ON CONFLICT (day, what, name) DO UPDATE SET n = comments_daycount.n + excluded.n",
                    [connection.ops.adapt_datefield_value(v) if isinstance(v, date) else v
                     for row in some for v in row],
                )  # fmt: skip
