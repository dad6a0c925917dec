"""TrackBack in: what is read from a request, and how it is answered (TB-R1 to R9, R12, PROMISES 7, 15, 16)."""

from urllib.parse import quote, quote_plus
from xml.etree import ElementTree

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from trackbacks.protocols import BadPing, Incoming, trackback

FORM = "application/x-www-form-urlencoded"
URL = "http://alice.example/entry"


def request(body, kind=FORM, **extra):
    body = body if isinstance(body, bytes) else body.encode()
    return RequestFactory().generic("POST", "/2026/11/post/trackback/", body, content_type=kind, **extra)


def read(body, kind=FORM, **extra):
    return trackback.read_request(request(body, kind, **extra))


def form(codec="utf-8", /, **fields):
    return "&".join(f"{name}={quote_plus(value.encode(codec))}" for name, value in fields.items())


def test_a_whole_ping_is_read():
    body = form(url=URL, title="A title", excerpt="What I wrote", blog_name="Alice's blog")
    assert read(body) == Incoming(URL, "A title", "What I wrote", "Alice's blog", "utf-8")


@pytest.mark.parametrize(
    "body", ["", "title=x&excerpt=y", "url=", "url=++&title=x", "URL=http://x.example/", "&&&", "=", "\x00"]
)
def test_TB_R1_without_a_url_the_ping_is_bad(body):
    with pytest.raises(BadPing, match="no url was given"):
        read(body)


BAD_URLS = [
    "javascript:alert(1)", "ftp://alice.example/", "alice.example/entry", "//alice.example/", "http://", "http:///x",
    "http://alice:pw@alice.example/", "http://@alice.example/", "http://[::1", "http://alice.example:port/",
    "http://alice.example/a b", "http://alice.example/\r\nX: y", "http://alice.example/\x00", "http://good\\@evil/",
    "http://alice.example/\u202efdp.exe", "http://alice.example/\ufeff", "http://alice.example/a\u00a0b",
    "http://alice.example/" + "x" * 2000, "data:text/html,x", "<script>",
]  # fmt: skip


@pytest.mark.parametrize("url", BAD_URLS)
def test_TB_R1_a_url_that_is_none_is_refused_with_the_reason(url):
    with pytest.raises(BadPing, match="the url was refused"):
        read(form(url=url))


def test_a_url_of_2000_characters_is_taken():
    assert read(form(url="http://alice.example/".ljust(2000, "x"))).url.endswith("x")


@pytest.mark.parametrize(
    "url", ["http://alice.example/ü?b=2&a=1#x", "https://alice.example:8443/", "http://bücher.example/"]
)
def test_the_url_is_kept_as_it_was_sent(url):
    assert read(form(url=url)).url == url


def test_TB_R5_without_a_title_the_url_stands_in():
    assert read(form(url=URL)).title == URL
    assert read(form(url=URL, title="<b> </b>")).title == URL


@pytest.mark.parametrize(
    ("sent", "charset", "header", "form_charset"),
    [
        ("Grüße – “x”", "windows-1252", "iso-8859-1", None),
        ("Grüße", "iso-8859-1", "", "ISO-8859-1"),
        ("Grüße", "iso-8859-1", "latin1", "utf-8"),
        ("Grüße", "utf-8", "", None),
        ("Grüße", "utf-8", "utf-7", None),
        ("Grüße", "utf-8", "zlib_codec", "undefined"),
        ("Grüße", "utf-8", "idna", "no-such-thing"),
        ("日本語のブログ記事", "euc-jp", "EUC-JP", None),
        ("日本語のブログ記事", "shift_jis", "", "Shift_JIS"),
        ("Съешь же ещё этих мягких французских булок, да выпей чаю", "windows-1251", "", None),
        ("日本語のブログ記事をたくさん読んで、トラックバックを送りました。", "euc-jp", "", None),
    ],
)
def test_TB_R8_the_charset_is_the_headers_then_the_forms_then_utf8_then_a_guess(
    sent, charset, header, form_charset
):
    fields = {"url": URL, "title": sent, "excerpt": sent * 3} | (
        {"charset": form_charset} if form_charset else {}
    )
    kind = f"{FORM}; charset={header}" if header else FORM
    assert read(form(charset, **fields), kind).title == sent


def test_TB_R8_utf7_is_refused_as_a_charset():
    ping = read(form(url=URL, title="+ADw-script+AD4-", charset="utf-7"), f"{FORM}; charset=UTF-7")
    assert (ping.title, ping.charset) == ("+ADw-script+AD4-", "utf-8")


def test_TB_R8_nul_and_other_invisible_characters_are_stripped():
    ping = read(form(url=URL, title="a\x00b\x1b", excerpt="\u202ex\u202c", blog_name="n\ufffe\x85m"))
    assert (ping.title, ping.excerpt, ping.blog_name) == ("ab", "x", "n m")


@pytest.mark.parametrize(
    "body",
    [b"url=%ff%fe%zz%", b"url=\xff\xfe&title=\x80", b"%75rl=http%3A//alice.example/%E0%A4%A", b"\xff" * 1000],
)
def test_TB_R8_broken_escapes_never_fail(body):
    try:
        read(body)
    except BadPing as bad:
        assert bad.reason


@given(
    st.binary(max_size=300), st.sampled_from(["", "utf-7", "zlib_codec", "utf-16", "iso-2022-jp", "x" * 50])
)
def test_TB_R8_no_bytes_make_it_fail(noise, charset):
    try:
        ping = read(
            b"url=http://alice.example/&title=" + noise + b"&excerpt=" + noise[::-1],
            f"{FORM}; charset={charset}",
        )
    except BadPing:
        return
    assert len(ping.title) <= 255 and len(ping.excerpt) <= 500
    ElementTree.fromstring(trackback.rss("T", URL, "", [ping]).content)


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("&#8220;quoted&#8221; &amp; [&#8230;]", "“quoted” & […]"),
        ("a <b>bold</b> <a href='x'>link</a>", "a bold link"),
        ("&lt;b&gt; stays text", "<b> stays text"),
        ("&amp;lt; decoded once", "&lt; decoded once"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("x<script>alert(1)</script>y<style>p{}</style>z", "x y z"),
        ("cut <a href='unclosed", "cut"),
        ("<!-- hidden -->shown", "shown"),
        ("&#0;&#x202e;&#xd800;x", "��x"),
        ("a<br />b", "a b"),
    ],
)
def test_what_wordpress_sends_becomes_plain_text(sent, text):
    assert read(form(url=URL, excerpt=sent)).excerpt == text


def test_long_words_are_cut_in_code_points():
    ping = read(form(url=URL, title="😀" * 3000, excerpt="word " * 3000, blog_name="b" * 3000))
    assert (len(ping.title), len(ping.blog_name)) == (255, 255)
    assert len(ping.excerpt) <= 500 and ping.excerpt.endswith("word…")


def test_of_a_repeated_field_the_first_counts():
    assert read(f"url={quote(URL)}&url=http://evil.example/").url == URL


@pytest.mark.parametrize(("fields", "taken"), [(199, True), (200, True), (201, False), (50_000, False)])
def test_a_ping_may_have_200_fields(fields, taken):
    body = f"url={quote(URL)}" + "&x=1" * (fields - 1)
    if taken:
        assert read(body).url == URL
    else:
        with pytest.raises(BadPing, match="too many fields"):
            read(body)


@pytest.mark.parametrize(
    ("size", "taken"), [(1024 * 1024, True), (1024 * 1024 + 1, False), (3_000_000, False)]
)
def test_a_body_may_have_one_mebibyte(size, taken):
    body = f"url={quote(URL)}&excerpt=".ljust(size, "x")
    if taken:
        assert len(read(body).excerpt) <= 500
    else:
        with pytest.raises(BadPing, match="too big"):
            read(body)


@pytest.mark.parametrize("length", ["-1", "many", "9" * 40, "1e3"])
def test_a_content_length_that_is_none_is_refused(length):
    refused: Exception | None = None
    try:
        read("url=x", CONTENT_LENGTH=length)
    except Exception as error:
        refused = error
    assert isinstance(refused, BadPing)


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/octet-stream", "nonsense;;;=", f"{FORM};charset"]
)
def test_the_content_type_does_not_matter_for_a_form(kind):
    assert read(form(url=URL), kind).url == URL


def test_json_and_xml_are_no_ping():
    for body, kind in ((f'{{"url": "{URL}"}}', "application/json"), (f"<url>{URL}</url>", "text/xml")):
        with pytest.raises(BadPing):
            read(body, kind)


def multipart(fields, boundary="x"):
    parts = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields
    )
    return parts + f"--{boundary}--\r\n"


def test_a_multipart_form_is_tolerated():
    ping = read(multipart([("url", URL), ("title", "Grüße")]), "multipart/form-data; boundary=x")
    assert (ping.url, ping.title) == (URL, "Grüße")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (multipart([("url", URL)]), "multipart/form-data"),
        (multipart([("url", URL)])[:40], "multipart/form-data; boundary=x"),
        (multipart([("title", "t")]), "multipart/form-data; boundary=x"),
        (multipart([("url", URL)] + [("x", "1")] * 200), "multipart/form-data; boundary=x"),
        (multipart([("url", URL)] + [("x", "1")] * 2000), "multipart/form-data; boundary=x"),
        ("x" * (1024 * 1024 + 1), "multipart/form-data; boundary=x"),
    ],
)
def test_a_broken_multipart_form_is_a_bad_ping(body, kind):
    with pytest.raises(BadPing):
        read(body, kind)


@pytest.mark.parametrize(("fields", "taken"), [(200, True), (201, False)])
def test_a_multipart_form_may_have_200_fields(fields, taken):
    body, kind = (
        multipart([("url", URL)] + [("x", "1")] * (fields - 1)),
        "multipart/form-data; boundary=x",
    )
    try:
        assert read(body, kind).url == URL and taken
    except BadPing as error:
        assert not taken and "too many fields" in error.reason


def test_TB_R8_a_multipart_forms_charset_is_off_the_list_too():
    kind = "multipart/form-data; boundary=x; charset=zlib_codec"
    assert read(multipart([("url", URL), ("title", "Grüße")]), kind).title == "Grüße"


# Answers


def test_TB_R2_TB_R9_success_is_exactly_this():
    response = trackback.answer("http://me.example/pings/1/")
    assert response.content == b'<?xml version="1.0" encoding="utf-8"?><response><error>0</error></response>'
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")


@pytest.mark.parametrize("reason", ["No", '<b> & "quotes" \' ]]>', "Grüße", "a\x00b\x08\ufffe", "x" * 10_000])
def test_TB_R3_TRAP_6_failure_carries_its_message_escaped(reason):
    response = trackback.refuse(reason)
    root = ElementTree.fromstring(response.content)
    assert (root.tag, root.findtext("error")) == ("response", "1")
    assert root.findtext("message") == reason.translate({0: None, 8: None, 0xFFFE: None})[:500]


@pytest.mark.parametrize("reason", ["<b>", "<script>alert(1)</script>", "</message><error>0</error>"])
def test_TB_R3_no_markup_of_a_reason_is_left(reason):
    assert reason.encode() not in trackback.refuse(reason).content


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b", "\ufffe"])
def test_TB_R3_a_reason_with_control_characters_is_still_xml(character):
    assert character.encode() not in trackback.refuse(f"a{character}b").content


def test_TB_R9_error_1_has_status_200_and_throttling_429_with_retry_after():
    assert trackback.refuse("closed").status_code == 200
    assert "Retry-After" not in trackback.refuse("closed")
    throttled = trackback.refuse("slow down", 429, 60)
    assert (throttled.status_code, throttled["Retry-After"], throttled["Content-Type"]) == (
        429,
        "60",
        "text/xml; charset=utf-8",
    )


def test_TB_R12_a_closed_post_answers_with_the_reason():
    root = ElementTree.fromstring(trackback.refuse("This post takes no pings.").content)
    assert root.findtext("message") == "This post takes no pings."


def test_TB_R13_no_answer_sets_a_cookie():
    assert not trackback.answer().cookies and not trackback.refuse("x").cookies


def test_TB_R7_the_rss_mode_lists_the_pings_as_rss_091_within_the_response():
    pings = [Incoming(URL, "A <title>", "An & excerpt"), Incoming("http://bob.example/?a=1&b=2", "B\x00", "")]
    response = trackback.rss("My post", "http://me.example/post/", "About it", pings, "en-gb")
    root = ElementTree.fromstring(response.content)
    assert (root.tag, root.findtext("error")) == ("response", "0")
    assert root.find("rss").get("version") == "0.91"
    channel = root.find("rss/channel")
    facts = [channel.findtext(name) for name in ("title", "link", "description", "language")]
    assert facts == ["My post", "http://me.example/post/", "About it", "en-gb"]
    items = [
        tuple(item.findtext(name) for name in ("title", "link", "description"))
        for item in channel.findall("item")
    ]
    assert items == [("A <title>", URL, "An & excerpt"), ("B", "http://bob.example/?a=1&b=2", "")]
    assert response["Content-Type"] == "text/xml; charset=utf-8"


def test_TB_R7_without_pings_the_channel_is_empty():
    root = ElementTree.fromstring(trackback.rss("T", URL, "", []).content)
    assert root.findall("rss/channel/item") == []


def test_what_is_refused_is_what_our_own_sender_reads_back():
    assert trackback.parse_answer(trackback.refuse("a <b> & c").content.decode()) == (1, "a <b> & c")
    assert trackback.parse_answer(trackback.answer().content.decode()) == (0, "")
