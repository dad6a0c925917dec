"""What the admin's first page says: how much there is, what waits, what was said, told and heard lately."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Value
from django.http import HttpRequest
from django.utils import timezone

from blogsite import checkup
from comments import akismet_account
from comments.models import PostComment
from comments.queue import listing
from comments.queue.views import last_press
from posts.models import Post
from posts.models.post_query import PostQuerySet
from trackbacks.ledger.answer import bookmarklet
from trackbacks.models import IncomingPing, OutgoingPing
from trackbacks.models.incoming import status_of
from trackbacks.words import sent_words, status_words

RECENT = 5  # rows of each list
# Of each list of posts: its states, and what comes first.
LISTS = {
    "upcoming": (("scheduled",), ("published_at", "pk")),
    "drafts": (("draft", "review"), ("-updated", "-pk")),
    "published": (("published",), ("-published_at", "-pk")),
}
SHOWN = ("pk", "title", "state", "published_at", "updated", "comment_count", "ping_count")
TALK = ("pending", "approved")  # spam and trash are seen in the queue


def glance(request: HttpRequest) -> dict[str, Any]:
    """Everything on the page, of what this user may see; a dozen queries."""
    user: Any = request.user
    posts = Post.objects.editable_by(user).order_by()
    counts = dict.fromkeys(Post.State.values, 0) | dict(posts.values_list("state").annotate(n=Count("pk")))
    said = talk(user)
    return {
        "warnings": checkup.warnings() if user.is_superuser else [],
        "akismet_warnings": akismet_account.warnings() if user.is_superuser else [],
        "undo": last_press(request),
        "counts": counts,
        "is_new": user.has_perm("posts.add_post") and not any(counts.values()),
        "waiting": waiting(user),
        "shown": listing.total(listing.counts(user), "approved", ()),
        "talk": said,
        "waits": any(row.status == "pending" for row in said),
        "bookmarklet": bookmarklet() if user.has_perm("posts.add_post") else "",
        **recent(posts),
        **pings_today(user),
    }


def waiting(user: Any) -> int:
    """How many items wait for this moderator, as the queue's own tab says."""
    return max(0, listing.total(listing.counts(user), "pending", ()))


def recent(posts: PostQuerySet) -> dict[str, list[dict[str, Any]]]:
    """The first rows of each list of posts, by one query."""
    first, *others = (
        posts.filter(pk__in=posts.filter(state__in=states).order_by(*order).values("pk")[:RECENT])
        for states, order in LISTS.values()
    )
    rows = list(first.values(*SHOWN).union(*(some.values(*SHOWN) for some in others)))
    return {name: _in_order(rows, *wanted) for name, wanted in LISTS.items()}


def _in_order(
    rows: list[dict[str, Any]], states: tuple[str, ...], order: tuple[str, str]
) -> list[dict[str, Any]]:
    by = order[0].removeprefix("-")
    found = [row for row in rows if row["state"] in states]
    return sorted(found, key=lambda row: (row[by], row["pk"]), reverse=order[0].startswith("-"))


def talk(user: Any) -> list[PostComment]:
    """The newest comments and pings that wait, and that are shown."""
    rows = listing.newest(PostComment.objects.moderated_by(user), RECENT, TALK)
    return list(rows.select_related("post").defer("payload", "html", "post__html"))


def pings_today(user: Any) -> dict[str, list[tuple[str, str, int]]]:
    """`sent` and `received` in the last day: (state, in words, how many), by one query."""
    today, nothing = timezone.now() - timedelta(days=1), Value("")
    sent = OutgoingPing.objects.seen_by(user).annotate(way=Value("sent"), fate=nothing, verdict=nothing)
    received = IncomingPing.objects.seen_by(user).annotate(
        way=Value("received"), fate=F("comment__status"), verdict=F("comment__verdict")
    )
    facts = ("way", "state", "fate", "verdict")
    one, two = (
        some.filter(created__gte=today).order_by().values_list(*facts).annotate(n=Count("pk"))
        for some in (sent, received)
    )
    table: dict[str, dict[str, int]] = {"sent": {}, "received": {}}
    for way, state, fate, verdict, n in one.union(two, all=True):
        name = state if way == "sent" else status_of(state, fate, verdict)
        table[way][name] = table[way].get(name, 0) + n
    words = {"sent": sent_words, "received": status_words}
    return {
        way: [
            (name, words[way](name), n) for name, n in sorted(row.items(), key=lambda one: (-one[1], one[0]))
        ]
        for way, row in table.items()
    }
