"""TrackBack out: what is sent, and what every answer means (TB-S1 to S7, S10 to S13, PROMISES 17)."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, quote

import pytest
from urllib3 import HTTPHeaderDict

from jobs.errors import HostBusy
from trackbacks import fetch
from trackbacks.page import Page
from trackbacks.protocols import Answer, Outgoing, enabled, named, retry_after, trackback

MESSAGE = Outgoing("http://alice.example/post", "Grüße & <b>", "What “Alice” wrote", "Alice's blog")
OK = '<?xml version="1.0" encoding="utf-8"?><response><error>0</error></response>'


def no(message="No thanks"):
    return OK.replace("<error>0</error>", f"<error>1</error><message>{message}</message>")


def sent(hostile, message=MESSAGE, path="/say?body="):
    answer = trackback.send(hostile.url(path + quote(OK)), message)
    return answer, hostile.asked[-1]


def test_TB_S1_TB_S2_TB_S3_the_ping_is_a_posted_form_in_utf8(hostile):
    answer, asked = sent(hostile)
    assert answer == Answer("delivered", "", None, 200)
    assert asked.method == "POST"
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded; charset=utf-8"


def test_TB_S4_TB_S5_TB_S11_the_fields_are_in_that_charset_which_is_named_once_more(hostile):
    _, asked = sent(hostile)
    assert {name: values[0] for name, values in parse_qs(asked.body.decode("ascii")).items()} == {
        "title": "Grüße & <b>",
        "url": "http://alice.example/post",
        "excerpt": "What “Alice” wrote",
        "blog_name": "Alice's blog",
        "charset": "utf-8",
    }


def test_TB_S6_TRAP_6_TRAP_7_the_query_string_is_kept_and_the_fields_are_not_in_it(hostile):
    target = f"/say?__mode=tb&id=7&body={quote(OK)}&x=a%20b"
    trackback.send(hostile.url(target), MESSAGE)
    assert (hostile.asked[0].method, hostile.asked[0].target) == ("POST", target)


@pytest.mark.parametrize("title", ["", "   ", "\t\n"])
def test_TB_S10_the_title_is_never_empty(hostile, title):
    _, asked = sent(hostile, Outgoing("http://alice.example/post", title))
    assert parse_qs(asked.body.decode())["title"] == ["http://alice.example/post"]


@pytest.mark.parametrize("length", [251, 252, 253, 5000])
def test_TB_S12_the_excerpt_has_at_most_252_characters(hostile, length):
    _, asked = sent(hostile, Outgoing("http://alice.example/post", "T", ("word " * length)[:length].strip()))
    excerpt = parse_qs(asked.body.decode())["excerpt"][0]
    assert len(excerpt) <= 252
    assert length <= 252 or excerpt.endswith("word…")


def test_the_user_agent_names_the_blog_and_the_post(hostile, settings):
    _, asked = sent(hostile)
    assert (
        asked.headers["user-agent"]
        == f"{fetch.NAME} (+{settings.SITE_URL}/) sending a trackback from http://alice.example/post"
    )


def page(body, status=200, charset="utf-8", kind="text/xml", **headers):
    body = body if isinstance(body, bytes) else body.encode(charset)
    facts = {
        "Content-Type": f"{kind}; charset={charset}",
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    return Page("http://bob.example/tb", status, HTTPHeaderDict(facts), body)


DELIVERED, REFUSED, TEMPORARY = "delivered", "refused", "temporary"
# As WordPress 6.1 sends it: an XML document of its own, whose message is escaped twice.
DIED = """<error>
    <code>wp_die</code>
    <title><![CDATA[WordPress &rsaquo; Error]]></title>
    <message><![CDATA[It looks as though you&amp;#8217;ve already said that!]]></message>
    <data><status>409</status></data>
</error>"""
ANSWERS = [
    # (status, body, outcome, message)
    (200, OK, DELIVERED, ""),
    (201, OK, DELIVERED, ""),
    (200, OK.replace("</error>", "</error><message>Thanks!</message>"), DELIVERED, "Thanks!"),
    (200, no(), REFUSED, "No thanks"),
    (200, no("Sorry, trackbacks are closed &amp; gone"), REFUSED, "Sorry, trackbacks are closed & gone"),
    (200, no("We already have a ping from that URI."), DELIVERED, "We already have a ping from that URI."),
    (200, no("<![CDATA[a <b>bold</b> word]]>"), REFUSED, "a <b>bold</b> word"),
    (200, no("bad & unescaped <i>"), REFUSED, "bad & unescaped"),
    (200, no("\u202eevil\u202c\u0085 x"), REFUSED, "evil x"),
    (200, no(""), REFUSED, ""),
    (200, OK.replace("error>0", "error> 0 "), DELIVERED, ""),
    (200, OK.replace("error>0", "error>7"), REFUSED, ""),
    (200, f"\ufeff{OK}", DELIVERED, ""),
    (200, f"\n\n  {OK}\n", DELIVERED, ""),
    (200, f"<br />\n<b>Warning</b>: mysql in /home/bob<br />{OK}<!-- served by 7 -->", DELIVERED, ""),
    (200, OK.partition("?>")[2], DELIVERED, ""),
    (200, OK.replace("response", "Response"), DELIVERED, ""),
    (200, OK.replace("<response>", '<response xmlns="http://x.example/">'), DELIVERED, ""),
    (200, OK.removesuffix("</response>"), DELIVERED, ""),
    (200, "<html><h1>Thanks for your ping</h1></html>", REFUSED, "answered, unreadable: Thanks for your ping"),
    (200, "", REFUSED, "answered, unreadable"),
    (200, "OK", REFUSED, "answered, unreadable: OK"),
    (204, "", REFUSED, "answered, unreadable"),
    (200, "<response></response>", REFUSED, "answered, unreadable"),
    (200, "<response><error>maybe</error></response>", REFUSED, "answered, unreadable: maybe"),
    (301, "", REFUSED, "HTTP status 301"),
    (302, OK, REFUSED, "HTTP status 302"),
    (400, no(), REFUSED, "No thanks"),
    (403, "<h1>Forbidden</h1>", REFUSED, "Forbidden"),
    (404, "", REFUSED, "HTTP status 404"),
    (405, "", REFUSED, "HTTP status 405"),
    (409, no("Duplicate comment detected; it looks as though you've already said that!"), REFUSED,
     "Duplicate comment detected; it looks as though you've already said that!"),
    (409, DIED, REFUSED, "It looks as though you’ve already said that!"),
    (429, DIED, TEMPORARY, "It looks as though you’ve already said that!"),
    (410, "", REFUSED, "HTTP status 410"),
    (408, "", TEMPORARY, "HTTP status 408"),
    (425, "", TEMPORARY, "HTTP status 425"),
    (429, no("Slow down"), TEMPORARY, "Slow down"),
    (500, "oops", TEMPORARY, "oops"),
    (500, no(), REFUSED, "No thanks"),
    (502, "", TEMPORARY, "HTTP status 502"),
    (503, no("Busy"), TEMPORARY, "Busy"),
    (504, "", TEMPORARY, "HTTP status 504"),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body", "outcome", "message"), ANSWERS)
def test_TB_S7_TRAP_1_every_answer_has_one_meaning_and_its_words_are_kept(status, body, outcome, message):
    answer = trackback.read_answer(page(body, status))
    expected = message or (f"HTTP status {status}" if status >= 300 else "")
    assert (answer.outcome, answer.message, answer.status) == (outcome, expected, status)


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "utf-16"])
def test_TB_S7_the_message_is_decoded_by_its_charset(charset):
    body = no("Nö").replace('encoding="utf-8"', f'encoding="{charset}"')
    assert trackback.read_answer(page(body, charset=charset)).message == "Nö"
    undeclared = Page(
        "http://bob.example/tb", 200, HTTPHeaderDict({"Content-Type": "text/xml"}), body.encode(charset)
    )
    assert trackback.read_answer(undeclared).message == "Nö"


def test_TB_S7_a_charset_that_lies_is_replaced_not_raised():
    assert trackback.read_answer(page(no("Nö").encode("latin-1"), charset="utf-8")).message == "N�"


_REFUSAL = "<response><error>1</error><message>%s</message></response>"
ENTITIES = {
    "external": '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _REFUSAL % "&x;",
    "laughs": "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>" + _REFUSAL % "&b;",
    "inside": '<response><!DOCTYPE r [<!ENTITY x "boo">]><error>1</error><message>&x;</message></response>',
    "doctype": '<!DOCTYPE response SYSTEM "http://127.0.0.1/x.dtd">' + _REFUSAL % "no",
}


@pytest.mark.parametrize("name", ENTITIES)
def test_TB_S13_no_entity_and_no_dtd_is_ever_read(name):
    answer = trackback.read_answer(page(ENTITIES[name]))
    assert answer.outcome == "refused"
    assert not any(word in answer.message for word in ("root:", "haha", "boo"))


def test_TB_S13_a_deep_or_endless_answer_is_bounded():
    assert trackback.read_answer(page("<response>" + "<a>" * 20_000)).outcome == "refused"
    assert len(trackback.read_answer(page(no("x" * 60_000))).message) <= 500
    assert len(trackback.read_answer(page("word " * 10_000)).message) <= 230


def test_TB_S13_our_own_blog_is_never_pinged(hostile, settings):
    settings.SITE_URL = hostile.url("").rstrip("/")
    answer = trackback.send(hostile.url("/2026/11/post/trackback/"), MESSAGE)
    assert (answer.outcome, hostile.connections) == ("refused", 0)


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("http://127.0.0.1:1/", "refused"),
        ("http://10.0.0.1/tb", "refused"),
        ("file:///etc/passwd", "refused"),
        ("http://alice:x@bob.example/", "refused"),
        ("http://127.0.0.1/'; DROP TABLE posts; --", "refused"),
        ("http://nobody.invalid/", "temporary"),
    ],
)
def test_TB_S13_the_guard_stands_before_every_ping(no_slots, url, outcome, monkeypatch):
    from trackbacks import guard

    def lookup(host, port):
        if host.endswith(".invalid"):
            raise OSError("no such name")
        return [host]

    monkeypatch.setattr(guard, "lookup", lookup)
    answer = trackback.send(url, MESSAGE)
    assert answer.outcome == outcome
    assert answer.message


@pytest.mark.parametrize("path", ["/broken", "/no-answer", "/slow-drip", "/reset"])
def test_a_failure_on_the_wire_is_temporary(hostile, monkeypatch, path):
    from trackbacks import wire

    monkeypatch.setattr(fetch, "WALL_SECONDS", 0.3)
    monkeypatch.setattr(wire, "IDLE_SECONDS", 0.2)
    assert trackback.send(hostile.url(path), MESSAGE).outcome == "temporary"


def test_an_answer_that_breaks_off_after_error_0_is_not_asked_again(hostile):
    assert trackback.send(hostile.url(f"/lying-length?body={quote(OK)}"), MESSAGE).outcome == "delivered"


def test_a_busy_host_is_left_to_the_queue(hostile, monkeypatch):
    def host_slot(host):
        raise HostBusy(host)

    monkeypatch.setattr(fetch, "host_slot", host_slot)
    with pytest.raises(HostBusy):
        trackback.send(hostile.url(), MESSAGE)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("86400", 86400),
        ("86401", 86400),
        ("9" * 400, 86400),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
        ("Tue, 24 Nov 2026 12:10:00 GMT", 600),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),
        ("Tue, 24 Nov 2099 12:10:00 GMT", 86400),
        ("Tue, 99 Nov 2026 12:10:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_at_most_a_day(value, seconds, time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 12, 0, tzinfo=UTC), tick=False)
    assert retry_after({"Retry-After": value}) == seconds


@pytest.mark.parametrize(
    ("status", "expected"), [(429, 60), (503, 60), (500, None), (408, None), (200, None), (404, None)]
)
def test_only_429_and_503_put_us_off(status, expected):
    assert trackback.read_answer(page(OK, status, Retry_After="60")).retry_after == expected


def test_trackback_is_a_plug_in_like_any_other():
    assert trackback in enabled()
    assert named("trackback") is trackback
    with pytest.raises(LookupError):
        named("telegraph")
