"""Names that lead elsewhere the second time: each hop is resolved, checked and connected to anew (PROMISES 4)."""

import socket

import pytest

from tests.hostile_server import PAGE
from trackbacks import fetch, guard, wire
from trackbacks.errors import Forbidden

PUBLIC, PRIVATE = "93.184.216.34", "127.0.0.1"


@pytest.fixture
def internet(hostile, settings, monkeypatch):
    """A resolver whose answers a test writes, and wires that all end at the hostile server; who was called."""

    class Internet:
        answers: dict[str, list[list[str]]] = {}
        asked: list[str] = []
        called: list[tuple[str, int]] = []

    net = Internet()
    net.answers, net.asked, net.called = {}, [], []
    connect = socket.create_connection

    def lookup(host, port):
        net.asked.append(host)
        left = net.answers[host]
        return left.pop(0) if len(left) > 1 else left[0]

    def create_connection(address, timeout):
        net.called.append(address)
        return connect(("127.0.0.1", hostile.port), timeout)

    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset()
    monkeypatch.setattr(guard, "lookup", lookup)
    monkeypatch.setattr(wire.socket, "create_connection", create_connection)
    return net


def get(path, host="rebind.example"):
    return fetch.get(f"http://{host}{path}", agent="Test/1")


def test_a_public_name_is_called_at_the_address_that_was_checked(internet, hostile):
    internet.answers["rebind.example"] = [[PUBLIC], [PRIVATE]]
    assert get("/").body == PAGE
    assert (internet.asked, internet.called) == (["rebind.example"], [(PUBLIC, 80)])
    assert hostile.asked[0].headers["host"] == "rebind.example"


def test_each_hop_resolves_and_checks_anew(internet, hostile):
    """The first answer is public, the one for the redirect is not."""
    internet.answers["rebind.example"] = [[PUBLIC], [PRIVATE]]
    with pytest.raises(Forbidden, match="not a public one"):
        get("/hops?n=1")
    assert internet.called == [(PUBLIC, 80)] and len(hostile.asked) == 1


MIXED = [[PUBLIC, PRIVATE], [PRIVATE, PUBLIC], ["2606:4700::1111", "::1"], [PUBLIC] * 9 + ["0.0.0.0"]]


@pytest.mark.parametrize("answer", MIXED)
def test_of_mixed_answers_none_is_called(internet, answer):
    internet.answers["mixed.example"] = [answer]
    with pytest.raises(Forbidden):
        get("/", "mixed.example")
    assert internet.called == []


@pytest.mark.parametrize("port", [22, 25, 3306, 5432, 6379, 11211, 9200])
def test_a_hop_to_another_port_makes_no_connection(internet, port):
    internet.answers["rebind.example"] = [[PUBLIC]]
    with pytest.raises(Forbidden, match=f"port {port} "):
        get(f"/redirect-to?u=http://rebind.example:{port}/")
    assert internet.called == [(PUBLIC, 80)]


def test_a_name_that_points_to_an_allowed_address_is_not_allowed_by_that(internet, hostile, settings):
    """The allow list names what may be asked for, not where it may lead."""
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({("127.0.0.1", 8080)})
    internet.answers["inside.example"] = [[PRIVATE]]
    with pytest.raises(Forbidden):
        get("/", "inside.example:8080")
    assert internet.called == []


def test_a_post_is_checked_like_a_page(internet):
    internet.answers["rebind.example"] = [[PRIVATE]]
    with pytest.raises(Forbidden):
        fetch.post("http://rebind.example/", b"", content_type="text/plain", agent="Test/1")
    assert internet.called == []
