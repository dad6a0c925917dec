"""What the two lists of pings hold: their filters, one page of rows, and the counts above them."""

from dataclasses import asdict, dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from trackbacks import protocols
from trackbacks.models import IncomingPing, OutgoingPing
from trackbacks.models.incoming import status_of

ROWS = 20
MAX_PAGE = 5_000  # further back somebody should filter instead of leafing
MAX_QUERY = 200  # characters of a search
SENT_STATES = ("queued", "retrying", "delivered", "no_endpoint", "refused", "failed", "cancelled")
LOOKS = ("gone", "changed", "unread")  # what the last look at a source may have found
STATUSES = ("queued", "pending", "approved", "spam", "trash", "refused", "withdrawn")


@dataclass(frozen=True)
class Filters:
    """What the address asks for; unknown words ask for nothing."""

    protocol: str = ""
    state: str = ""
    post: str = ""
    host: str = ""
    q: str = ""
    look: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict, states: tuple[str, ...]) -> Self:
        def text(name: str) -> str:
            return query.get(name, "").replace("\0", "").strip()[:MAX_QUERY]

        number = query.get("page", "1")
        page = int(number) if number.isascii() and number.isdecimal() and len(number) < 9 else 1
        return cls(
            protocol=text("protocol") if text("protocol") in protocols.names() else "",
            state=text("state") if text("state") in states else "",
            post=text("post"),
            host=text("host").lower(),
            q=text("q"),
            look=text("look") if text("look") in LOOKS else "",
            page=min(max(page, 1), MAX_PAGE),
        )

    def address(self, **changes: Any) -> str:
        """The query string of the same list with something changed, from its first page unless told otherwise."""
        wanted = {**asdict(self), "page": "", **changes}
        return "?" + urlencode({name: value for name, value in wanted.items() if value})

    @property
    def address_here(self) -> str:
        """The query string of this very page of the list."""
        return self.address(page=self.page if self.page > 1 else "")

    @property
    def are_set(self) -> bool:
        return any((self.protocol, self.state, self.post, self.host, self.q, self.look))


def sent(user: Any, filters: Filters) -> QuerySet[OutgoingPing]:
    """The pings that this user's posts sent, newest first, as far as the filters leave them."""
    rows = OutgoingPing.objects.seen_by(user)
    if filters.state:
        rows = rows.filter(state=filters.state)
    return _narrowed(rows, filters, ("target", "endpoint", "message")).select_related("post")


def received(user: Any, filters: Filters) -> QuerySet[IncomingPing]:
    """The pings that this user's posts received, newest first, as far as the filters leave them."""
    rows = IncomingPing.objects.seen_by(user)
    if filters.state:
        rows = rows.with_status(filters.state)
    if filters.look:
        rows = rows.filter(last_look=filters.look)
    words = ("source", "title", "blog_name", "comment__title", "comment__user_name")
    return _narrowed(rows, filters, words).select_related("post", "comment")


def _narrowed(rows: Any, filters: Filters, searched: tuple[str, ...]) -> Any:
    if filters.protocol:
        rows = rows.filter(protocol=filters.protocol)
    if filters.host:
        rows = rows.filter(host=filters.host)
    if filters.post:
        rows = rows.filter(_post_named(filters.post))
    if filters.q:
        words = Q()
        for name in (*searched, "post__title"):
            words |= Q(**{f"{name}__icontains": filters.q})
        rows = rows.filter(words)
    return rows.order_by("-created", "-pk")


def _post_named(words: str) -> Q:
    """A post by its number, or by words of its title."""
    if words.isascii() and words.isdecimal() and len(words) < 18:
        return Q(post_id=int(words))
    return Q(post__title__icontains=words)


def page_of(rows: QuerySet[Any], page: int) -> tuple[list[Any], bool]:
    """The rows of one page, and whether more follow; nothing is counted."""
    start = (page - 1) * ROWS
    found = list(rows.defer("post__html")[start : start + ROWS + 1])
    return found[:ROWS], len(found) > ROWS


Table = dict[str, dict[str, int]]


def sent_counts(user: Any) -> Table:
    """Protocol -> state -> how many were sent; "" where no protocol is known yet."""
    rows = OutgoingPing.objects.seen_by(user).order_by().values_list("protocol", "state")
    counts: Table = {}
    for protocol, state, n in rows.annotate(n=Count("pk")):
        counts.setdefault(protocol, {})[state] = n
    return counts


def received_counts(user: Any) -> Table:
    """Protocol -> status -> how many were received, by the rule of ``IncomingPing.status``."""
    rows = IncomingPing.objects.seen_by(user).order_by()
    facts = ("protocol", "state", "comment__status", "comment__verdict")
    counts: Table = {}
    for protocol, state, shown, verdict, n in rows.values_list(*facts).annotate(n=Count("pk")):
        status = status_of(state, shown, verdict)
        row = counts.setdefault(protocol, {})
        row[status] = row.get(status, 0) + n
    return counts
