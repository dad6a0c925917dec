"""Seeded comments, pings and spam: made or deleted, batch by batch, until there are exactly as many as asked for."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from blogsite.seeding.rows import SEEDED, Draft, erase, write
from blogsite.seeding.words import PEOPLE, pool
from comments.models import PostComment
from comments.models.queryset import PostCommentQuerySet

BATCH = 2000  # comments a transaction: others wait less than half a second for it
PAUSE_SECONDS = 0.02  # between two transactions, so that a writer who waits gets its turn
DEEPEST = 5
REPLY_SHARE = 0.6
PING_SHARE = 0.3  # of spam and of what is pending
YOUNGEST, OLDEST = timedelta(hours=2), timedelta(days=60)  # their personal data is not due to be erased
HOT_SPAN = timedelta(hours=20)  # what stands under the two named posts is younger than they are
SPAM_REASON = {"check": "words", "verdict": "spam", "score": 100, "reason": "seeded as spam"}
HOLD_REASON = {
    "check": "first_time",
    "verdict": "hold",
    "score": 0,
    "reason": "nothing by this author was approved before",
}
COMMENT = PostComment.Kind.COMMENT
PINGS = [PostComment.Kind.TRACKBACK, PostComment.Kind.PINGBACK, PostComment.Kind.WEBMENTION]


@dataclass(frozen=True)
class Plan:
    """What is to be there exactly ``n`` times: which rows count, and how a missing one is made."""

    rows: PostCommentQuerySet
    n: int
    posts: Sequence[int]
    status: str
    ping_share: float = 0.0
    span: timedelta = OLDEST


def shown(
    rows: PostCommentQuerySet, n: int, posts: Sequence[int], *, pings: bool = False, span: timedelta = OLDEST
) -> Plan:
    """A plan for approved ones: only comments, or only pings."""
    rows = rows.exclude(kind=COMMENT) if pings else rows.filter(kind=COMMENT)
    return Plan(rows.shown(), n, posts, PostComment.Status.APPROVED, float(pings), span)


def leave(plan: Plan, random: Random) -> Iterator[int]:
    """Delete what is too much, seeded ones first, or write what is missing; yields how many there are."""
    have = plan.rows.count()
    while have > plan.n:
        have -= _shorten(plan, min(BATCH, have - plan.n))
        yield have
    last = plan.n - have
    for start in range(0, last, BATCH):
        size = min(BATCH, last - start)
        write(_drafts(plan, have, size, random))
        have += size
        time.sleep(PAUSE_SECONDS)
        yield have


def _shorten(plan: Plan, n: int) -> int:
    """Replies go with their parents' batch or later: newest first, so that none hangs in the air."""
    seeded = plan.rows.filter(user_agent=SEEDED)
    rows = seeded if seeded.exists() else plan.rows
    ids = list(rows.order_by("-created", "-pk").values_list("pk", flat=True)[:n])
    erase(ids)
    return len(ids)


def _drafts(plan: Plan, first: int, n: int, random: Random) -> list[Draft]:
    """A batch in the order of time, from where the last one ended, so that indexes by time grow at their ends.

    Approved comments answer one another.
    """
    end, step = timezone.now() - YOUNGEST, plan.span / plan.n
    times = [end - step * (plan.n - first - number - random.random()) for number in range(n)]
    drafts: list[Draft] = []
    latest: dict[int, list[Draft]] = {}
    for number, at in enumerate(times, first):
        draft = _draft(plan, number, at, random)
        thread = latest.setdefault(draft.post, [])
        if plan.status == PostComment.Status.APPROVED and not draft.is_ping:
            draft.parent = _parent(thread, random)
            draft.depth = draft.parent.depth + 1 if draft.parent else 1
            thread[:] = [*thread[-7:], draft]
        drafts.append(draft)
    return drafts


def _parent(thread: list[Draft], random: Random) -> Draft | None:
    open_ones = [draft for draft in thread if draft.depth < DEEPEST]
    return random.choice(open_ones) if open_ones and random.random() < REPLY_SHARE else None


def _draft(plan: Plan, n: int, at: datetime, random: Random) -> Draft:
    kind = random.choice(PINGS) if random.random() < plan.ping_share else COMMENT
    is_spam = plan.status == PostComment.Status.SPAM
    texts = pool("spam" if is_spam else "comment" if kind == COMMENT else "ping")
    reasons = {PostComment.Status.SPAM: [SPAM_REASON], PostComment.Status.PENDING: [HOLD_REASON]}
    name = random.choice(PEOPLE)
    return Draft(
        post=plan.posts[random.randrange(len(plan.posts))],
        kind=kind.value,
        status=plan.status,
        created=at,
        text=texts[n % len(texts)],
        n=n + 1,
        name=name,
        address=f"203.0.113.{random.randrange(1, 255)}",
        host=f"{name.lower()}{random.randrange(200)}.example",
        reasons=list(reasons.get(PostComment.Status(plan.status), [])),
    )
