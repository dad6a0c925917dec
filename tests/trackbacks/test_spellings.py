"""No redirect or URL reaches loopback, however it is spelt, and no bad answer is more than a named failure."""

import socket

import pytest

from tests import hostile_world
from tests.hostile_server import canaries
from trackbacks import fetch, guard
from trackbacks.errors import FetchError, Forbidden

FORM = "application/x-www-form-urlencoded"


def without_dns(host, port):
    """The system's resolver for all that it knows by itself, which is every number and localhost."""
    flags = 0 if host.rstrip(".").lower() == "localhost" else socket.AI_NUMERICHOST
    return [answer[4][0] for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags)]


@pytest.fixture
def aviary(monkeypatch):
    """Canaries on many ports and addresses, whose ports the guard would allow: the address alone must stop it."""
    with canaries() as birds:
        monkeypatch.setattr(guard, "lookup", without_dns)
        monkeypatch.setattr(guard, "PORTS", guard.PORTS | {bird.port for bird in birds})
        yield birds


def outcome(action, *arguments, **named):
    """The page's status, or the name of what was raised; anything but a FetchError passes through."""
    try:
        return action(*arguments, agent="Test/1", **named).status
    except FetchError as error:
        return type(error).__name__


def test_a_canary_can_be_touched(no_slots, aviary, settings):
    """Else the tests below would prove nothing: each bird is reachable by the very same fetch, if it is allowed."""
    for bird in aviary:
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({bird.pair})
        assert outcome(fetch.get, bird.url()) == 200
    assert [bird.connections for bird in aviary] == [1] * len(aviary)
    assert {"127.0.0.1", "127.0.0.2"} <= {bird.address for bird in aviary}


def test_no_spelling_of_an_address_touches_a_canary(no_slots, aviary):
    for bird in aviary:
        for url in hostile_world.spellings(bird.port):
            assert outcome(fetch.get, url) in ("Forbidden", "Unreachable"), url
            assert outcome(fetch.post, url, b"", content_type=FORM) in ("Forbidden", "Unreachable"), url
    assert [bird.connections for bird in aviary] == [0] * len(aviary)


def test_no_redirect_touches_a_canary(hostile, aviary):
    for path in hostile_world.redirects(*{bird.port for bird in aviary}):
        assert outcome(fetch.get, hostile.url(path)) in ("Forbidden", "Unreachable", 404), path
    assert [bird.connections for bird in aviary] == [0] * len(aviary)


@pytest.mark.parametrize("host", hostile_world.ELSEWHERE)
def test_no_private_address_is_called(no_slots, host):
    with pytest.raises(Forbidden):
        fetch.get(f"http://{host}/", agent="Test/1")


@pytest.mark.parametrize("path", hostile_world.BROKEN + hostile_world.LIES)
def test_a_broken_or_lying_answer_is_a_page_or_a_named_failure(hostile, path, monkeypatch):
    monkeypatch.setattr(fetch, "WALL_SECONDS", 2.0)
    assert isinstance(outcome(fetch.get, hostile.url(path)), int | str)
    assert isinstance(outcome(fetch.post, hostile.url(path), b"", content_type=FORM), int | str)
