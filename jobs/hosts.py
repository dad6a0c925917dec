"""At most two exchanges at once per host, over all machines: a slot is a row that is claimed like a job."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from jobs import clock, leases
from jobs.errors import HostBusy
from jobs.models import HostSlot

SLOTS = 2  # PROMISES 5
# An exchange takes 15 s at most (PROMISES 1); a slot whose holder vanished is free again after twice that.
LEASE_SECONDS = 30
# Waiting longer would hold a worker's thread; the job is given back instead.
PATIENCE_SECONDS = 0.3
PAUSE_SECONDS = 0.05


@contextmanager
def host_slot(host: str) -> Iterator[None]:
    """Hold one of the slots of ``host`` (a name or an address, without the port) around one exchange.

    Raises:
        HostBusy: every slot stayed taken for 0.3 s.
    """
    token = _take(host.lower()[:255])
    try:
        yield
    finally:
        HostSlot.objects.filter(token=token).update(token="", lease_until=clock.expression())


def free_dead_slots() -> None:
    """Free the slots of workers that are provably gone."""
    taken = HostSlot.objects.exclude(token="").filter(lease_until__gt=clock.expression())
    for token in taken.values_list("token", flat=True):
        if leases.is_dead(token):
            HostSlot.objects.filter(token=token).update(token="", lease_until=clock.expression())


def _take(host: str) -> str:
    token = leases.new_token()
    end = time.monotonic() + PATIENCE_SECONDS
    while not any(_claim(host, n, token) for n in range(SLOTS)):
        if not HostSlot.objects.filter(host=host).exists():
            _make_rows(host)
        elif time.monotonic() >= end:
            raise HostBusy(host)
        else:
            time.sleep(PAUSE_SECONDS)
    return token


def _claim(host: str, n: int, token: str) -> bool:
    free = HostSlot.objects.filter(host=host, n=n, lease_until__lt=clock.expression())
    until = clock.expression() + timedelta(seconds=LEASE_SECONDS)
    return bool(free.update(token=token, lease_until=until))


def _make_rows(host: str) -> None:
    past = clock.now() - timedelta(seconds=1)
    rows = [HostSlot(host=host, n=n, lease_until=past) for n in range(SLOTS)]
    HostSlot.objects.bulk_create(rows, ignore_conflicts=True)
