"""One megabyte of hostile markup costs at most 5 s of CPU and no recursion (PROMISES 6)."""

import time

import pytest
from urllib3 import HTTPHeaderDict

from trackbacks import discovery, html, links, source
from trackbacks.page import Page
from trackbacks.protocols import trackback

pytestmark = pytest.mark.slow

SIZE = 1 << 20
TARGET = "http://me.example/2026/11/post/"
LINK = f'<a href="{TARGET}">x</a>'

BOMBS = {
    "tags": "<a>" * (SIZE // 3),
    "our host": "".join(f"<a href=//me.example/{n:x}>" for n in range(SIZE // 26)),
    "deep": "<div>" * (SIZE // 5),
    "deep inline": "<b><i>" * (SIZE // 6),
    "links in links": "<a href=x><div>" * (SIZE // 15),
    "attributes": "<a " + " ".join(f"a{n}" for n in range(SIZE // 8)) + ">",
    "templates": "<template>" * (SIZE // 10),
    "metas": "<meta name=x content=y>" * (SIZE // 23),
    "endless base": f"<base href='{'a' * (SIZE // 2)}'>" + "<a href=x>" * 40_000,
    "rdf": "trackback" + "<rdf:Description " * (SIZE // 18),
    "rdf attributes": "trackback<rdf:Description " + "a:ping='x' " * (SIZE // 12) + ">",
    "stops": f"<p>{LINK}" + ". " * (SIZE // 3),
    "empty elements": "<b></b>" * 20_000 + LINK + "<b></b>" * 20_000,
    "signs": "<" * SIZE,
    "nothing": "\0" * SIZE,
}


def bomb(name, size):
    markup = BOMBS[name][:size]
    return Page("http://evil.example/", 200, HTTPHeaderDict({"Content-Type": "text/html"}), markup.encode())


@pytest.mark.parametrize("name", BOMBS)
def test_the_beginning_of_a_bomb_costs_its_share_in_every_reader(name):
    page = bomb(name, SIZE // 16)
    began = time.process_time()
    source.read(page, TARGET)
    discovery.endpoints(page, TARGET, [trackback])
    links.outbound(page.text, page.url)
    assert time.process_time() - began < 3


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_whole_bomb_costs_no_reader_more_than_five_seconds(name):
    page = bomb(name, SIZE)
    for reader in (source.read, lambda page, target: discovery.endpoints(page, target, [trackback])):
        began = time.process_time()
        reader(page, TARGET)
        assert time.process_time() - began < 5


def test_a_link_at_the_bottom_of_a_deep_tree_is_found():
    page = Page("http://alice.example/", 200, HTTPHeaderDict(), ("<div>" * 30_000 + LINK).encode())
    assert source.read(page, TARGET).links


def test_the_first_tags_of_a_page_with_too_many_are_read():
    assert html.bounded("<p>" * html.MARKUP_TAGS) == "<p>" * html.MARKUP_TAGS
    assert html.bounded("<p>" * (html.MARKUP_TAGS + 5)).count("<") < html.MARKUP_TAGS + 1


def test_what_is_too_long_for_a_url_is_not_even_joined():
    assert html.resolved("http://alice.example/", "x" * 2001) == ""
    assert html.resolved("http://alice.example/" + "x" * 2000, "y") == ""


def test_a_page_lets_go_of_its_tree():
    page = Page("http://alice.example/", 200, HTTPHeaderDict(), LINK.encode())
    with page.opened() as outer, page.opened() as inner:
        assert outer is inner
        assert outer.a is not None
    assert "soup" not in page.__dict__
