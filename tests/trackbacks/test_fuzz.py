"""Whatever others send, no reader of ours fails otherwise than by its own named error (PROMISES 6, 7, 15)."""

import gzip
import re
from xmlrpc.client import Fault, dumps

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from urllib3 import HTTPHeaderDict

from tests.hostile_server import running
from trackbacks import charsets, discovery, excerpts, fetch, guard, links, protocols, reading, source
from trackbacks.canonical import host_of, same, source_key
from trackbacks.errors import FetchError, Forbidden, Unreachable
from trackbacks.page import Page
from trackbacks.protocols import BadPing, pingback, trackback, webmention

often = settings(max_examples=80)
HERE, TARGET = "http://evil.example/page/", "http://me.example/2026/11/post/"
UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# Pieces that mean something to one of the readers, and what stands between them.
MARKUP = f"""
<a|href="{TARGET}"|href='{TARGET}|>|</a>|<p>|</p>|<div class="h-entry">|<p class="e-content p-name">|<!--|-->|<!
<![CDATA[|]]>|<base href="//x/">|<base href="http://[">|<link rel="webmention|" href="/wm">
<link rel="pingback" href="http://evil.example/x">|<rdf:Description|dc:identifier="{TARGET}"
trackback:ping="http://evil.example/tb"|/>|<script>|</script|<template>|<svg>|<math>|<title>
<meta property="og:title" content="|">|<meta charset="utf-16">|<html lang="|<|&|&#|&#x110000;|&#0;|&amp|;|"|'|=
/|?|#|[|]|class="u-in-reply-to h-cite"|class="p-author h-card"|rel="author"|href="javascript:x"
href="http://%zz/"|href="http://[::1"|{TARGET}|<img src="{TARGET}">|<video src=|<table>|<select>|<option>
<frameset>|<plaintext>|\x00|\x0b|\ufffe|\u202e|\U0001f600|\r\n
""".replace("\n", "|").strip("|").split("|") + [" "]  # fmt: skip
XML = """
<?xml version="1.0"?>|<response>|</response>|<error>|</error>|0|1|<message>|</message>|<methodResponse>
</methodResponse>|<methodCall>|</methodCall>|<methodName>|pingback.ping|</methodName>|<params>|</params>|<param>
</param>|<value>|</value>|<fault>|</fault>|<struct>|</struct>|<member>|</member>|<name>|</name>|faultCode
faultString|<int>|</int>|<array>|<data>|</data>|</array>|<nil/>|<base64>|</base64>|<dateTime.iso8601>
</dateTime.iso8601>|<double>|</double>|<boolean>|</boolean>|<string>|</string>|&lt;|&e;|<!DOCTYPE x>
<!ENTITY e "x">|<![CDATA[|]]>|<!--|-->|http://a.example/|already|\x00|\ufffe|&#0;|\U0001f600
""".replace("\n", "|").strip("|").split("|") + [" "]  # fmt: skip
TYPES = ["", "text/html", "text/html; charset=zlib_codec", "application/json", "text/plain; charset=utf-16",
         "image/png", "application/activity+json", "text/html; charset*=x'", 'x; charset="', "x" * 2000]  # fmt: skip


def made_of(pieces, most=40):
    return st.lists(st.sampled_from(pieces) | st.text(max_size=8), max_size=most).map("".join)


encodings = st.sampled_from(["utf-8", "utf-16", "latin-1", "shift_jis", "utf-7"])
bodies = st.builds(lambda text, codec: text.encode(codec, "replace"), made_of(MARKUP), encodings) | st.binary(
    max_size=300
)
headers = st.dictionaries(
    st.sampled_from(["Content-Type", "Link", "X-Pingback", "Content-Language", "Retry-After", "Location"]),
    st.sampled_from(TYPES) | made_of(['<', '>', ';', 'rel=', '"webmention"', ',', '/wm', 'http://[', '%'], 15),
)  # fmt: skip
pages = st.builds(
    lambda status, named, body: Page(HERE, status, HTTPHeaderDict(named), body),
    st.integers(100, 999),
    headers,
    bodies,
)


def is_web(url):
    return url.startswith(("http://", "https://")) and len(url) <= 4000


@often
@given(pages)
def test_reading_a_source(page):
    found = source.read(page, TARGET)
    said = [found.title, found.author, found.site_name, found.language, found.excerpt, found.linked_words]
    assert not any(UNWANTED.search(text) for text in said)
    assert all(not url or is_web(url) for url in (found.author_url, found.author_page))
    assert len(found.title) <= 255 and len(found.excerpt) <= 500


@often
@given(pages)
def test_discovery(page):
    for url in discovery.endpoints(page, TARGET, protocols.enabled()).values():
        assert is_web(url.lower()) and "\n" not in url


@often
@given(made_of(MARKUP))
def test_links_and_excerpts_of_a_post(markup):
    for link in links.outbound(markup, HERE):
        assert is_web(link.url.lower())
        assert len(excerpts.passage(markup, link.url, base_url=HERE).text) <= excerpts.EXCERPT_CHARACTERS


@often
@given(st.integers(100, 999), made_of(XML), headers)
@example(200, dumps(Fault(48, "x")), {})
def test_answers_to_our_pings(status, body, named):
    page = Page(HERE, status, HTTPHeaderDict(named), body.encode("utf-8", "replace"))
    for protocol in (trackback, pingback, webmention):
        answer = protocol.read_answer(page)
        assert answer.outcome in ("delivered", "refused", "temporary")
        assert not UNWANTED.search(answer.message) and len(answer.message) <= 600
        assert answer.retry_after is None or 0 <= answer.retry_after <= 86400
        if not 200 <= status < 300 and protocol is not pingback:
            assert answer.outcome != "delivered"


@often
@given(made_of(XML))
def test_calls_of_xml_rpc(text):
    try:
        parsed = pingback.unmarshalled(text)
        call = pingback.Call(str(parsed.getmethodname()), pingback.values_of(parsed))
        incoming = pingback.incoming(call)
    except (BadPing, Fault):
        return
    assert is_web(incoming.url.lower()) and is_web(incoming.target.lower())


@often
@given(
    st.text(max_size=60)
    | st.builds(
        "http://{}:{}/{}".format,
        st.text(max_size=15),
        st.text("0123456789x", max_size=6),
        st.text(max_size=9),
    )
)
def test_urls(text):
    assert isinstance(source_key(text), str) and same(text, text) and isinstance(host_of(text), str)
    try:
        host, port = guard.check_url(text)
    except Forbidden:
        return
    assert host and port in guard.PORTS and "@" not in host


@often
@given(st.ip_addresses().map(str) | st.text(max_size=30))
def test_addresses(text):
    assert guard.is_public(text) in (True, False)


@often
@given(st.binary(max_size=400), st.text(max_size=20) | st.none(), st.text(max_size=20) | st.none())
@example(b"\xff\xfe\x00", "utf-16", None)
@example(b"<meta charset=zlib_codec>", "idna", "undefined")
def test_charsets(body, header, field):
    assert isinstance(charsets.decode(body, header, field), str)
    assert isinstance(charsets.decode_page(body, header or ""), str)
    text = charsets.clean(charsets.decode(body, header, field), 50)
    assert len(text) <= 50 and not UNWANTED.search(text)


@often
@given(st.binary(max_size=100), st.integers(0, 60), st.binary(max_size=30), st.integers(1, 20))
def test_gzip(content, cut, tail, step):
    packed = gzip.compress(content)[: cut or None] + tail
    try:
        whole = b"".join(reading.gunzipped(packed[n : n + step] for n in range(0, len(packed), step)))
    except Unreachable:
        return
    assert len(whole) <= 200


@often
@given(st.text(max_size=40) | st.integers().map(str) | st.datetimes().map(str))
def test_retry_after(value):
    seconds = protocols.retry_after({"Retry-After": value})
    assert seconds is None or 0 <= seconds <= 86400


LINES = ["HTTP/1.1 200 OK", "HTTP/1.0 302 x", "HTTP/1.1 100", "HTTP/", "\r\n", "\n", ":", "Content-Length: 5", "<p>x",
         "Transfer-Encoding: chunked", "Location: /", "Location: http://[", "Content-Encoding: gzip", " folded", "\x00",
         "Content-Length: -1", "5\r\nhello\r\n0\r\n", "ff", "Content-Type: text/html; charset=idna"]  # fmt: skip


@pytest.fixture(scope="module")
def speaker():
    """A server that says what the list `words` holds, and hangs up."""
    words: list[bytes] = []

    def say(connection, server):
        connection.settimeout(1)
        connection.recv(4096)
        connection.sendall(words[-1])

    with running(opening=say) as server:
        yield server, words


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(LINES) | st.text(max_size=5), max_size=12).map("\r\n".join), st.booleans())
def test_http(speaker, no_slots, settings, text, is_post):
    server, words = speaker
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({server.pair})
    words.append(text.encode("utf-8", "replace"))
    try:
        if is_post:
            page = fetch.post(server.url(), b"x", content_type="text/plain", agent="Test/1")
        else:
            page = fetch.get(server.url(), agent="Test/1")
    except FetchError as error:
        assert error.reason
        return
    assert 0 <= page.status <= 999 and len(page.body) <= fetch.PAGE_BYTES
