"""The moderators' queue and the first page over a million of spam and a thousand that wait; marking, emptying."""

import time
from itertools import pairwise

from benchmarks.admin_pages import on_both, page, seconds, seeded, signed_in
from benchmarks.measuring import leave, result

SPAM, PENDING, POSTS = 1_000_000, 1_000, 200
LIMIT_MARK_S, LIMIT_ANSWER_S, LIMIT_EMPTY_S, LIMIT_LOCK_S = 1.0, 0.3, 15.0, 1.0
MARKED, EMPTIED = 500, 100_000
QUEUE = "/admin/discussion/"


def measure(spam: int, database: str) -> None:
    print(f"{spam:,} of spam on {database}", flush=True)
    with seeded(database, "queueing", posts=POSTS, spam=spam, pending=PENDING):
        met = [*pages(spam), *statistics(), *marking(), *emptying(min(EMPTIED, spam))]
    leave(*met)


def pages(spam: int) -> list[bool]:
    """Milliseconds and queries of each kind of list."""
    from comments.models import PostComment

    some = PostComment.objects.filter(status="spam").exclude(from_host="").order_by("-created")[spam // 10]
    deep, day = spam // 20 - 2, f"{some.created:%Y-%m-%d}"
    tabs = ("", "pending", "approved", "spam", "trash")
    queries = {f"the tab {status or 'all'}": f"status={status}" for status in tabs}
    queries |= {
        "a deep page of spam": f"status=spam&page={deep}",
        "a deep page of all": f"page={deep}",
        "the page in the middle of spam": f"status=spam&page={deep // 2}",
        "the page in the middle of all": f"page={deep // 2}",
        "page 400 of pings of all": "kind=ping&page=400",
        "the last page of pending": f"status=pending&page={PENDING // 20}",
        "a search for a common word": "status=spam&q=online",
        "a search for a rare word": "q=nowhereatall",
        "a search for a source": f"status=spam&q={some.source_url}",
        "one site": f"status=spam&host={some.from_host}",
        "one site in all tabs": f"host={some.from_host}",
        "one address": f"status=spam&address={some.address}",
        "one range": f"address={some.network}",
        "one post": f"status=spam&post={some.post_id}",
        "one post in all tabs": f"post={some.post_id}",
        "one day": f"status=spam&since={day}&until={day}",
        "a verdict": "status=spam&verdict=spam",
        "a rare verdict": "status=spam&verdict=unavailable",
        "a rare verdict in all tabs": "verdict=discard",
        "site, kind and day": f"status=spam&host={some.from_host}&kind=ping&until={day}",
        "without campaigns": "status=pending&apart=1",
    }
    client = signed_in("Moderator")
    met = [one for what, query in queries.items() for one in page(client, what, f"{QUEUE}?{query}")]
    return met + first_pages()


def first_pages() -> list[bool]:
    """The admin's first page, by role; under an author's posts stands a third of everything."""
    from django.contrib.auth.models import User

    from posts.models import Author

    clients = {role: signed_in(role, role.lower()) for role in ("Author", "Editor", "Moderator")}
    Author.objects.filter(slug="seeded-alice").update(user=User.objects.get(username="author"))
    return [
        one
        for role, client in clients.items()
        for one in page(client, f"the first page, {role.lower()}", "/admin/")
    ]


def statistics() -> list[bool]:
    """The Statistics page over what was seeded, and over a year in which every check spoke each day."""
    from datetime import timedelta

    from django.utils import timezone

    from comments.models import DayCount

    today, names = timezone.localdate(), [f"check-{n}" for n in range(25)]
    whats = ("decider", "spam", "fine")
    for ago in range(366):
        day = today - timedelta(days=ago)
        DayCount.add({(day, what, name): 1 for what in whats for name in names})
    client, address = signed_in("Moderator"), "/admin/statistics/"
    return [
        *page(client, "statistics of 30 days", address),
        *page(client, "statistics of 12 months", f"{address}?span=months"),
    ]


def marking() -> list[bool]:
    """Five hundred marked at once, and taken back at once."""
    from comments.models import ModerationBatch, PostComment

    client = signed_in("Moderator")
    ids = list(PostComment.objects.in_queue("pending").values_list("pk", flat=True)[:MARKED])
    mark = seconds(lambda: client.post(QUEUE, {"action": "spam", "ids": ids}))
    batch = ModerationBatch.objects.get()
    undo = seconds(lambda: client.post(QUEUE, {"action": "undo", "batch": batch.pk}))
    if batch.n != MARKED:
        raise SystemExit(f"{batch.n} of {MARKED} were marked")
    return [
        result(f"{MARKED} marked as spam", mark, LIMIT_MARK_S, "s"),
        result(f"{MARKED} put back", undo, LIMIT_MARK_S, "s"),
    ]


def emptying(n: int) -> list[bool]:
    """The answer to Empty spam, then so many rows, and the longest transaction among them."""
    from django.contrib.auth.models import User
    from django.db.models import Max

    from comments.models import PostComment
    from comments.queue import emptying as own

    client, user = signed_in("Moderator"), User.objects.get(username="alice")
    answered = seconds(lambda: client.post(QUEUE, {"action": "empty_spam"}))
    newest = PostComment.objects.aggregate(newest=Max("pk"))["newest"]
    steps, done = [time.perf_counter()], 0

    for erased in own.steps(user, newest):
        done += erased
        steps.append(time.perf_counter())
        if done >= n:
            break
    longest = max(after - before for before, after in pairwise(steps))
    return [
        result("the answer to Empty spam", answered, LIMIT_ANSWER_S, "s"),
        result(f"{done:,} rows erased", steps[-1] - steps[0], LIMIT_EMPTY_S, "s"),
        result("the longest of its transactions", longest, LIMIT_LOCK_S, "s"),
    ]


if __name__ == "__main__":
    on_both("queueing", SPAM, measure)
