"""What the queue lists: its filters, one page of rows, the counts on its tabs; no cost grows with the table."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Count, Prefetch, Q, QuerySet, Value
from django.http import QueryDict
from django_comments.models import Comment

from comments.models import ModerationEvent, PostComment, Report, StatusCount

ROWS = 20
MAX_PAGE = 50_000  # a million rows; beyond it an offset means nothing
MAX_QUERY = 200  # characters of a search
# A search reads texts; of a larger tab only the newest are read, so that no search takes longer than a blink.
SEARCHED = 20_000
PINGS = tuple(kind for kind in PostComment.Kind.values if kind != PostComment.Kind.COMMENT)
STATUSES = tuple(PostComment.Status.values)
REPORTED = "reported"  # no status: what readers have reported, whatever else it is
KINDS = ("comment", "ping", *PINGS)
User = AbstractUser | AnonymousUser
Rows = QuerySet[PostComment]


@dataclass(frozen=True)
class Filters:
    """What the address asks for; unknown words ask for nothing."""

    status: str = ""
    kind: str = ""
    q: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        number = query.get("page", "1")
        page = int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else 1
        return cls(
            status=query.get("status", "") if query.get("status") in (*STATUSES, REPORTED) else "",
            kind=query.get("kind", "") if query.get("kind") in KINDS else "",
            q=query.get("q", "").replace("\0", "").strip()[:MAX_QUERY],
            page=min(max(page, 1), MAX_PAGE),
        )

    def address(self, **changes: Any) -> str:
        """The query string of the same list with something changed, from its first page unless told otherwise."""
        wanted = {"status": self.status, "kind": self.kind, "q": self.q, "page": "", **changes}
        return "?" + urlencode({name: value for name, value in wanted.items() if value})

    @property
    def kinds(self) -> tuple[str, ...]:
        if self.kind == "ping":
            return PINGS
        return (self.kind,) if self.kind else ()


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
    table: dict[str, dict[str, int]] = {status: {} for status in STATUSES}
    if user.has_perm("comments.moderate_all"):
        rows = [(row.status, row.kind, row.n) for row in StatusCount.objects.all()]
    else:
        mine = PostComment.objects.moderated_by(user).order_by().values_list("status", "kind")
        rows = list(mine.annotate(n=Count("pk")))
    for status, kind, n in rows:
        table.setdefault(status, {})[kind] = n
    table[REPORTED] = {}
    for what, kind, n in _looked_for(user):
        if what == REPORTED:
            table[REPORTED][kind] = n
        else:
            table["pending"][kind] = table["pending"].get(kind, 0) - n
    return table


def _looked_for(user: User) -> Iterable[tuple[str, str, int]]:
    """What no counter holds, in one query: what is being checked and what readers have reported, by kind."""
    rows = PostComment.objects.moderated_by(user).order_by()
    fresh, reported = (
        found.values_list(Value(name), "kind").annotate(n=Count("pk"))
        for name, found in (("fresh", rows.being_checked()), (REPORTED, rows.reported()))
    )
    return fresh.union(reported, all=True)


def total(table: dict[str, dict[str, int]], status: str, kinds: tuple[str, ...]) -> int:
    """How many rows a tab holds, from the counters."""
    tabs = (status,) if status else STATUSES
    return sum(n for tab in tabs for kind, n in table[tab].items() if not kinds or kind in kinds)


def chosen(user: User, filters: Filters, size: int) -> Rows:
    """Every row that the filters leave, newest first; `size` is how many there are without the search."""
    rows = PostComment.objects.moderated_by(user)
    if filters.kinds:
        rows = rows.filter(kind__in=filters.kinds)
    if filters.status == REPORTED:
        rows = rows.reported().order_by("-created", "-pk")
        return rows.filter(holds(filters.q)) if filters.q else rows
    if filters.q:
        return searched(rows, filters, size)
    if filters.status:
        return rows.in_queue(filters.status)
    return newest(rows, filters.page * ROWS + 1) if size > SEARCHED else rows.order_by("-created", "-pk")


def newest(rows: Rows, n: int, status: str = "") -> Rows:
    """The newest `n` of one status or of each, newest first: read from the index that begins with the status."""
    parts = Q()
    for name in (status,) if status else STATUSES:
        parts |= Q(pk__in=rows.filter(status=name).order_by("-created", "-pk").values("pk")[:n])
    return PostComment.objects.filter(parts).order_by("-created", "-pk")


def searched(rows: Any, filters: Filters, size: int) -> Rows:
    """Rows that hold the words: a full URL in the source, anything else in names, texts and addresses."""
    found = rows.in_queue(filters.status) if filters.status else rows.order_by("-created", "-pk")
    hosts = hosts_in(filters.q)
    if hosts and size > SEARCHED:
        return found.filter(status__in=STATUSES, source_host__in=hosts, source_url__icontains=filters.q)
    if size > SEARCHED:
        # Not asked for its status once more: the planner would then walk the whole tab instead of these keys.
        keys = newest(rows, SEARCHED, filters.status).order_by().values("pk")
        found = PostComment.objects.filter(pk__in=keys).order_by("-created", "-pk")
    return found.filter(holds(filters.q))


def holds(q: str) -> Q:
    """Whether the words stand in a name, a text or an address."""
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


def hosts_in(q: str) -> list[str]:
    """The host that a full URL names, as it may be stored: with its port and without."""
    if not q.startswith(("http://", "https://")):
        return []
    try:
        parts = urlsplit(q)
        return list({parts.netloc.lower(), (parts.hostname or "").lower()} - {""})
    except ValueError:
        return []


def page_of(rows: Rows, page: int) -> tuple[list[PostComment], bool]:
    """The rows of one page with all they show, and whether more follow: keys by the index, then what they stand for."""
    start = (page - 1) * ROWS
    ids = list(rows.values_list("pk", flat=True)[start : start + ROWS + 1])
    history = Prefetch("events", ModerationEvent.objects.order_by("at", "pk"))
    reports = Prefetch(
        "reports", Report.objects.filter(answered=False).order_by("pk"), to_attr="open_reports"
    )
    found = PostComment.objects.filter(pk__in=ids[:ROWS]).select_related("post")
    found = found.prefetch_related(history, reports)
    by_id = {row.pk: row for row in found.defer("payload", "html", "post__html")}
    shown = [by_id[pk] for pk in ids[:ROWS] if pk in by_id]
    name_parents(shown)
    return shown, len(ids) > ROWS


def name_parents(rows: list[PostComment]) -> None:
    """Give each reply the name of whom it answers, as ``answers``; one query for all."""
    parents = {row.parent_id for row in rows if row.depth > 1 and row.parent_id}
    names = dict(Comment.objects.filter(pk__in=parents).values_list("pk", "user_name")) if parents else {}
    for row in rows:
        row.answers = names.get(row.parent_id, "") if row.depth > 1 else ""
