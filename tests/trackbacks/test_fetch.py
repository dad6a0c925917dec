"""Fetching from a hostile server: bounded in time, bytes, headers and hops (PROMISES 1 to 5, TB-S13)."""

import time
from contextlib import contextmanager

import pytest

from jobs.errors import HostBusy
from tests.hostile_server import PAGE, running
from trackbacks import fetch, guard, wire
from trackbacks.fetch import FetchError, Forbidden, TooLarge, TooManyRedirects, TooSlow, Unreachable

FORM = "application/x-www-form-urlencoded; charset=utf-8"


def get(server, path, **options):
    return fetch.get(server.url(path), agent="Test/1", **options)


def post(server, path, data=b"url=x"):
    return fetch.post(server.url(path), data, content_type=FORM, agent="Test/1")


@pytest.fixture
def quick(monkeypatch):
    """Small limits of time, so that each can be waited for."""
    monkeypatch.setattr(fetch, "WALL_SECONDS", 0.4)
    monkeypatch.setattr(wire, "IDLE_SECONDS", 0.15)


def took(action):
    began = time.monotonic()
    with pytest.raises(FetchError) as failed:
        action()
    return failed.value, time.monotonic() - began


def test_a_page_is_fetched(hostile):
    page = get(hostile, "/")
    assert (page.status, page.media_type, page.charset, page.history) == (200, "text/html", "utf-8", ())
    assert page.body == PAGE and not page.truncated
    assert "Hello." in page.text


def test_a_missing_page_is_a_page_with_its_status(hostile):
    assert get(hostile, "/nowhere").status == 404


def test_of_a_head_the_headers_come_within_its_own_time(hostile, quick):
    page = fetch.head(hostile.url("/endless"), agent="Test/1")
    assert (page.status, page.body, hostile.asked[0].method) == (200, b"", "HEAD")
    error, seconds = took(lambda: fetch.head(hostile.url("/slow-headers"), agent="Test/1"))
    assert isinstance(error, TooSlow) and 0.3 < seconds < 1.2


def test_what_is_sent_names_us_and_nothing_else(hostile, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    get(hostile, "/")
    assert hostile.asked[0].headers == {
        "host": f"127.0.0.1:{hostile.port}",
        "user-agent": "Test/1",
        "accept": fetch.ACCEPT,
        "accept-encoding": "gzip",
        "connection": "close",
    }


def test_the_user_agent_names_the_blog_and_the_purpose(settings):
    settings.SITE_URL = "https://blog.example"
    agent = fetch.user_agent("verifying a trackback from http://bücher.example/\r\nX: y")
    assert (
        agent
        == "Crosstalk/1.0 (+https://blog.example/) verifying a trackback from http://b?cher.example/?X: y"
    )


# Time


@pytest.mark.parametrize("path", ["/slow-drip", "/slow-headers", "/endless-continue"])
def test_a_drip_ends_at_the_wall_clock(hostile, quick, path, monkeypatch):
    monkeypatch.setattr(wire, "HEADER_LINES", 10**9)
    monkeypatch.setattr(wire, "HEADER_BYTES", 10**12)
    error, seconds = took(lambda: get(hostile, path))
    assert isinstance(error, TooSlow) and error.temporary
    assert 0.3 < seconds < 1.2


def test_redirects_share_one_wall_clock(hostile, quick, monkeypatch):
    monkeypatch.setattr(wire, "IDLE_SECONDS", 5)
    error, seconds = took(lambda: get(hostile, "/slow-redirect"))
    assert isinstance(error, TooSlow)
    assert seconds < 0.8


def test_a_server_that_says_nothing_ends_at_the_idle_limit(hostile, quick, monkeypatch):
    monkeypatch.setattr(fetch, "WALL_SECONDS", 15)
    error, seconds = took(lambda: get(hostile, "/no-answer"))
    assert isinstance(error, TooSlow) and error.temporary
    assert seconds < 5


@pytest.fixture
def slow_slots(hostile, quick, monkeypatch):
    """Each slot is waited for longer than an exchange may take."""

    @contextmanager
    def slow_slot(host):
        time.sleep(0.5)
        yield

    monkeypatch.setattr(fetch, "host_slot", slow_slot)


def test_waiting_for_a_slot_does_not_count(hostile, slow_slots):
    assert get(hostile, "/").status == 200


def test_waiting_between_two_hops_counts(hostile, slow_slots):
    """Who has begun to ask has promised to be gone in time."""
    error, _seconds = took(lambda: get(hostile, "/hops?n=1"))
    assert isinstance(error, TooSlow)


def test_the_limits_are_those_that_were_promised():
    promised = (fetch.WALL_SECONDS, wire.CONNECT_SECONDS, wire.IDLE_SECONDS, guard.DNS_SECONDS)
    assert promised == (15, 3, 5, 3)
    assert (fetch.PAGE_BYTES, fetch.ANSWER_BYTES, fetch.MAX_REDIRECTS, fetch.AT_ONCE) == (
        1 << 20,
        1 << 16,
        5,
        32,
    )
    assert (wire.HEADER_BYTES, wire.HEADER_LINES) == (1 << 16, 100)


@pytest.mark.slow
def test_a_drip_ends_after_15_seconds_of_real_time(hostile):
    error, seconds = took(lambda: get(hostile, "/slow-drip?every=1"))
    assert isinstance(error, TooSlow)
    assert 14.5 < seconds < 18


@pytest.mark.slow
def test_a_silent_server_ends_after_5_seconds_of_real_time(hostile):
    error, seconds = took(lambda: get(hostile, "/no-answer"))
    assert isinstance(error, TooSlow)
    assert 4.5 < seconds < 8


# Bytes


@pytest.mark.parametrize("path", ["/endless", "/huge", "/gzip-bomb", "/deep"])
def test_a_page_is_cut_at_one_mebibyte(hostile, path):
    page = get(hostile, path)
    if path != "/deep":
        assert page.truncated
        assert len(page.body) == 1 << 20


@pytest.mark.parametrize(("size", "truncated"), [(999, False), (1000, False), (1001, True)])
def test_the_cap_counts_to_the_byte(hostile, size, truncated):
    page = get(hostile, f"/huge?size={size}", max_bytes=1000)
    assert (len(page.body), page.truncated) == (min(size, 1000), truncated)


def test_a_ping_answer_is_cut_at_64_kibibytes(hostile):
    page = post(hostile, "/endless")
    assert (len(page.body), page.truncated) == (1 << 16, True)


@pytest.mark.parametrize("path", ["/gzip", "/gzip?as=x-gzip", "/gzip?members=3", "/gzip?tail=rubbish"])
def test_gzip_is_unpacked(hostile, path):
    assert get(hostile, path).body.startswith(PAGE)


@pytest.mark.parametrize(
    ("path", "error", "temporary"),
    [
        ("/gzip?as=br", FetchError, False),
        ("/gzip?as=gzip, gzip", FetchError, False),
        ("/gzip?cut=20", Unreachable, True),
        ("/gzip-bomb?as=deflate", FetchError, False),
    ],
)
def test_other_encodings_and_broken_gzip_are_named_failures(hostile, path, error, temporary):
    failed, _ = took(lambda: get(hostile, path.replace(" ", "%20")))
    assert (type(failed), failed.temporary) == (error, temporary)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/headers-flood?n=50000", "too many headers"),
        ("/headers-flood?n=99", "too many headers"),
        ("/headers-flood?n=2&size=40000", "headers are too long"),
        ("/headers-flood?n=1&size=70000", "headers are too long"),
        ("/endless-continue", "too many headers"),
        ("/tiny-chunks", "padded beyond reason"),
        ("/endless-trailer", "padded beyond reason"),
    ],
)
def test_a_flood_of_headers_or_padding_is_too_large(hostile, path, words):
    failed, _ = took(lambda: get(hostile, path))
    assert isinstance(failed, TooLarge) and not failed.temporary
    assert words in failed.reason


def test_99_headers_are_read(hostile):
    assert get(hostile, "/headers-flood?n=98").status == 200


# What is no HTTP


@pytest.mark.parametrize("path", ["/broken", "/bad-chunks", "/reset", "/lying-length"])
def test_rubbish_is_a_passing_failure(hostile, path):
    failed, _ = took(lambda: get(hostile, path))
    assert isinstance(failed, Unreachable) and failed.temporary


def test_of_a_ping_answer_that_breaks_off_what_came_is_kept(hostile):
    page = post(hostile, "/lying-length?body=taken")
    assert (page.body, page.truncated) == (b"taken", True)


def test_a_closed_port_is_a_passing_failure(hostile, settings, free_port):
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({("127.0.0.1", free_port)})
    failed, _ = took(lambda: fetch.get(f"http://127.0.0.1:{free_port}/", agent="Test/1"))
    assert isinstance(failed, Unreachable) and failed.temporary


# Redirects


def test_five_redirects_are_followed_and_remembered(hostile):
    page = get(hostile, "/hops?n=5")
    assert page.url == hostile.url("/hops?n=0")
    assert page.history == tuple(hostile.url(f"/hops?n={n}") for n in (5, 4, 3, 2, 1))


@pytest.mark.parametrize("path", ["/hops?n=6", "/loop"])
def test_a_sixth_redirect_is_too_many(hostile, path):
    with pytest.raises(TooManyRedirects):
        get(hostile, path)
    assert hostile.connections == 6


def test_the_body_of_a_redirect_is_not_read(hostile, quick):
    assert get(hostile, "/endless-redirect").body == PAGE


def test_a_cookie_is_not_sent_back(hostile):
    get(hostile, "/cookies")
    assert "cookie" not in hostile.asked[1].headers


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
def test_a_post_is_never_redirected(hostile, status):
    page = post(hostile, f"/redirect-to?u=/&status={status.replace(' ', '%20')}")
    assert page.status == int(status[:3])
    assert hostile.connections == 1


def test_a_redirect_without_a_location_is_a_page(hostile):
    assert get(hostile, "/redirect-to?u=").status == 302


@pytest.mark.parametrize(
    "location",
    ["ftp://127.0.0.1/", "file:///etc/passwd", "http://alice@127.0.0.1/", "http://127.0.0.1:22/", "http://["],
)
def test_each_hop_is_checked(hostile, location):
    with pytest.raises(Forbidden):
        get(hostile, f"/redirect-to?u={location}")
    assert hostile.connections == 1


# Addresses


def test_no_connection_is_made_to_a_private_address(no_slots, canary):
    for host in ("127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]", "127.0.0.1."):
        with pytest.raises((Forbidden, Unreachable)):
            fetch.get(f"http://{host}:{canary.port}/", agent="Test/1")


def test_no_redirect_leads_to_a_private_address(hostile, canary, monkeypatch):
    monkeypatch.setattr(guard, "PORTS", guard.PORTS | {canary.port})
    for host in ("127.0.0.1", "localhost", "0x7f.1", "[::1]"):
        with pytest.raises((Forbidden, Unreachable)):
            get(hostile, f"/redirect-to?u=http://{host}:{canary.port}/")


def test_an_allowed_pair_does_not_open_its_neighbours(hostile, canary):
    with pytest.raises(Forbidden):
        fetch.post(canary.url("/"), b"", content_type=FORM, agent="Test/1")


def test_a_name_is_resolved_once_a_hop_and_the_checked_address_is_connected_to(
    hostile, settings, monkeypatch
):
    """DNS rebinding: a second answer would be a private address, and is never asked for."""
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset()
    monkeypatch.setattr(guard, "PORTS", guard.PORTS | {hostile.port})
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    monkeypatch.setattr(guard, "lookup", lambda host, port: next(answers))
    tried = []

    def create_connection(address, timeout):
        tried.append(address)
        raise OSError("unplugged")

    monkeypatch.setattr(wire.socket, "create_connection", create_connection)
    for expected in (Unreachable, Forbidden):
        with pytest.raises(expected):
            fetch.get(hostile.url(host="rebind.example"), agent="Test/1")
    assert tried == [("93.184.216.34", hostile.port)]


def test_the_name_stays_for_the_host_header(hostile, settings, monkeypatch):
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({("blog.example", hostile.port)})
    monkeypatch.setattr(guard, "lookup", lambda host, port: ["127.0.0.1"])
    fetch.get(hostile.url(host="blog.example"), agent="Test/1")
    assert hostile.asked[0].headers["host"] == f"blog.example:{hostile.port}"


def test_the_next_address_is_tried_where_one_is_dead(hostile, settings, monkeypatch):
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({("blog.example", hostile.port)})
    monkeypatch.setattr(guard, "lookup", lambda host, port: ["127.0.0.2", "127.0.0.1"])
    assert fetch.get(hostile.url(host="blog.example"), agent="Test/1").status == 200


def test_ipv6_is_spoken_where_it_is_allowed(no_slots, settings):
    with running(address="::1") as server:
        with pytest.raises(Forbidden):
            fetch.get(server.url(), agent="Test/1")
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({("[::1]", server.port)})
        assert fetch.get(server.url(), agent="Test/1").status == 200
        assert server.asked[0].headers["host"] == f"[::1]:{server.port}"


def test_an_international_name_is_asked_for_in_ascii(hostile, settings, monkeypatch):
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({("xn--bcher-kva.example", hostile.port)})
    monkeypatch.setattr(guard, "PORTS", guard.PORTS | {hostile.port})
    monkeypatch.setattr(guard, "lookup", lambda host, port: ["127.0.0.1"])
    page = fetch.get(hostile.url("/ü", host="bücher.example"), agent="Test/1")
    assert page.url == hostile.url("/%C3%BC", host="xn--bcher-kva.example")


# Slots


def test_each_hop_takes_a_slot_of_its_host_without_the_port(hostile, no_slots):
    get(hostile, "/hops?n=2")
    assert no_slots == ["127.0.0.1"] * 3


def test_a_busy_host_is_told_to_the_caller(hostile, monkeypatch):
    def host_slot(host):
        raise HostBusy(host)

    monkeypatch.setattr(fetch, "host_slot", host_slot)
    with pytest.raises(HostBusy):
        get(hostile, "/")
    assert hostile.connections == 0


@pytest.mark.slow
def test_nothing_is_left_open(hostile, monkeypatch):
    import gc
    import os

    for path in ("/", "/endless", "/broken", "/hops?n=2"):
        gc.collect()
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(5):
            try:
                get(hostile, path)
            except FetchError:
                pass
        gc.collect()
        time.sleep(0.05)
        assert len(os.listdir("/proc/self/fd")) <= before + 2
