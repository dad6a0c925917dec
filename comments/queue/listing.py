"""What the queue lists: one page of rows, the counts on its tabs; no cost grows with the table."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.db.models import (
    BigIntegerField,
    Count,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django_comments.models import Comment

from comments import prints
from comments.models import ModerationEvent, PostComment, Report, StatusCount
from comments.models.queryset import moderated
from comments.queue.filters import REPORTED, STATUSES, Filters

ROWS = 20
# A search reads texts; of a larger tab only the newest are read, so that no search takes longer than a blink.
SEARCHED = 10_000
MIXED_PAGES = 500  # of a list over several tabs: it is put together from the newest of each
FRESH = "fresh"  # without a verdict yet: in no tab
User = AbstractUser | AnonymousUser
Rows = QuerySet[PostComment]


def counts(user: User) -> dict[str, dict[str, int]]:
    """Status -> kind -> how many, of what this user may moderate; being checked is not yet pending.

    Kept on the user, who lives for one request: the navigation and the tabs ask for the same.
    """
    kept: dict[str, dict[str, int]] | None = getattr(user, "_queue_counts", None)
    if kept is None:
        kept = _counted(user)
        user._queue_counts = kept  # type: ignore[union-attr]
    return kept


def _counted(user: User) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {status: {} for status in (*STATUSES, FRESH, REPORTED)}
    for what, kind, n in _numbers(user):
        if what in table:
            table[what][kind] = table[what].get(kind, 0) + n
        if what == FRESH:
            table["pending"][kind] = table["pending"].get(kind, 0) - n
    return table


def _numbers(user: User) -> Iterable[tuple[str, str, int]]:
    """In one query: the counters, and what none holds: what is being checked and what readers have reported."""
    rows = PostComment.objects.moderated_by(user).order_by()
    counted = [
        found.annotate(what=name).values_list("what", "kind").annotate(n=Count("pk"))
        for name, found in (
            (Value(FRESH), rows.being_checked()),
            (Value(REPORTED), rows.reported()),
        )
    ]
    kept = moderated(StatusCount.objects, user, "author").values_list("status", "kind")
    return kept.annotate(total=Cast(Sum("n"), BigIntegerField())).union(*counted, all=True)


def total(table: dict[str, dict[str, int]], status: str, kinds: tuple[str, ...]) -> int:
    """How many rows a tab holds, from the counters."""
    tabs = (status,) if status else (*STATUSES, FRESH)
    return sum(n for tab in tabs for kind, n in table[tab].items() if not kinds or kind in kinds)


def chosen(user: User, filters: Filters, size: int) -> Rows:
    """Every row that the filters leave, newest first; `size` is how many there are without search and narrowing."""
    rows = narrowed(user, filters)
    if filters.status == REPORTED:
        rows = rows.reported().order_by("-created", "-pk")
        return rows.filter(holds(filters.q)) if filters.q else rows
    if filters.q:
        return searched(rows, filters, size)
    if filters.status:
        return rows.in_queue(filters.status)
    if size > SEARCHED and (filters.kinds or filters.narrow):
        return newest(rows, min(filters.page, MIXED_PAGES) * ROWS + 1)
    return rows.exclude(status=PostComment.Status.ERASED).order_by("-created", "-pk")


def narrowed(user: User, filters: Filters) -> Any:
    """Every row of the kinds, the post, the days and so on that are asked for, whatever its status and words."""
    rows = PostComment.objects.moderated_by(user).filter(**filters.conditions())
    return rows.filter(kind__in=filters.kinds) if filters.kinds else rows


def newest(rows: Rows, n: int, statuses: Sequence[str] = STATUSES) -> Rows:
    """The newest `n` of each of these statuses, newest first: read from the index that begins with the status."""
    found = PostComment.objects.order_by("-created", "-pk")
    parts = [rows.filter(status=name).order_by("-created", "-pk").values("pk")[:n] for name in statuses]
    try:
        said = [part.query.sql_with_params() for part in parts]
    except EmptyResultSet:  # nothing of it may be seen
        return found.none()
    # One list of keys, joined by hand: conditions joined by OR have PostgreSQL look at every row there is.
    part = "SELECT * FROM ({}) AS part{}"  # of Django's own words
    keys = " UNION ALL ".join(part.format(sql, number) for number, (sql, _) in enumerate(said))
    params = tuple(param for _, own in said for param in own)
    return found.filter(pk__in=RawSQL(keys, params))  # noqa: S611 - the same


def searched(rows: Any, filters: Filters, size: int) -> Rows:
    """Rows that hold the words: a full URL in the source, anything else in names, texts and addresses."""
    found = rows.in_queue(filters.status) if filters.status else rows.filter(status__in=STATUSES)
    found = found.order_by("-created", "-pk")
    if size > SEARCHED and not host_in(filters.q):
        # Not asked for its status once more: the planner would then walk the whole tab instead of these keys.
        found = newest(rows, SEARCHED, (filters.status,) if filters.status else STATUSES)
    return found.filter(holds(filters.q, size))


def host_in(q: str) -> str:
    return prints.host_of(q) if q.startswith(("http://", "https://")) else ""


def holds(q: str, size: int = 0) -> Q:
    """Whether the words stand in a name, a text or an address; of much, a URL is looked for by the index of hosts."""
    if size > SEARCHED and (host := host_in(q)):
        return Q(from_host=host, source_url__icontains=q)
    words = Q()
    for name in (
        "user_name",
        "comment",
        "title",
        "blog_name",
        "source_url",
        "user_email",
        "user_url",
        "address",
    ):
        words |= Q(**{f"{name}__icontains": q})
    return words


def page_of(rows: Rows, page: int, *, size: int = 0, reported: bool = True) -> tuple[list[PostComment], bool]:
    """The rows of one page with all they show, and whether more follow: keys by the index, then what they stand for.

    Where the counters say that there are `size` rows, the second half of a large list is counted from its end.
    """
    start = (page - 1) * ROWS
    if size > SEARCHED and start > size // 2:
        last = size - start
        ids = list(rows.reverse().values_list("pk", flat=True)[max(last - ROWS, 0) : max(last, 0)])[::-1]
        return in_full(ids, reported=reported), last > ROWS
    ids = list(rows.values_list("pk", flat=True)[start : start + ROWS + 1])
    return in_full(ids[:ROWS], reported=reported), len(ids) > ROWS


def in_full(ids: Sequence[int], *, reported: bool = True) -> list[PostComment]:
    """These rows, in this order, with all that the queue shows of one; ``answers`` is whom a reply answers."""
    history = Prefetch("events", ModerationEvent.objects.order_by("at", "pk"))
    reports = Prefetch(
        "reports", Report.objects.filter(answered=False).order_by("pk"), to_attr="open_reports"
    )
    above = Comment.objects.filter(pk=OuterRef("parent_id"), pk__lt=OuterRef("pk")).values("user_name")
    found = PostComment.objects.filter(pk__in=ids).select_related("post").annotate(answers=Subquery(above))
    found = found.prefetch_related(history, *([reports] if reported else []))
    by_id = {row.pk: row for row in found.defer("payload", "html", "post__html")}
    return [by_id[pk] for pk in ids if pk in by_id]
