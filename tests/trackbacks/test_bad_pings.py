"""Bad pings at all three endpoints: an error in the protocol's own words, never a 5xx, no row (PROMISES 7, 15)."""

import re
import time
from urllib.parse import quote_from_bytes
from xmlrpc.client import dumps

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.models import PostComment
from posts.models import Hit
from tests.factories import make_post, set_site
from tests.flows import run_jobs
from tests.wsgi import post
from trackbacks.models import IncomingPing
from trackbacks.protocols import pingback

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
SOURCE = "http://charlie.example/post/"


@pytest.fixture(autouse=True)
def without_rates(settings):
    settings.RATE_LIMITS = False


def no_trace(response):
    """What no answer of ours may hold: a 5xx, a trace, HTML that came in, a cookie."""
    assert response.status_code in (200, 400, 413, 429), response.content
    text = response.content.decode()
    assert not re.search(r"Traceback|File \"|site-packages|<script|<img", text, re.IGNORECASE)
    assert not response.cookies
    return text


def is_error_of(path, response):
    text = no_trace(response)
    if "trackback" in path:
        root = fromstring(text)
        return root.tag == "response" and root.findtext("error") == "1" and bool(root.findtext("message"))
    if "xmlrpc" in path:
        return fromstring(text).find("fault/value/struct/member") is not None
    return (
        response.status_code == 400
        and response["Content-Type"].startswith("text/plain")
        and bool(text.strip())
    )


def nothing_is_left():
    return not IncomingPing.objects.exists() and not PostComment.objects.exists()


# Forms: TrackBack and Webmention


def form(**fields):
    pairs = ((name, value if isinstance(value, bytes) else value.encode()) for name, value in fields.items())
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs).encode()


BAD_FORMS = {
    "empty": (b"", FORM),
    "no kind": (b"", ""),
    "only separators": (b"&&&=&;=", FORM),
    "json": (b'{"source": "x"}', "application/json"),
    "xml": (b"<x/>", "text/xml"),
    "binary": (bytes(range(256)), "application/octet-stream"),
    "broken escapes": (b"url=%ff%fe%zz%&source=%ff&target=%", FORM),
    "utf-16": ("url=http://c.example/".encode("utf-16"), f"{FORM}; charset=utf-16"),
    "zlib": (b"url=%78%9c&source=%78%9c&target=x", f"{FORM}; charset=zlib_codec"),
    "idna": (b"url=xn--&source=xn--&target=xn--", f"{FORM}; charset=idna"),
    "undefined": (b"url=x&source=x&target=x", f"{FORM}; charset=undefined"),
    "a charset with NUL": (b"url=x&source=x&target=x", f"{FORM}; charset=utf-8\x00"),
    "surrogates": (form(url=b"http://\xed\xa0\x80/", source=b"http://\xed\xa0\x80/", target=SOURCE), FORM),
    "NUL": (form(url="http://c.example/\0", source="http://c.example/\0", target=SOURCE), FORM),
    "control": (form(url="http://c.example/\x1b[2J", source="http://c.example/\x07", target=SOURCE), FORM),
    "bidi": (form(url="http://c.example/\u202egpj", source="http://c.example/\u202egpj", target=SOURCE), FORM),
    "script": (form(url="<script>alert(1)</script>", source="<script>alert(1)</script>", target=SOURCE), FORM),
    "crlf": (form(url="http://c.example/\r\nX: y", source="http://c.example/\r\nX: y", target=SOURCE), FORM),
    "endless url": (form(url=SOURCE + "x" * 100_000, source=SOURCE + "x" * 100_000, target=SOURCE), FORM),
    "endless host": (form(url=f"http://{'a.' * 500}/", source=f"http://{'a.' * 500}/", target=SOURCE), FORM),
    "bad port": (form(url="http://c.example:99999/", source="http://c.example:-1/", target=SOURCE), FORM),
    "bad brackets": (form(url="http://[::1/", source="http://[v1.x]/", target=SOURCE), FORM),
    "oversized": (b"url=" + b"x" * 1024 * 1024, FORM),
    "200 fields and more": (b"url=x&" + b"a=b&" * 300, FORM),
    "multipart without boundary": (b"x", "multipart/form-data"),
    "multipart cut off": (b'--x\r\nContent-Disposition: form-data; name="url', "multipart/form-data; boundary=x"),
    "multipart boundary bomb": (b"--x\r\n" * 50_000, "multipart/form-data; boundary=x"),
    "multipart odd encoding": (
        b'--x\r\nContent-Disposition: form-data; name="url"\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--',
        "multipart/form-data; boundary=x",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FORMS)
@pytest.mark.parametrize("path", ["trackback", "/webmention/"])
def test_a_bad_form_gets_the_protocols_own_error(path, name):
    body, kind = BAD_FORMS[name]
    path = make_post().trackback_url if path == "trackback" else path
    assert is_error_of(path, post(path.removeprefix("http://testserver"), body, kind))
    assert nothing_is_left()


@settings(max_examples=60)
@given(
    st.binary(max_size=200),
    st.sampled_from(["", "utf-7", "utf-16", "iso-2022-jp", "rot13", "punycode", "raw_unicode_escape"]),
    st.sampled_from(["/webmention/", "/wp-trackback.php?p=1", "/xmlrpc.php"]),
)
def test_no_bytes_make_an_endpoint_fail(noise, charset, path):
    kind = "text/xml" if "xml" in path else FORM
    body = noise if "xml" in path else b"url=http://c.example/&source=" + noise + b"&target=" + noise[::-1]
    no_trace(post(path, body, f"{kind}; charset={charset}"))


# XML-RPC


def ping(*parameters, method="pingback.ping"):
    return dumps(parameters, method, allow_none=True)


def nested(opening, closing, depth):
    inner = f"<params><param>{opening * depth}x{closing * depth}</param></params>"
    return f"<methodCall><methodName>pingback.ping</methodName>{inner}</methodCall>"


GOOD = ping(SOURCE, "http://testserver/2026/11/post/").partition("?>")[2]  # a declaration must stand first
ENTITIES = '<!DOCTYPE x [<!ENTITY a "lol">{}]>'.format(
    "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
)
MALFORMED = {
    "nothing": "",
    "words": "hello",
    "form": "source=x&target=y",
    "json": '{"method": "pingback.ping"}',
    "cut off": GOOD[:-30],
    "no method": "<methodCall><params></params></methodCall>",
    "empty method": ping(SOURCE, SOURCE, method="").replace("<params>", "<params>"),
    "an answer": dumps(("x",), methodresponse=True),
    "a fault within": "<methodCall><methodName>pingback.ping</methodName><fault></fault></methodCall>",
    "a fault of a string": "<methodCall><methodName>pingback.ping</methodName>"
    "<fault><value>x</value></fault></methodCall>",
    "doctype": "<!DOCTYPE methodCall>" + GOOD,
    "doctype in lower case": '<?xml version="1.0"?><!doctype x>' + GOOD,
    "external DTD": '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">' + GOOD,
    "one entity": '<!DOCTYPE x [<!ENTITY e "x">]>' + GOOD.replace(SOURCE, "&e;"),
    "parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>' + GOOD,
    "external entity": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + GOOD.replace(SOURCE, "&e;"),
    "billion laughs": ENTITIES + GOOD.replace(SOURCE, "&i;"),
    "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"a" * 10_000}">]>' + GOOD.replace(SOURCE, "&a;" * 5_000),
    "unknown entity": GOOD.replace(SOURCE, "&nbsp;"),
    "NUL": GOOD.replace(SOURCE, "http://c.example/\0"),
    "control": GOOD.replace(SOURCE, "http://c.example/\x1b"),
    "noncharacter by number": GOOD.replace(SOURCE, "http://c.example/&#0;"),
    "surrogate by number": GOOD.replace(SOURCE, "http://c.example/&#xD800;"),
    "endless integer": GOOD.replace(f"<string>{SOURCE}</string>", f"<int>{'9' * 20_000}</int>"),
    "bad integer": GOOD.replace(f"<string>{SOURCE}</string>", "<int>x</int>"),
    "bad boolean": GOOD.replace(f"<string>{SOURCE}</string>", "<boolean>2</boolean>"),
    "deep elements": "<a>" * 15_000,
    "oversized": GOOD.ljust(70_000),
    "too many attributes": "<methodCall " + " ".join(f'a{n}="x"' for n in range(5_000)) + ">",
}


@pytest.mark.parametrize("name", MALFORMED)
def test_PB_R4_malformed_xml_rpc_is_fault_32700(client, name):
    began = time.process_time()
    response = client.generic("POST", "/xmlrpc.php", MALFORMED[name], content_type="text/xml")
    assert "<int>-32700</int>" in no_trace(response)
    assert "passwd" not in response.content.decode() and "root:" not in response.content.decode()
    assert time.process_time() - began < 1 and nothing_is_left()


WRONG = {
    "none": ping(),
    "one": ping(SOURCE),
    "three": ping(SOURCE, SOURCE, SOURCE),
    "integers": ping(1, 2),
    "nil": ping(None, None),
    "booleans": ping(True, False),
    "lists": ping([SOURCE], [SOURCE]),
    "structs": ping({"source": SOURCE}, {"target": SOURCE}),
    "a list of both": ping([SOURCE, SOURCE]),
    "doubles": ping(1.5, float("inf")),
    "base64": ping(b"http://c.example/", SOURCE),
    "deep lists": nested("<value><array><data>", "</data></array></value>", 800),
    "deep structs": nested("<value><struct><member><name>a</name>", "</member></struct></value>", 400),
    "an empty value": GOOD.replace(f"<string>{SOURCE}</string>", ""),
}


@pytest.mark.parametrize("name", WRONG)
def test_PB_R4_wrong_parameters_are_a_fault(client, name):
    response = client.generic("POST", "/xmlrpc.php", WRONG[name], content_type="text/xml")
    assert is_error_of("/xmlrpc.php", response) and nothing_is_left()


MULTICALL = dumps(([{"methodName": "pingback.ping", "params": [SOURCE, "x"]}] * 50,), "system.multicall")


def test_system_multicall_is_an_unknown_method_and_does_nothing(client):
    """PROMISES 7"""
    response = client.generic("POST", "/xmlrpc.php", MULTICALL, content_type="text/xml")
    assert response.content.count(b"<fault>") == 1 and b"-32601" in response.content
    assert nothing_is_left()


@pytest.mark.parametrize(
    ("codec", "declared"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("iso-8859-1", "iso-8859-1"), ("utf-8", "UTF-7"),
     ("utf-8", "zlib_codec"), ("utf-16", "utf-16"), ("shift_jis", "shift_jis")],
)  # fmt: skip
def test_a_call_in_another_charset_is_read_all_the_same(client, codec, declared):
    post = make_post()
    body = (
        f'<?xml version="1.0" encoding="{declared or codec}"?>'
        + ping(SOURCE, post.full_url).partition("?>")[2]
    )
    client.generic("POST", "/xmlrpc.php", body.encode(codec), content_type=f"text/xml; charset={declared}")
    assert IncomingPing.objects.get().source == SOURCE


def test_the_name_of_an_unknown_method_is_told_back_escaped_and_short(client):
    evil = "<script>alert(1)</script>" + "x" * 5_000
    response = client.generic("POST", "/xmlrpc.php", ping(method=evil), content_type="text/xml")
    assert len(no_trace(response)) < 1_000


@pytest.mark.parametrize("reason", ["<b> & ]]>", "a\x00b\x1bc\ufffe", "\ud800", "x" * 10_000])
def test_a_fault_is_well_formed_whatever_its_reason(reason):
    assert fromstring(pingback.refuse(reason).content).find("fault") is not None


# What was taken


@pytest.mark.parametrize("bad", ["\0", "\x1b", "\u202e", "\ufffe", "\u2066"])
def test_nothing_invisible_is_stored(client, bob, bad):
    """PROMISES 15"""
    set_site(approve_verified_pings=True)
    post = make_post()
    page = f'<title>T{bad}itle</title><p>S{bad}ome <a href="{post.full_url}">w{bad}ords</a></p>'
    fields = {
        "url": bob.writes("/p/", page),
        "title": f"a{bad}b",
        "excerpt": f"a{bad}b",
        "blog_name": f"B{bad}ob",
    }
    client.post(post.trackback_url, fields)
    run_jobs()
    ping, comment = IncomingPing.objects.get(), PostComment.objects.get()
    kept = [
        ping.title,
        ping.excerpt,
        ping.blog_name,
        comment.title,
        comment.comment,
        comment.html,
        comment.blog_name,
    ]
    assert (ping.title, comment.title) == ("ab", "Title")
    assert not any(bad in text for text in [*kept, comment.linked_words, comment.user_name])


def test_a_refused_ping_costs_its_sender_no_count(client, settings):
    settings.RATE_LIMITS = True
    for _ in range(40):
        client.post("/webmention/", {"source": "x", "target": "y"})
    assert not Hit.objects.exists()
