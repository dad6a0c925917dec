"""At most two exchanges at once per host, counted in the database."""

from datetime import timedelta

import pytest

from jobs import hosts, leases
from jobs.errors import HostBusy
from jobs.models import HostSlot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(hosts, "PATIENCE_SECONDS", 0)


def test_a_third_exchange_is_refused_until_one_ends():
    with hosts.host_slot("a.example"):
        with hosts.host_slot("A.example"):
            with pytest.raises(HostBusy) as busy, hosts.host_slot("a.example"):
                pass
            assert busy.value.host == "a.example"
        with hosts.host_slot("a.example"):
            pass
    assert HostSlot.objects.count() == 2


def test_another_host_has_slots_of_its_own():
    with hosts.host_slot("a.example"), hosts.host_slot("a.example"), hosts.host_slot("b.example"):
        assert set(HostSlot.objects.values_list("host", flat=True)) >= {"a.example", "b.example"}


def test_an_exchange_that_fails_gives_its_slot_back():
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), hosts.host_slot("a.example"):
            raise ZeroDivisionError


def test_a_slot_whose_holder_vanished_is_free_again_after_its_lease(clock):
    for _ in range(2):
        hosts._take("a.example")
    clock.shift(timedelta(seconds=29))
    with pytest.raises(HostBusy):
        hosts._take("a.example")
    clock.shift(timedelta(seconds=2))
    hosts._take("a.example")


def test_the_slots_of_a_killed_worker_are_freed_by_the_sweeper(monkeypatch):
    tokens = [hosts._take("a.example") for _ in range(2)]
    monkeypatch.setattr(leases, "is_dead", lambda token: token == tokens[0])
    hosts.free_dead_slots()
    hosts._take("a.example")
    with pytest.raises(HostBusy):
        hosts._take("a.example")
