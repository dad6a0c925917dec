"""Each limit of time by itself, made small enough to be waited for (PROMISES 1)."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from tests.hostile_server import PAGE, drip_tls, running, wait_until_closed
from trackbacks import fetch, guard, wire
from trackbacks.fetch import FetchError, TooSlow, Unreachable


def get(url):
    return fetch.get(url, agent="Test/1")


def took(action, *arguments):
    """(what was raised, after how many seconds)."""
    began = time.monotonic()
    try:
        action(*arguments)
    except FetchError as error:
        return error, time.monotonic() - began
    raise AssertionError("nothing was raised")


@pytest.fixture
def shut_door(no_slots, settings) -> Iterator[int]:
    """The port of a listener whose queue is full: nobody refuses a connection, and nobody takes it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        port = listener.getsockname()[1]
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({("127.0.0.1", port), ("shut.example", port)})
        yield port
        for one in waiting:
            one.close()


def test_a_name_has_its_own_limit_within_the_wall_clock(no_slots, monkeypatch):
    hung = threading.Event()
    monkeypatch.setattr(guard, "lookup", lambda host, port: hung.wait(3) and [])
    monkeypatch.setattr(guard, "DNS_SECONDS", 0.15)
    monkeypatch.setattr(fetch, "WALL_SECONDS", 1.5)
    error, seconds = took(get, "http://hung.example/")
    hung.set()
    assert isinstance(error, TooSlow) and seconds < 1


def test_a_door_that_stays_shut_ends_at_the_connect_limit(shut_door, monkeypatch):
    monkeypatch.setattr(wire, "CONNECT_SECONDS", 0.2)
    monkeypatch.setattr(fetch, "WALL_SECONDS", 1.5)
    error, seconds = took(get, f"http://127.0.0.1:{shut_door}/")
    assert isinstance(error, TooSlow) and error.temporary and 0.15 < seconds < 0.9


def test_all_addresses_of_a_host_share_the_connect_limit(shut_door, monkeypatch):
    monkeypatch.setattr(wire, "CONNECT_SECONDS", 0.2)
    monkeypatch.setattr(guard, "lookup", lambda host, port: ["127.0.0.1"] * 8)
    error, seconds = took(get, f"http://shut.example:{shut_door}/")
    assert isinstance(error, TooSlow) and seconds < 0.9


@pytest.fixture
def tls_server(no_slots, settings, request) -> Iterator[str]:
    with running(opening=request.param) as server:
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({server.pair})
        yield server.url().replace("http:", "https:")


@pytest.mark.parametrize("tls_server", [wait_until_closed], indirect=True)
def test_a_silent_handshake_ends_at_the_idle_limit(tls_server, monkeypatch):
    monkeypatch.setattr(wire, "IDLE_SECONDS", 0.15)
    monkeypatch.setattr(fetch, "WALL_SECONDS", 1.5)
    error, seconds = took(get, tls_server)
    assert isinstance(error, (TooSlow, Unreachable)) and seconds < 1


@pytest.mark.parametrize("tls_server", [drip_tls], indirect=True)
def test_a_handshake_that_drips_ends_at_the_wall_clock(tls_server, monkeypatch):
    monkeypatch.setattr(fetch, "WALL_SECONDS", 0.4)
    error, seconds = took(get, tls_server)
    assert isinstance(error, TooSlow) and 0.3 < seconds < 1.2


def test_a_page_that_the_watchdog_cut_off_is_no_page(hostile, monkeypatch):
    """A shut socket reads like the end of an answer that names no length."""
    monkeypatch.setattr(fetch, "WALL_SECONDS", 0.3)
    page = None
    try:
        page = get(hostile.url("/endless-drip"))
    except TooSlow:
        pass
    assert page is None


def test_a_redirect_whose_body_has_no_end_costs_no_time(hostile, monkeypatch):
    monkeypatch.setattr(fetch, "WALL_SECONDS", 0.6)
    body = None
    try:
        body = get(hostile.url("/endless-redirect")).body
    except TooSlow:
        pass
    assert body == PAGE


def test_an_exchange_waits_where_too_many_are_under_way(hostile, monkeypatch):
    room = threading.BoundedSemaphore(1)
    monkeypatch.setattr(fetch, "_room", room)
    with room:
        waiting = threading.Thread(target=get, args=(hostile.url(),))
        waiting.start()
        waiting.join(0.2)
        assert hostile.connections == 0
    waiting.join(5)
    assert hostile.connections == 1
