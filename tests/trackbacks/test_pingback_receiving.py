"""Pingback in: what is taken at the door and how it is answered (PB-R1 to R9, PROMISES 7)."""

from xmlrpc.client import Fault, dumps, loads

import pytest
from django.db import DatabaseError
from django.test import Client

from comments.models import PostComment
from tests.factories import make_ping, make_post, set_site
from tests.flows import run_jobs
from trackbacks.models import IncomingPing
from trackbacks.protocols import pingback

pytestmark = pytest.mark.django_db
SOURCE = "http://charlie.example/post/"
PING, LIST = "pingback.ping", "pingback.extensions.getPingbacks"


def call(client, *parameters, method=PING, path="/xmlrpc.php", **extra):
    return post_xml(client, dumps(parameters, method, allow_none=True).encode(), path=path, **extra)


def post_xml(client, body, path="/xmlrpc.php", kind="text/xml", **extra):
    return client.post(path, body, content_type=kind, **extra)


def value_of(response):
    """The one value of a success."""
    assert response["Content-Type"] == "text/xml; charset=utf-8" and not response.cookies
    ((value,), _method) = loads(response.content)
    return value


def fault_of(response):
    """(code, words) of a fault."""
    assert response["Content-Type"] == "text/xml; charset=utf-8" and not response.cookies
    try:
        loads(response.content)
    except Fault as fault:
        return fault.faultCode, fault.faultString
    raise AssertionError(f"no fault: {response.content!r}")


@pytest.mark.parametrize("path", ["/xmlrpc.php", "/xmlrpc/"])
def test_PB_R3_success_is_one_string_that_carries_the_status_url(client, path):
    post = make_post()
    answer = value_of(call(client, SOURCE, post.full_url, path=path))
    ping = IncomingPing.objects.get()
    assert isinstance(answer, str) and ping.status_url in answer
    assert (ping.post, ping.source, ping.target, ping.protocol) == (post, SOURCE, post.full_url, "pingback")
    assert not PostComment.objects.exists()


def test_it_needs_no_token():
    assert isinstance(value_of(call(Client(enforce_csrf_checks=True), SOURCE, make_post().full_url)), str)


def test_TRAP_4_PB_R4_every_failure_is_a_fault_and_never_a_value_of_success(client):
    post, other = make_post(), make_post()
    gone = make_post()
    gone.withdraw()
    cases = [
        ((post.full_url, post.full_url), 0),
        ((other.full_url, post.full_url), 0),
        (("not a url", post.full_url), 16),
        (("javascript:alert(1)", post.full_url), 16),
        ((SOURCE, "http://testserver/2026/11/nothing/"), 32),
        ((SOURCE, make_post(state="draft").full_url), 32),
        ((SOURCE, make_post(state="private").full_url), 32),
        ((SOURCE, gone.full_url), 32),
        ((SOURCE, "http://other.example/"), 33),
        ((SOURCE, "http://testserver/"), 33),
        ((SOURCE, "ftp://testserver/"), 33),
        ((SOURCE, make_post(pings_open=False).full_url), 33),
        ((SOURCE, make_post(password="enter").full_url), 33),
        ((SOURCE, make_post(protocols_in_off=["pingback"]).full_url), 33),
    ]
    for parameters, code in cases:
        response = call(client, *parameters)
        found, words = fault_of(response)
        assert (found, response.status_code) == (code, 200), parameters
        assert words
    assert not IncomingPing.objects.exists()


def test_PB_R4_hidden_and_missing_posts_are_answered_alike_to_the_byte(client):
    draft, nothing = make_post(state="draft").full_url, "http://testserver/2026/11/nothing/"
    assert call(client, SOURCE, draft).content == call(client, SOURCE, nothing).content
    listed = [call(client, url, method=LIST).content for url in (draft, nothing)]
    assert listed[0] == listed[1]


def test_PB_R4_a_ping_that_is_shown_already_is_fault_48(client, bob):
    set_site(approve_verified_pings=True)
    post = make_post()
    source = bob.writes("/p/", f'<a href="{post.full_url}">x</a>')
    value_of(call(client, source, post.full_url))
    run_jobs()
    assert fault_of(call(client, source, post.full_url))[0] == 48
    assert IncomingPing.objects.get().due_at, "it is looked at again all the same"


def test_PB_R4_too_many_are_fault_49_with_429_and_retry_after(client):
    post = make_post()
    for n in range(30):
        value_of(call(client, f"http://blog{n}.example/", post.full_url))
    response = call(client, "http://one-more.example/", post.full_url)
    assert fault_of(response)[0] == 49
    assert response.status_code == 429 and int(response["Retry-After"]) > 0


def test_PB_R4_a_source_without_link_or_out_of_reach_is_found_out_in_the_background(client, bob):
    post = make_post()
    value_of(call(client, bob.writes("/p/", "<p>No link.</p>"), post.full_url))
    value_of(call(client, bob.url + "/nowhere/", post.full_url))
    run_jobs()
    assert {ping.status for ping in IncomingPing.objects.all()} == {"refused"}
    assert not PostComment.objects.exists()


def test_when_the_row_cannot_be_written_no_success_is_told(client, monkeypatch):
    def broken(*args, **named):
        raise DatabaseError("disk full")

    monkeypatch.setattr(IncomingPing, "save", broken)
    response = call(client, SOURCE, make_post().full_url)
    assert response.status_code == 503 and response["Retry-After"] and fault_of(response)


METHODS = (
    "system.multicall system.listMethods system.methodHelp wp.getUsersBlogs demo.sayHello __class__ ping"
)


@pytest.mark.parametrize("method", METHODS.split())
def test_PB_R4_an_unknown_method_is_fault_32601(client, method):
    assert fault_of(call(client, [{"methodName": PING, "params": [SOURCE, "x"]}], method=method))[0] == -32601


@pytest.mark.parametrize("size", [64 * 1024, 64 * 1024 + 1, 1024 * 1024])
def test_PB_R6_a_call_may_have_64_kibibytes(client, size):
    body = dumps((SOURCE, make_post().full_url), PING).encode()
    response = post_xml(client, body.ljust(size))
    if size <= 64 * 1024:
        assert value_of(response)
    else:
        assert fault_of(response) == (-32700, "the request is too big")
        assert not IncomingPing.objects.exists()


def test_PB_R9_getPingbacks_lists_the_sources_of_the_pingbacks_that_are_shown(client):
    post = make_post()
    make_ping(post, source_url=SOURCE + "?a=1&b=2", kind="pingback")
    make_ping(post, source_url=SOURCE + "spam", kind="pingback", status="spam")
    make_ping(post, source_url=SOURCE + "trackback")
    assert value_of(call(client, post.full_url, method=LIST)) == [SOURCE + "?a=1&b=2"]


def test_PB_R9_of_what_is_no_post_of_ours_it_is_a_fault(client):
    assert fault_of(call(client, "http://other.example/", method=LIST))[0] == 33
    assert fault_of(call(client, "http://testserver/2026/11/nothing/", method=LIST))[0] == 32
    assert fault_of(call(client, make_post(password="enter").full_url, method=LIST))[0] == 32
    assert fault_of(call(client, "x", method=LIST))[0] == 33
    for parameters in ((), (1,), (SOURCE, SOURCE), ([SOURCE],)):
        assert fault_of(call(client, *parameters, method=LIST))[0] == -32602


@pytest.mark.parametrize("method", ["get", "put", "delete", "options"])
def test_other_methods_are_told_which_one_is_taken(client, method):
    response = getattr(client, method)("/xmlrpc.php")
    assert response.status_code == 405 and response["Allow"] == "POST"


# On the post's page


def pingbacks_of(response):
    return [value for name, value in response.headers.items() if name.lower() == "x-pingback"]


@pytest.mark.parametrize("method", ["get", "head"])
def test_PB_R1_an_open_post_has_one_absolute_header(client, method):
    response = getattr(client, method)(make_post().get_absolute_url())
    assert pingbacks_of(response) == ["http://testserver/xmlrpc.php"]
    assert "pingback" not in response.headers["Link"]


def test_PB_R2_one_link_element_of_the_very_form_and_no_other_string_that_matches(client):
    post = make_post(title='<link rel="pingback" href="http://evil.example/">', html="<p>Words.</p>")
    make_ping(post, title='<link rel="pingback" href="http://evil.example/">')
    page = client.get(post.get_absolute_url()).content.decode()
    assert pingback._LINK.findall(page) == ["http://testserver/xmlrpc.php"]
    assert page.count('rel="pingback"') == 1


@pytest.mark.parametrize(
    "fields", [{"pings_open": False}, {"password": "enter"}, {"protocols_in_off": ["pingback"]}]
)
def test_PB_R1_PB_R2_a_closed_post_advertises_nothing(client, fields):
    response = client.get(make_post(**fields).get_absolute_url())
    assert pingbacks_of(response) == [] and b'rel="pingback"' not in response.content


def test_PB_R1_switched_off_for_the_site_nothing_is_advertised(client):
    set_site(pingback_in=False)
    post = make_post()
    response = client.get(post.get_absolute_url())
    assert pingbacks_of(response) == [] and b'rel="pingback"' not in response.content
    assert fault_of(call(client, SOURCE, post.full_url))[0] == 33


def test_what_we_advertise_is_what_our_own_sender_finds(client):
    from urllib3 import HTTPHeaderDict

    from trackbacks.page import Page
    from trackbacks.protocols import trackback, webmention

    post = make_post()
    response = client.get(post.get_absolute_url())
    page = Page(post.full_url, 200, HTTPHeaderDict(response.headers), response.content)
    found = [protocol.discover(page, post.full_url) for protocol in (webmention, trackback, pingback)]
    assert found == ["http://testserver/webmention/", post.trackback_url, "http://testserver/xmlrpc.php"]
