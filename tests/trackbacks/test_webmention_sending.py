"""Webmention out: where a page wants to be told, what is sent, and what the answer means (WM-S1 to S7, S11)."""

import time
from urllib.parse import parse_qs, quote

import pytest
from urllib3 import HTTPHeaderDict

from trackbacks import fetch, sending
from trackbacks.page import Page
from trackbacks.protocols import Outgoing, webmention

TARGET = "http://bob.example/blog/post"
HERE = "http://bob.example/wm"
MESSAGE = Outgoing(
    url="http://me.example/p/?a=1&b=ü", title="T", target="http://bob.example/post#a b".replace(" ", "+")
)


def page(markup="", links=(), url=TARGET, kind="text/html; charset=utf-8"):
    headers = HTTPHeaderDict({"Content-Type": kind})
    for link in links:
        headers.add("Link", link)
    return Page(url, 200, headers, markup.encode())


def found(markup="", *links, **options):
    return webmention.discover(page(markup, links, **options), TARGET)


# The discovery tests of https://webmention.rocks, by their numbers.
ROCKS = {
    "1 header, rel unquoted, relative": ("", ["</wm>; rel=webmention"], HERE),
    "2 header, absolute": ("", [f"<{HERE}>; rel=webmention"], HERE),
    "3 link, relative": ('<link rel="webmention" href="/wm">', [], HERE),
    "4 link, absolute": (f'<link rel="webmention" href="{HERE}">', [], HERE),
    "5 a, relative": ('<a rel="webmention" href="/wm">x</a>', [], HERE),
    "6 a, absolute": (f'<a rel="webmention" href="{HERE}">x</a>', [], HERE),
    "7 strange case": ("", ["</wm>; REL=WebMention"], HERE),
    "8 rel quoted": ("", ['</wm>; rel="webmention"'], HERE),
    "9 several rels on a link": ('<link rel="webmention somethingelse" href="/wm">', [], HERE),
    "10 several rels in a header": ("", ['</wm>; rel="webmention somethingelse"'], HERE),
    "11 header first": ('<link rel=webmention href=/l><a rel=webmention href=/a>', ["</wm>; rel=webmention"], HERE),
    "12 whole words": ('<link rel="not-webmention" href="/no"><a rel="webmention" href="/wm">', [], HERE),
    "13 not in a comment": ('<!-- <a rel="webmention" href="/no"> --><a rel="webmention" href="/wm">', [], HERE),
    "14 not escaped": ('&lt;a rel="webmention" href="/no"&gt;<a rel="webmention" href="/wm">', [], HERE),
    "15 empty href is the page itself": ('<link rel="webmention" href="">', [], TARGET),
    "16 a before link in the document": ('<a rel=webmention href=/wm>x</a><link rel=webmention href=/no>', [], HERE),
    "17 link before a in the document": ('<link rel=webmention href=/wm><a rel=webmention href=/no>x</a>', [], HERE),
    "18 several headers": ("", ["</other>; rel=other", "</wm>; rel=webmention"], HERE),
    "19 several links in one header": ("", ['</other>; rel="other", </wm>; rel="webmention"'], HERE),
    "20 without an href it is skipped": ('<link rel="webmention"><a rel="webmention" href="/wm">x</a>', [], HERE),
    "21 a query string": ('<link rel="webmention" href="/wm?query=yes">', [], HERE + "?query=yes"),
    "22 relative to the path": ('<link rel="webmention" href="post/wm">', [], "http://bob.example/blog/post/wm"),
}  # fmt: skip


@pytest.mark.parametrize(("markup", "links", "endpoint"), ROCKS.values(), ids=ROCKS)
def test_WM_S2_WM_S3_the_first_endpoint_in_order_resolved(markup, links, endpoint):
    assert found(f"<html><body>{markup}", *links) == endpoint


HEADERS = {
    '</wm>;rel="webmention"': HERE,
    "</wm> ; rel = webmention": HERE,
    '</wm>; title="a, b; c"; rel="x webmention"': HERE,
    '</a,b>; rel="prev", </wm>; rel="webmention"': HERE,
    '<>; rel="webmention"': TARGET,
    '</wm>; rel="http://webmention.org/"': None,
    '</wm>; rel="notwebmention"': None,
    '</wm>; title="; rel=webmention"': None,
    '</wm>; rel="next"; rel="webmention"': None,  # RFC 8288: of several the first counts
    "</wm>; rev=webmention": None,
    "/wm; rel=webmention": None,
    "</wm>": None,
    "<javascript:alert(1)>; rel=webmention": None,
    "": None,
}


@pytest.mark.parametrize(("header", "endpoint"), HEADERS.items())
def test_WM_S2_a_link_header_is_read_as_rfc_8288_writes_it(header, endpoint):
    assert found("", header) == endpoint


@pytest.mark.parametrize("holder", ["template", "script", "noscript", "textarea", "style", "title"])
def test_WM_S2_what_no_reader_sees_is_no_offer(holder):
    assert found(f'<{holder}><a rel="webmention" href="/no">x</a></{holder}>') is None


def test_WM_S2_a_page_that_is_no_html_can_offer_by_its_header():
    assert found("not html", "</wm>; rel=webmention", kind="application/pdf") == HERE
    assert found('<link rel="webmention" href="/wm">', kind="application/pdf") is None


def test_WM_S3_a_base_element_counts_for_the_page_and_not_for_the_header():
    base = '<base href="http://base.example/">'
    assert found(base + '<a rel="webmention" href="wm">x</a>') == "http://base.example/wm"
    assert found(base, "<wm>; rel=webmention") == "http://bob.example/blog/wm"


def test_WM_S1_WM_S3_redirects_are_followed_and_the_final_url_is_what_counts(hostile):
    final = hostile.url("/say?type=text/html&body=" + quote("<link rel=webmention href=wm>"))
    target = hostile.url(f"/redirect-to?u={quote(final, safe='')}")
    answered = fetch.get(target, agent="Test/1")
    assert webmention.discover(answered, target) == hostile.url("/wm")


COSTLY = ["<" * 60_000, "<x>" + ";a" * 30_000, "<x>" + " " * 60_000, '<x>; a="' * 7_000]
COSTLY += ["<x>; rel=y, " * 5_000, "<x>;" + "\t;" * 30_000, "<x>;" + "a=" * 30_000]


@pytest.mark.parametrize("header", COSTLY)
def test_WM_S2_no_header_costs_more_than_its_length(header):
    began = time.process_time()
    assert found("", header) is None
    assert time.process_time() - began < 0.5


def test_WM_S4_WM_S6_source_and_target_are_posted_and_the_query_string_stays_in_the_url(hostile):
    answer = webmention.send(hostile.url("/say?type=text/plain&body=ok&status=202%20Accepted"), MESSAGE)
    (asked,) = hostile.asked
    assert asked.method == "POST"
    assert asked.target == "/say?type=text/plain&body=ok&status=202%20Accepted"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(asked.body.decode()) == {"source": [MESSAGE.url], "target": [MESSAGE.target]}
    assert (answer.outcome, answer.message) == ("delivered", "ok")


def test_WM_S5_the_user_agent_says_webmention(hostile):
    webmention.send(hostile.url("/say?body=ok"), MESSAGE)
    assert "Webmention" in hostile.asked[0].headers["user-agent"]
    assert "Webmention" in sending.DISCOVERING


def answer(status, body="", kind="text/plain", **headers):
    facts = HTTPHeaderDict({"Content-Type": kind} | {k.replace("_", "-"): v for k, v in headers.items()})
    return webmention.read_answer(Page(HERE, status, facts, body.encode()))


OUTCOMES = dict.fromkeys((200, 201, 202, 204, 299), "delivered")
OUTCOMES |= dict.fromkeys((301, 303, 400, 403, 404, 410), "refused")
OUTCOMES |= dict.fromkeys((408, 425, 429, 500, 502, 503), "temporary")


@pytest.mark.parametrize(("status", "outcome"), OUTCOMES.items())
def test_WM_S7_any_2xx_is_success_and_only_passing_failures_are_asked_again(status, outcome):
    assert answer(status, "their words").outcome == outcome
    assert answer(status).message == ("" if outcome == "delivered" else f"HTTP status {status}")


def test_WM_S7_the_location_of_a_201_is_a_status_url():
    assert answer(201, Location="/status/7").message == "accepted; status at http://bob.example/status/7"
    assert answer(202, "queued", Location="/status/7").message == "queued"
    assert "javascript" not in answer(201, Location="javascript:alert(1)").message


def test_WM_S7_their_words_are_kept_clean_and_short():
    assert answer(400, "source does\x00 not \u202elink\n here").message == "source does not link here"
    assert len(answer(400, "x" * 60_000).message) == 500
    assert answer(400, "<h1>Bad</h1>", kind="text/html").message == "HTTP status 400"


def test_retry_after_is_read_of_429_and_503():
    assert answer(429, Retry_After="120").retry_after == 120
    assert answer(503, Retry_After="9999999").retry_after == 24 * 3600


LOOPBACK = ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "127.0.0.2", "2130706433"]


@pytest.mark.parametrize("host", LOOPBACK)
def test_WM_S11_a_loopback_endpoint_outside_the_allow_list_is_never_told(no_slots, canary, host, monkeypatch):
    from trackbacks import guard

    monkeypatch.setattr(guard, "PORTS", guard.PORTS | {canary.port})
    told = webmention.send(f"http://{host}:{canary.port}/wm", MESSAGE)
    assert told.outcome in ("refused", "temporary") and canary.connections == 0
