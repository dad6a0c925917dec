"""Pingback out: where a page wants to be told, what is sent, and what the answer means (PB-S1 to S8)."""

import time
from xmlrpc.client import loads

import pytest
from urllib3 import HTTPHeaderDict

from trackbacks.page import Page
from trackbacks.protocols import Outgoing, pingback

TARGET = "http://bob.example/blog/post"
HERE = "http://bob.example/xmlrpc.php"
MESSAGE = Outgoing(
    url="http://me.example/p/?a=1&b=<ü>", title="T", target="http://bob.example/post?x=1&y=2#more"
)


def page(markup="", *pingbacks, kind="text/html; charset=utf-8", url=TARGET):
    headers = HTTPHeaderDict({"Content-Type": kind})
    for value in pingbacks:
        headers.add("X-Pingback", value)
    return Page(url, 200, headers, markup.encode())


def found(markup="", *pingbacks, **options):
    return pingback.discover(page(markup, *pingbacks, **options), TARGET)


def test_PB_S1_the_first_header_counts():
    assert found("", HERE, "http://other.example/") == HERE
    assert found("", HERE, kind="image/png") == HERE


@pytest.mark.parametrize(
    "value", ["javascript:alert(1)", "ftp://bob.example/", "http://[::1", "x" * 3000, "", "  "]
)
def test_PB_S1_a_header_that_is_no_url_is_no_offer(value):
    assert found("", value) is None


FORMS = {
    f'<link rel="pingback" href="{HERE}">': HERE,
    f'<link rel="pingback" href="{HERE}"/>': HERE,
    f'<link rel="pingback" href="{HERE}" />': HERE,
    f'text <b>before</b>\n<link rel="pingback" href="{HERE}">': HERE,
    f'<link rel="pingback" href="{HERE}"><link rel="pingback" href="http://no.example/">': HERE,
    f"<link rel='pingback' href='{HERE}'>": None,
    f'<link href="{HERE}" rel="pingback">': None,
    f'<link rel="pingback"  href="{HERE}">': None,
    f'<link rel="pingback nofollow" href="{HERE}">': None,
    f'<LINK rel="pingback" href="{HERE}">': None,
    f'<link rel="pingback" href="{HERE}" title="x">': None,
    f'<a rel="pingback" href="{HERE}">': None,
    '<link rel="pingback" href="">': None,
    '<link rel="pingback" href="javascript:alert(1)">': None,
    f'&lt;link rel="pingback" href="{HERE}"&gt;': None,
}


@pytest.mark.parametrize(("markup", "endpoint"), FORMS.items())
def test_PB_S2_the_link_element_has_the_very_form_of_the_specification(markup, endpoint):
    assert found(markup) == endpoint


def test_PB_S2_it_is_looked_for_in_html_only():
    assert found(f'<link rel="pingback" href="{HERE}">', kind="text/plain") is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [("a&amp;b", "a&b"), ("&lt;&gt;&quot;", '<>"'), ("&amp;lt;", "&lt;"), ("&#38;&copy;&apos;", "&#38;&copy;&apos;"),
     ("&AMP;&amp", "&AMP;&amp")],
)  # fmt: skip
def test_PB_S3_four_entities_are_expanded_once_and_no_other(written, meant):
    assert pingback.unescaped(written) == meant


def test_PB_S3_the_endpoint_of_a_link_element_is_unescaped():
    assert (
        found('<link rel="pingback" href="http://bob.example/x?a=1&amp;b=2">')
        == "http://bob.example/x?a=1&b=2"
    )


def test_PB_S4_the_header_wins():
    assert found('<link rel="pingback" href="http://no.example/">', HERE) == HERE


def test_PB_S2_a_hostile_page_costs_one_pass():
    began = time.process_time()
    assert found('<link rel="pingback" href="' * 37_000) is None
    assert time.process_time() - began < 0.5


def test_PB_S5_the_call_names_source_and_target_as_the_post_has_it(hostile):
    answer = pingback.send(hostile.url(f"/say?body={said('thanks')}"), MESSAGE)
    (asked,) = hostile.asked
    assert asked.method == "POST" and asked.headers["content-type"] == "text/xml; charset=utf-8"
    assert asked.body.startswith(b"<?xml version='1.0'?>")
    assert loads(asked.body) == ((MESSAGE.url, MESSAGE.target), "pingback.ping")
    assert (answer.outcome, answer.message) == ("delivered", "thanks")


def said(words):
    return (
        f"<methodResponse><params><param><value>{words}</value></param></params></methodResponse>".replace(
            "<", "%3C"
        )
        .replace(">", "%3E")
        .replace("/", "%2F")
    )


def answer(body, status=200, **headers):
    facts = HTTPHeaderDict(
        {"Content-Type": "text/xml"} | {k.replace("_", "-"): v for k, v in headers.items()}
    )
    body = body if isinstance(body, bytes) else body.encode()
    return pingback.read_answer(Page(HERE, status, facts, body))


def value(inner):
    return f"<methodResponse><params><param><value>{inner}</value></param></params></methodResponse>"


def fault(code, words="No", kind="int"):
    members = f"<member><name>faultCode</name><value><{kind}>{code}</{kind}></value></member>"
    members += f"<member><name>faultString</name><value><string>{words}</string></value></member>"
    struct = f"<struct>{members}</struct>"
    return f"<?xml version='1.0'?><methodResponse><fault><value>{struct}</value></fault></methodResponse>"


@pytest.mark.parametrize("code", [0, 16, 17, 32, 33, 49, 50, -32601, -32700, 999])
def test_PB_S8_a_fault_is_final_and_its_words_are_kept(code):
    told = answer(fault(code, "We &lt;do not&gt; want it"))
    assert (told.outcome, told.message) == ("refused", f"We <do not> want it (fault {code})")


def test_PB_S8_fault_48_counts_as_delivered():
    assert answer(fault(48, "Already registered")).outcome == "delivered"
    assert answer(fault(48, "Already registered", kind="string")).outcome == "delivered"


@pytest.mark.parametrize("code", [0, 16, 17, 32, 33, 48, 49, 50])
def test_TRAP_4_a_fault_code_returned_as_the_value_of_success_is_a_fault(code):
    """Zinnia answers so."""
    told = answer(value(f"<int>{code}</int>"))
    outcome = "delivered" if code == 48 else "refused"
    assert (told.outcome, told.message) == (outcome, f"no reason given (fault {code})")


@pytest.mark.parametrize("inner", ["<string>ok</string>", "ok", "<![CDATA[ok]]>"])
def test_PB_S5_a_string_is_success(inner):
    told = answer(value(inner))
    assert (told.outcome, told.message, told.status) == ("delivered", "ok", 200)


ODD = {
    "boolean": value("<boolean>1</boolean>"),
    "struct": value("<struct><member><name>a</name><value>b</value></member></struct>"),
    "empty": "<methodResponse><params></params></methodResponse>",
    "deep": value("<array><data><value>" * 1500 + "</value></data></array>" * 1500),
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_an_odd_value_without_a_fault_is_success_without_words(body):
    told = answer(body)
    assert (told.outcome, told.message) == ("delivered", "")


UNREADABLE = {
    "nothing": "",
    "html": "<h1>Hello</h1>",
    "cut off": fault(17)[:-40],
    "doctype": '<!DOCTYPE methodResponse [<!ENTITY a "b">]>' + value("&a;"),
    "external": '<!DOCTYPE methodResponse SYSTEM "http://127.0.0.1/x.dtd">' + value("x"),
    "bomb": '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + value("&b;"),
    "no fault at all": "<methodResponse><fault></fault></methodResponse>",
    "a fault that is a string": "<methodResponse><fault><value>no</value></fault></methodResponse>",
    "a fault without its code": "<methodResponse><fault><value><struct></struct></value></fault></methodResponse>",
    "no integer": value("<int>many</int>"),
    "endless integer": value(f"<int>{'9' * 6000}</int>"),
    "nul": b"\x00" * 100,
    "trackback": '<?xml version="1.0"?><response><error>0</error></response>',
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize(("status", "outcome"), [(200, "refused"), (404, "refused"), (500, "temporary")])
def test_what_is_no_answer_is_refused_unread_or_asked_again_after_a_500(body, status, outcome):
    told = answer(body, status)
    assert told.outcome == outcome
    assert told.message.startswith("answered, unreadable" if status < 500 else "HTTP status 500")


def test_a_fault_whose_code_and_words_are_structures_is_bounded():
    deep = "<array><data><value>" * 1500 + "</value></data></array>" * 1500
    told = answer(fault(17).replace("<int>17</int>", deep).replace("<string>No</string>", deep))
    assert told.outcome == "refused" and len(told.message) < 600


@pytest.mark.parametrize("status", [408, 425, 429, 503])
def test_a_passing_failure_is_asked_again_when_they_say(status):
    told = answer("slow down", status, Retry_After="77")
    assert (told.outcome, told.retry_after) == ("temporary", 77)


@pytest.mark.parametrize("status", [302, 400, 403, 404])
def test_success_outside_of_2xx_is_none(status):
    assert answer(value("thanks"), status).outcome == "refused"


def test_a_loopback_endpoint_outside_the_allow_list_is_never_told(no_slots, canary):
    assert pingback.send(canary.url("/xmlrpc.php"), MESSAGE).outcome == "refused"
    assert canary.connections == 0
