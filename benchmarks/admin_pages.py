"""What benchmarks of the admin share: both databases, seeded and settled, and a page's milliseconds and queries."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.measuring import leave, result, scratch
from benchmarks.statements import captured

LIMIT_MS, LIMIT_QUERIES = 150.0, 12
TIMES = 5
SERVER = "postgres://postgres@127.0.0.1:5432/"
DATABASES = ("SQLite", "PostgreSQL")


def on_both(benchmark: str, usual: int, measure: Callable[[int, str], None]) -> None:
    """The command line of a benchmark: both databases one after the other, each in a process of its own.

    The first word is how much is seeded; the second, which the processes are given, is the database.
    """
    size = int(sys.argv[1]) if len(sys.argv) > 1 else usual
    if len(sys.argv) > 2:
        measure(size, sys.argv[2])
    command = [sys.executable, "-m", f"benchmarks.{benchmark}", str(size)]
    leave(*[subprocess.run([*command, name], check=False).returncode == 0 for name in DATABASES])


@contextmanager
def seeded(database: str, benchmark: str, **amounts: int) -> Iterator[None]:
    """A blog in this process that holds what `seed` makes of these amounts."""
    with scratch(), _database(database, f"crosstalk_bench_{benchmark}"):
        import django
        from django.conf import settings
        from django.core.management import call_command

        django.setup()
        settings.ALLOWED_HOSTS.append("testserver")
        call_command("migrate", verbosity=0)
        call_command("seed", verbosity=0, **amounts)
        settle()
        yield


@contextmanager
def _database(kind: str, name: str) -> Iterator[None]:
    """One of its own on the server, gone afterwards; SQLite's goes with its folder."""
    if kind != "PostgreSQL":
        yield
        return
    import psycopg

    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        raise SystemExit("No PostgreSQL answers at 127.0.0.1:5432 (Debian package: postgresql).") from None
    with server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        os.environ.update(DATABASE_URL=SERVER + name, SECRET_KEY="only-for-a-benchmark-" * 3)
        try:
            yield
        finally:
            from django.db import connections

            connections.close_all()
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def settle() -> None:
    """What both databases do by themselves in a night: look how their rows lie."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def signed_in(role: str, name: str = "alice") -> Any:
    """The client of somebody who has this role."""
    from django.contrib.auth.models import Group, User
    from django.test import Client

    user, _ = User.objects.get_or_create(username=name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def page(client: Any, what: str, address: str, queries: int = LIMIT_QUERIES) -> list[bool]:
    """Whether a page is quick enough, and whether it asks little enough."""

    def get() -> None:
        if client.get(address).status_code != 200:
            raise SystemExit(f"{address} did not answer 200")

    get()
    spent = min(seconds(get) for _ in range(TIMES))  # what else a machine does only ever adds
    asked = len(captured(get))
    quick = result(what, 1000 * spent, LIMIT_MS, "ms", f"{asked} queries")
    return [quick, asked <= queries or result(what, asked, queries, "queries")]


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
