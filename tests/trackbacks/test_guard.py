"""What may be asked for, and which addresses may be connected to (PROMISES 4, TB-S13, WM-S11)."""

import threading
import time

import pytest

from trackbacks import guard
from trackbacks.errors import Forbidden, TooSlow, Unreachable

_PRIVATE = """
127.0.0.1 127.8.8.8 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.8
192.0.0.9 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.9 224.0.0.1 239.1.2.3 240.0.0.1 255.255.255.255 192.88.99.1
:: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1 ::8.8.8.8 64:ff9b::7f00:1 64:ff9b::a00:1
64:ff9b:1::808:808 2002:7f00:1:: 2002:808:808:: 2001:0:808:808:: 2001:db8::1 2001:10::1 3fff::1 5f00::1 fc00::1 fd12::1
2001:0:7f00:1::1 2001:20::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1 100::1 4000::1 e000::1
"""
_PUBLIC = "8.8.8.8 93.184.216.34 192.0.1.1 2606:4700::1111 2a00:1450::1 ::ffff:8.8.8.8 64:ff9b::808:808"


@pytest.mark.parametrize("address", _PRIVATE.split())
def test_an_address_that_is_not_global_is_refused_however_it_is_wrapped(address):
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", _PUBLIC.split())
def test_a_global_address_is_allowed(address):
    assert guard.is_public(address)


def test_what_is_no_address_is_not_public():
    assert not guard.is_public("example")


REFUSED_URLS = {
    "ftp://blog.example/": "not an http or https URL",
    "file:///etc/passwd": "not an http or https URL",
    "javascript:alert(1)": "not an http or https URL",
    "//blog.example/": "not an http or https URL",
    "blog.example": "not an http or https URL",
    "": "not an http or https URL",
    "http://": "the URL names no host",
    "http:///path": "the URL names no host",
    "http://./": "the URL names no host",
    "http://alice@blog.example/": "the URL holds a user name or password",
    "http://alice:secret@blog.example/": "the URL holds a user name or password",
    "http://@blog.example/": "the URL holds a user name or password",
    "http://blog.example:22/": "port 22 is not one that we ask",
    "http://blog.example:0/": "port 0 is not one that we ask",
    "http://blog.example:6379/": "port 6379 is not one that we ask",
    "http://blog.example:99999/": "not a URL",
    "http://blog.example:x/": "not a URL",
    "http://[::1/": "not a URL",
    "http://blog.example/a b": "the URL holds spaces, backslashes or control characters",
    "http://good.example\\@evil.example/": "the URL holds spaces, backslashes or control characters",
    "http://blog.example/\r\nHost: evil": "the URL holds spaces, backslashes or control characters",
    "http://blog.example/\x00": "the URL holds spaces, backslashes or control characters",
    "http://" + "a" * 254 + "/": "the URL names no host",
}


@pytest.mark.parametrize(("url", "reason"), REFUSED_URLS.items())
def test_a_url_is_refused_for_good_with_its_reason(url, reason):
    with pytest.raises(Forbidden) as refused:
        guard.check_url(url)
    assert (refused.value.reason, refused.value.temporary) == (reason, False)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://blog.example/", "blog.example", 80),
        ("https://BLOG.example./x?y#z", "blog.example", 443),
        ("http://blog.example:8080", "blog.example", 8080),
        ("https://[2606:4700::1111]:8443/", "2606:4700::1111", 8443),
        ("HTTP://blog.example:/", "blog.example", 80),
    ],
)
def test_a_url_on_a_web_port_is_taken_apart(url, host, port):
    assert guard.check_url(url) == (host, port)


@pytest.mark.parametrize("length", [1999, 2000, 2001])
def test_a_url_may_have_2000_characters(length):
    url = "http://blog.example/".ljust(length, "x")
    if length <= 2000:
        assert guard.check_url(url)
    else:
        with pytest.raises(Forbidden, match="longer than 2000"):
            guard.check_url(url)


SPELLINGS = [
    "127.0.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "127.1",
    "127.0.0.1.",
    "::1",
    "localhost",
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_loopback_is_refused_in_every_spelling(host):
    with pytest.raises((Forbidden, Unreachable)):
        guard.addresses(host, 80)


def answer_with(monkeypatch, *found):
    monkeypatch.setattr(guard, "lookup", lambda host, port: list(found))


def test_every_answer_of_the_resolver_is_checked(monkeypatch):
    answer_with(monkeypatch, "8.8.8.8", "2606:4700::1111", "10.0.0.1")
    with pytest.raises(Forbidden, match="not a public one"):
        guard.addresses("blog.example", 80)


def test_public_answers_come_back_in_the_resolvers_order(monkeypatch):
    answer_with(monkeypatch, "8.8.8.8", "2606:4700::1111")
    assert guard.addresses("blog.example", 80) == ["8.8.8.8", "2606:4700::1111"]


def test_a_name_without_address_is_a_passing_failure(monkeypatch):
    answer_with(monkeypatch)
    with pytest.raises(Unreachable) as failed:
        guard.addresses("blog.example", 80)
    assert failed.value.temporary


def test_a_name_that_does_not_resolve_is_a_passing_failure(monkeypatch):
    def lookup(host, port):
        raise OSError("no such name")

    monkeypatch.setattr(guard, "lookup", lookup)
    with pytest.raises(Unreachable, match="does not resolve"):
        guard.addresses("blog.example", 80)


def wait_for_lookups():
    for thread in threading.enumerate():
        if thread.name == "lookup":
            thread.join()


def test_a_hung_resolver_holds_nobody_and_does_not_pile_up(monkeypatch):
    wait_for_lookups()  # another test's would give its slot back to this one's
    hung, asked = threading.Event(), []
    monkeypatch.setattr(guard, "lookup", lambda host, port: asked.append(host) or (hung.wait(5) and []))
    monkeypatch.setattr(guard, "_lookups", threading.BoundedSemaphore(2))
    began = time.monotonic()
    for _ in range(4):
        with pytest.raises(TooSlow):
            guard.addresses("hung.example", 80, seconds=0.05)
    assert time.monotonic() - began < 1
    assert asked.count("hung.example") <= 2
    hung.set()
    wait_for_lookups()


def test_the_resolver_has_three_seconds():
    assert guard.DNS_SECONDS == 3


@pytest.mark.parametrize(
    ("pair", "url_host", "port", "allowed"),
    [
        (("127.0.0.1", 8001), "127.0.0.1", 8001, True),
        (("127.0.0.1", 8001), "127.0.0.1", 8002, False),
        (("127.0.0.1", 8001), "localhost", 8001, False),
        (("127.0.0.1", 8001), "127.1", 8001, False),
        (("[::1]", 8001), "::1", 8001, True),
        (("Blog.Internal", 8001), "blog.internal", 8001, True),
    ],
)
def test_the_allow_list_is_exact_pairs(settings, pair, url_host, port, allowed):
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({pair})
    assert guard.is_allowed(url_host, port) is allowed


def test_the_allow_list_is_empty_by_default(settings):
    assert not settings.PINGS_ALLOWED_PRIVATE_HOSTS
