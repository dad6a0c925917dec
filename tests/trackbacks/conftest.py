"""What tests of fetching stand on: a hostile server that the guard lets through, and no rows for host slots."""

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from tests.hostile_server import HostileServer, running
from tests.neighbour import Neighbour
from trackbacks import fetch


@pytest.fixture
def no_slots(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Host slots without a database; the hosts that were asked for."""
    hosts: list[str] = []

    def host_slot(host: str) -> nullcontext:
        hosts.append(host)
        return nullcontext()

    monkeypatch.setattr(fetch, "host_slot", host_slot)
    return hosts


@pytest.fixture
def hostile(no_slots: list[str], settings) -> Iterator[HostileServer]:
    """A hostile server on loopback, named in the allow list."""
    with running() as server:
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({server.pair})
        yield server


@pytest.fixture
def canary() -> Iterator[HostileServer]:
    """A server on loopback that nobody may connect to."""
    with running() as server:
        yield server
        assert server.connections == 0


@pytest.fixture
def bob(settings) -> Iterator[Neighbour]:
    """Bob's blog, on a port of its own, which the guard lets through by name."""
    with Neighbour() as blog:
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({*settings.PINGS_ALLOWED_PRIVATE_HOSTS, blog.pair})
        yield blog


@pytest.fixture
def charlie(settings) -> Iterator[Neighbour]:
    """Charlie's blog, on another port."""
    with Neighbour() as blog:
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({*settings.PINGS_ALLOWED_PRIVATE_HOSTS, blog.pair})
        yield blog
