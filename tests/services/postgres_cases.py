"""What only a server can show of jobs; run by test_jobs_postgres.py, with PostgreSQL as the default database."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from jobs import clock, hosts
from jobs.errors import HostBusy
from jobs.models import Chore, HostSlot

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 12


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    from jobs.tasks import work

    monkeypatch.setattr(work, "apply_async", lambda *args, **options: None)


def at_once(function):
    """The answers of many threads that begin together."""
    gate = threading.Barrier(THREADS)

    def call(_number):
        try:
            gate.wait()
            return function()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(call, range(THREADS)))


def test_this_is_postgresql():
    assert connection.vendor == "postgresql"


def test_of_many_that_claim_at_once_one_has_the_job():
    pk = Chore.request("test", 1).pk
    assert at_once(lambda: Chore.objects.get(pk=pk).claim()).count(True) == 1


def test_many_who_ask_at_once_are_one_row():
    at_once(lambda: Chore.request("test", 1))
    assert Chore.objects.get().generation == THREADS - 1


def test_many_exchanges_at_once_with_a_new_host_get_two_slots(monkeypatch):
    monkeypatch.setattr(hosts, "PATIENCE_SECONDS", 0)

    def take():
        try:
            return bool(hosts._take("a.example"))
        except HostBusy:
            return False

    assert at_once(take).count(True) == 2
    assert HostSlot.objects.count() == 2


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_machine_whose_clock_is_an_hour_off_takes_nobody_s_lease(time_machine, hours):
    chore = Chore.request("test", 1)
    assert Chore.objects.get(pk=chore.pk).claim()
    hosts._take("a.example")
    time_machine.move_to(timezone.now() + timedelta(hours=hours))
    assert not Chore.objects.get(pk=chore.pk).claim()
    assert not hosts._claim("a.example", 0, "other")


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_lease_taken_by_a_clock_that_is_off_ends_when_it_should(time_machine, hours):
    chore = Chore.request("test", 1)
    true = clock.now()
    time_machine.move_to(timezone.now() + timedelta(hours=hours))
    assert chore.claim()
    assert timedelta(seconds=110) < chore.lease_until - true < timedelta(seconds=130)


def test_a_row_written_by_a_clock_a_second_ahead_is_done_at_once():
    chore = Chore.objects.create(kind="test", object_id="1", due_at=timezone.now() + timedelta(seconds=1))
    assert chore.claim()


def test_the_due_rows_are_found_by_their_index():
    now = timezone.now()
    Chore.objects.bulk_create(Chore(kind="done", object_id=str(n), state="done") for n in range(5000))
    Chore.objects.bulk_create(Chore(kind="due", object_id=str(n), due_at=now) for n in range(5))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE jobs_chore")
    waiting = Chore.objects.filter(clock.is_due(), clock.is_free()).order_by("due_at")
    assert "jobs_chore_due" in waiting.explain()
