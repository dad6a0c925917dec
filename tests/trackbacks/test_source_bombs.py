"""One megabyte of hostile markup costs at most 5 s of CPU and no recursion (PROMISES 6)."""

import time

import pytest
from urllib3 import HTTPHeaderDict

from tests.bombs import BOMBS, LINK, SIZE, TARGET
from trackbacks import discovery, html, links, microformats, source
from trackbacks.page import Page
from trackbacks.protocols import trackback

pytestmark = pytest.mark.slow


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


def test_the_words_of_an_element_are_bounded():
    tag = html.parse("<p>" + "<b>x</b>" * 5_000).p
    assert 0 < len(html.text_of(tag)) <= html.TEXT_NODES


def json_page(text):
    headers = HTTPHeaderDict({"Content-Type": "application/json"})
    return Page("http://evil.example/", 200, headers, text.encode())


def test_a_deep_document_of_json_is_no_failure():
    try:
        links = source.read(json_page("[" * 100_000), TARGET).links
    except RecursionError:
        links = None
    assert links is False


def test_only_so_many_values_of_json_are_looked_at(monkeypatch):
    monkeypatch.setattr(source, "JSON_VALUES", 100)
    assert not source.read(json_page(f'["{TARGET}"' + ", 1" * 200 + "]"), TARGET).links
    assert source.read(json_page(f'["{TARGET}"' + ", 1" * 50 + "]"), TARGET).links


def test_microformats_are_read_of_a_bounded_page(monkeypatch):
    looked = []
    monkeypatch.setattr(microformats.mf2py, "parse", lambda **named: looked.append(named) or {})
    entry = f'<p class="h-entry">{LINK}</p>'
    for filling in ("", "x" * microformats.MARKUP_CHARACTERS):
        headers = HTTPHeaderDict({"Content-Type": "text/html"})
        assert source.read(Page("http://e.example/", 200, headers, (entry + filling).encode()), TARGET).links
    assert len(looked) == 1
