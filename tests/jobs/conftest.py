"""Chores stand in for every kind of job: their handlers are made by the test."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from jobs import chores, outbox
from jobs.models import Chore


@pytest.fixture
def handler(monkeypatch) -> Callable[[Callable[[str], None]], None]:
    """Register what the chore "test" does, for one test."""

    def register(function):
        monkeypatch.setitem(chores._handlers, "test", function)

    return register


@pytest.fixture
def chore(db, handler) -> Chore:
    """One chore that is due and whose work succeeds."""
    handler(lambda object_id: None)
    return Chore.request("test", "1")


@pytest.fixture(autouse=True)
def sent(monkeypatch) -> list[tuple[str, list]]:
    """The messages that a working broker took, in place of a broker."""
    messages: list[tuple[str, list]] = []
    from jobs.tasks import work

    monkeypatch.setattr(outbox, "_silent_until", 0.0)
    monkeypatch.setattr(work, "apply_async", lambda args, **options: messages.append(args))
    return messages


@pytest.fixture
def clock(time_machine):
    """The time, which the test shifts; a server's cannot be."""
    if connection.vendor != "sqlite":
        pytest.skip("leases go by the server's own clock")
    time_machine.move_to(timezone.now())
    return time_machine
