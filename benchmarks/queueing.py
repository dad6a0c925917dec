"""The moderators' queue over a million of spam and a thousand that wait: each list, marking, emptying."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from benchmarks.measuring import leave, result, scratch
from benchmarks.statements import captured

SPAM, PENDING, POSTS = 1_000_000, 1_000, 200
LIMIT_MS, LIMIT_QUERIES, LIMIT_MARK_S = 150.0, 12, 1.0
LIMIT_ANSWER_S, LIMIT_EMPTY_S, LIMIT_LOCK_S = 0.3, 15.0, 1.0
MARKED, EMPTIED = 500, 100_000
TIMES = 5
QUEUE = "/admin/discussion/"
SERVER = "postgres://postgres@127.0.0.1:5432/"
DATABASES = ("SQLite", "PostgreSQL")
NAME = "crosstalk_bench_queueing"


def main(spam: int) -> None:
    """Both databases, one after the other, each in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.queueing", str(spam)]
    leave(*[subprocess.run([*command, name], check=False).returncode == 0 for name in DATABASES])


def measure(spam: int, name: str) -> None:
    print(f"{spam:,} of spam on {name}", flush=True)
    with scratch(), database(name):
        import django
        from django.conf import settings
        from django.core.management import call_command

        django.setup()
        settings.ALLOWED_HOSTS.append("testserver")
        call_command("migrate", verbosity=0)
        call_command("seed", posts=POSTS, spam=spam, pending=PENDING, verbosity=0)
        settle()
        met = [*pages(spam), *marking(), *emptying(min(EMPTIED, spam))]
    leave(*met)


@contextmanager
def database(name: str) -> Iterator[None]:
    """A database of its own on the server, gone afterwards; SQLite's goes with its folder."""
    if name != "PostgreSQL":
        yield
        return
    import psycopg

    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        raise SystemExit("No PostgreSQL answers at 127.0.0.1:5432 (Debian package: postgresql).") from None
    with server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME}")
        server.execute(f"CREATE DATABASE {NAME}")
        os.environ.update(DATABASE_URL=SERVER + NAME, SECRET_KEY="only-for-a-benchmark-" * 3)
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()
            server.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def settle() -> None:
    """What both databases do by themselves in a night: look how their rows lie."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def moderator() -> Any:
    from django.contrib.auth.models import Group, User
    from django.test import Client

    user, _ = User.objects.get_or_create(username="alice", is_staff=True)
    user.groups.add(Group.objects.get(name="Moderator"))
    client = Client()
    client.force_login(user)
    return client


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
    client = moderator()
    return [met for what, query in queries.items() for met in page(client, what, f"{QUEUE}?{query}")]


def page(client: Any, what: str, address: str) -> list[bool]:
    def get() -> None:
        if client.get(address).status_code != 200:
            raise SystemExit(f"{address} did not answer 200")

    get()
    spent = min(seconds(get) for _ in range(TIMES))  # what else a machine does only ever adds
    asked = len(captured(get))
    fine = result(what, 1000 * spent, LIMIT_MS, "ms", f"{asked} queries of {LIMIT_QUERIES}")
    return [fine, asked <= LIMIT_QUERIES]


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def marking() -> list[bool]:
    """Five hundred marked at once, and taken back at once."""
    from comments.models import ModerationBatch, PostComment

    client = moderator()
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

    client, user = moderator(), User.objects.get(username="alice")
    answered = seconds(lambda: client.post(QUEUE, {"action": "empty_spam"}))
    newest = PostComment.objects.aggregate(newest=Max("pk"))["newest"]
    steps, done = [time.perf_counter()], 0

    def told(erased: int) -> bool:
        nonlocal done
        done += erased
        steps.append(time.perf_counter())
        return done < n

    own.erase_all(user, newest, told)
    longest = max(after - before for before, after in pairwise(steps))
    return [
        result("the answer to Empty spam", answered, LIMIT_ANSWER_S, "s"),
        result(f"{done:,} rows erased", steps[-1] - steps[0], LIMIT_EMPTY_S, "s"),
        result("the longest of its transactions", longest, LIMIT_LOCK_S, "s"),
    ]


if __name__ == "__main__":
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SPAM
    if len(sys.argv) > 2:
        measure(size, sys.argv[2])
    else:
        main(size)
