"""Finding a page's ping URL: TB-S8, TB-S9, and which protocol is chosen."""

from types import SimpleNamespace

import pytest
from urllib3 import HTTPHeaderDict

from trackbacks.discovery import endpoints
from trackbacks.page import Page
from trackbacks.protocols import trackback

TARGET = "http://bob.example/post"
PING = "http://bob.example/tb.cgi?id=1"


def page(markup, url=TARGET, kind="text/html; charset=utf-8"):
    return Page(url, 200, HTTPHeaderDict({"Content-Type": kind}), markup.encode())


def found(markup, target=TARGET, **options):
    return trackback.discover(page(markup, **options), target)


def rdf(identifier=TARGET, ping=PING):
    facts = f'rdf:about="{identifier}" dc:identifier="{identifier}" trackback:ping="{ping}"'
    return f"<rdf:RDF><rdf:Description {facts} /></rdf:RDF>"


@pytest.mark.parametrize(
    "markup",
    [
        rdf(),
        f"<!-- {rdf()} -->",
        f"<!--\n{rdf()}\n--><p>text</p>",
        f"<p>text</p><!-- {rdf('http://bob.example/other', 'http://bob.example/tb2')} --><!-- {rdf()} -->",
        f"<rdf:Description trackback:ping='{PING}' dc:identifier='{TARGET}' />",
        f'<RDF:DESCRIPTION DC:IDENTIFIER="{TARGET}" TRACKBACK:PING="{PING}">',
        f'<r:Description d:identifier = "{TARGET}"\n\tt:ping\n=\n"{PING}" dc:title="a > b" />',
        f"<Description dc:identifier='{TARGET}' dc:title='it\"s' trackback:ping='{PING}' />",
        rdf("http://bob.example/po&#115;t", "http://bob.example/tb.cgi?id&#61;1"),
        f'<rdf:Description dc:identifier="/post" trackback:ping="/tb.cgi?id=1" />{rdf("http://x.example/", "http://x.example/")}',
        rdf("HTTP://Bob.Example:80/post"),
    ],
)
def test_TB_S8_the_rdf_block_that_names_the_linked_url_gives_the_ping_url(markup):
    assert found(markup) == PING


@pytest.mark.parametrize(
    ("identifier", "target"),
    [
        (TARGET, f"{TARGET}#comments"),
        (f"{TARGET}#a1", TARGET),
        (f"{TARGET}#a1", f"{TARGET}#a1"),
    ],
)
def test_TB_S8_the_identifier_matches_with_or_without_a_fragment(identifier, target):
    assert found(rdf(identifier), target) == PING


def test_TB_S8_fragments_tell_the_posts_of_one_archive_page_apart():
    blocks = "".join(rdf(f"{TARGET}#{n}", f"http://bob.example/tb/{n}") for n in range(5))
    assert found(blocks, f"{TARGET}#3") == "http://bob.example/tb/3"
    assert found(blocks, TARGET) is None


def test_TB_S8_after_a_redirect_the_block_may_name_the_final_url():
    assert found(rdf(), "http://short.example/x") == PING


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<p>no blog</p>",
        rdf("http://bob.example/other"),
        rdf()[:60],
        f'<rdf:Description dc:identifier="{TARGET}" />',
        f'<rdf:Description trackback:ping="{PING}" />',
        rdf(ping="javascript:alert(1)"),
        rdf(ping="ftp://bob.example/"),
        rdf(ping="http://[::1"),
        rdf().replace("<", "&lt;"),
    ],
)
def test_TB_S8_without_a_matching_block_there_is_no_ping_url(markup):
    assert found(markup) is None


def test_TB_S6_the_query_string_stays_in_the_ping_url():
    assert (
        found(rdf(ping="http://bob.example/tb?x=1&amp;y=a%20b&amp;copy=2"))
        == "http://bob.example/tb?x=1&y=a%20b&copy=2"
    )


@pytest.mark.parametrize(
    "markup",
    [
        f'<link rel="trackback" href="{PING}">',
        f"<head><LINK REL=Trackback HREF='{PING}' type=application/x-www-form-urlencoded></head>",
        f'<a href="{PING}" rel="nofollow trackback">Trackback URL</a>',
        '<a href="/tb.cgi?id=1" rel="trackback">x</a>',
        '<base href="http://bob.example/tb.cgi"><a href="?id=1" rel="trackback">x</a>',
        f'<a href="{PING}" rel="trackback">x</a><a href="{PING}" rel="trackback">y</a>',
        f'<a rel="trackback">no href</a><link rel="trackback" href="{PING}">',
    ],
)
def test_TB_S9_rel_trackback_gives_the_ping_url(markup):
    assert found(markup) == PING


def test_TB_S9_rel_comes_before_rdf_and_link_before_a():
    other = "http://bob.example/other-tb"
    assert found(f'{rdf(ping=other)}<a rel="trackback" href="{PING}">x</a>') == PING
    assert found(f'<a rel="trackback" href="{other}">x</a><link rel="trackback" href="{PING}">') == PING


def test_TB_S9_of_several_posts_on_a_page_the_rdf_says_whose_is_whose():
    many = '<a rel="trackback" href="/tb/1">x</a><a rel="trackback" href="/tb/2">x</a>'
    assert found(many + rdf()) == PING
    assert found(many) == "http://bob.example/tb/1"


@pytest.mark.parametrize(
    "holder", ["<!-- {} -->", "<template>{}</template>", "<script>{}</script>", "<noscript>{}</noscript>"]
)
def test_TB_S9_rel_in_a_comment_or_a_script_is_no_offer(holder):
    assert found(holder.format(f'<a rel="trackback" href="{PING}">x</a>')) is None


def test_rel_words_are_whole_words():
    assert found(f'<a rel="trackbacks" href="{PING}">x</a>') is None


def test_TB_S8_a_page_that_is_no_html_is_searched_for_rdf_only():
    assert (
        found(f'<rss>{rdf()}<link rel="trackback" href="http://x.example/"/></rss>', kind="application/xml")
        == PING
    )


def test_TB_R10_what_we_advertise_is_what_we_discover():
    title = 'A "quoted" title -- with <b>, & and --> in it'
    block = trackback.advertise(TARGET, title, PING)
    assert "--" not in block.removeprefix("<!--").removesuffix("-->")
    assert found(f"<html><body>{block}</body></html>") == PING


def a_protocol(name, url):
    return SimpleNamespace(NAME=name, discover=lambda page, target: url)


def test_what_a_page_offers_is_found_in_the_order_of_preference():
    offers = [
        a_protocol("webmention", None),
        a_protocol("trackback", PING),
        a_protocol("pingback", "http://bob.example/x"),
    ]
    assert list(endpoints(page(""), TARGET, offers).items()) == [
        ("trackback", PING),
        ("pingback", "http://bob.example/x"),
    ]


def test_a_page_that_offers_nothing_has_no_endpoint():
    assert endpoints(page(""), TARGET, [a_protocol("trackback", None)]) == {}
    assert endpoints(page(rdf()), TARGET, []) == {}
