"""Reading a source page: does it link, and what does it say? (WM-R5, and for TrackBack the check behind TB-R14.)"""

import json

import pytest
from urllib3 import HTTPHeaderDict

from trackbacks.page import Page
from trackbacks.source import Source, read

TARGET = "http://me.example/2026/11/post/"
LINK = f'<a href="{TARGET}">about that</a>'


def page(body, kind="text/html; charset=utf-8", url="http://alice.example/blog/entry", **headers):
    body = body if isinstance(body, bytes) else body.encode()
    return Page(url, 200, HTTPHeaderDict({"Content-Type": kind, **headers} if kind else headers), body)


@pytest.mark.parametrize(
    "markup",
    [
        LINK,
        f'<a rel="nofollow ugc" href="{TARGET}#comment-3">x</a>',
        '<a href="HTTP://ME.example:80/2026/11/post/">x</a>',
        f"<A HREF='  {TARGET} '>x</A>",
        f'<img src="{TARGET}">',
        f'<video src="{TARGET}"></video>',
        f'<audio src="{TARGET}"></audio>',
        f'<video><source src="{TARGET}"></video>',
        '<base href="http://me.example/2026/11/"><a href="post/">x</a>',
        '<a href="//me.example/2026/11/post/">x</a>',
        f"<div>{'<p>' * 2000}{LINK}",
        f"<a href=x>{LINK}</a>",
    ],
)
def test_a_page_that_links_is_known_by_its_elements(markup):
    assert read(page(markup), TARGET).links


@pytest.mark.parametrize(
    "markup",
    [
        "",
        TARGET,
        f"<p>{TARGET}</p>",
        f"<!-- {LINK} -->",
        f"<script>document.write('{LINK}')</script>",
        f"<style>{LINK}</style>",
        f"<template>{LINK}</template>",
        f"<noscript>{LINK}</noscript>",
        f"<textarea>{LINK}</textarea>",
        f"<title>{LINK}</title>",
        f"<iframe>{LINK}</iframe>",
        LINK.replace("<", "&lt;"),
        f'<link rel="next" href="{TARGET}">',
        f'<meta content="{TARGET}">',
        f'<form action="{TARGET}"></form>',
        f'<p data-href="{TARGET}" title="{TARGET}">x</p>',
        f'<a name="{TARGET}">x</a>',
        f'<a href="{TARGET}x">longer</a>',
        f'<a href="{TARGET[:-1]}">without the slash</a>',
        f'<a href="{TARGET.replace("http:", "https:")}">https</a>',
        f'<a href="http://evil.example/?u={TARGET}">redirector</a>',
        '<a href="/2026/11/post/">on her own site</a>',
    ],
)
def test_TRAP_2_a_page_that_only_mentions_the_url_does_not_link(markup):
    assert not read(page(markup), TARGET).links


@pytest.mark.parametrize(
    ("body", "kind", "links"),
    [
        (json.dumps({"a": [{"b": TARGET}]}), "application/json", True),
        (json.dumps({"a": [{"b": f"see {TARGET}"}]}), "application/json", False),
        (json.dumps({TARGET: 1}), "application/json", False),
        (json.dumps(TARGET), "application/activity+json; charset=utf-8", True),
        ("{broken", "application/json", False),
        ("[" * 100_000, "application/json", False),
        ('["' + "9" * 10 + '", ' + "9" * 10_000 + "]", "application/json", False),
        (f"I read {TARGET}, and liked it.", "text/plain", True),
        (f"({TARGET})", "text/plain", True),
        (f"{TARGET}more", "text/plain", False),
        (f"x{TARGET}", "text/plain", True),
        (LINK, "application/xhtml+xml", True),
        (LINK, "", True),
        (TARGET, "", False),
        (LINK, "image/png", False),
        (LINK, "application/pdf", False),
        (b"\x89PNG\r\n\x00", "", False),
    ],
)
def test_WM_R5_other_media_types_have_rules_of_their_own(body, kind, links):
    assert read(page(body, kind), TARGET).links is links


def test_relative_links_are_resolved_against_the_final_url():
    assert read(page('<a href="../2026/11/post/">x</a>', url="http://me.example/x/y"), TARGET).links


def test_what_the_page_says_of_itself():
    markup = f"""<html lang="de-AT"><head><title>Entry | Alice's blog</title>
      <meta property="og:title" content="An &amp; entry"><meta property="og:site_name" content="Alice's  blog">
      <meta name="author" content="Alice"></head>
      <body><p>First.</p><p>I write {LINK} here.</p><a rel="author" href="/alice">Al</a></body></html>"""
    assert read(page(markup), TARGET) == Source(
        links=True,
        title="An & entry",
        author="Alice",
        author_url="http://alice.example/alice",
        site_name="Alice's blog",
        language="de-AT",
        excerpt="I write about that here.",
        linked_words="about that",
    )


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ("<title> Plain \n title </title><h1>Heading</h1>", "Plain title"),
        ("<h1>Only a <em>heading</em></h1>", "Only a heading"),
        ("<title></title><h1>Heading</h1>", "Heading"),
        ("<meta property=og:title content=''><title>T</title>", "T"),
        ("<title>\u202eevil\u202c &#0;&#7;title</title>", "evil"),
        (f"<title>{'long ' * 100}</title>", None),
        ("<p>none</p>", ""),
    ],
)
def test_the_title_is_og_then_title_then_heading(markup, title):
    found = read(page(markup), TARGET).title
    if title is None:
        assert len(found) <= 255
    else:
        assert found.startswith(title)


FEED = (
    '<link rel="alternate" type="application/rss+xml" title="Bob &amp; Charlie’s &raquo; Feed" href="/feed/">'
)


@pytest.mark.parametrize(
    ("head", "title", "site"),
    [
        ("<title>Tea &#8211; two &#8211; Bob &amp; Charlie’s</title>" + FEED, "Tea – two", "Bob & Charlie’s"),
        ("<title>Tea | Bob</title><meta property=og:site_name content=Bob>", "Tea", "Bob"),
        ("<title>Tea - Bob &amp; Charlie’s</title>" + FEED, "Tea", "Bob & Charlie’s"),
        ("<title>Tea – Bob</title>" + FEED, "Tea", "Bob"),
        ("<title>Tea – Bo</title>" + FEED, "Tea – Bo", ""),
        ("<title>Tea – Bob</title>", "Tea – Bob", ""),
        ("<title>Bob &amp; Charlie’s » Tea</title>" + FEED, "Bob & Charlie’s » Tea", ""),
        ("<title>Bob &amp; Charlie’s</title>" + FEED, "Bob & Charlie’s", ""),
        ("<title> – Bob &amp; Charlie’s</title>" + FEED, "– Bob & Charlie’s", ""),
        ("<title>Tea – Bob</title>" + FEED.replace("alternate", "next"), "Tea – Bob", ""),
        ("<title>Tea – RSS</title>" + FEED.replace("application/rss+xml", "text/html"), "Tea – RSS", ""),
    ],
)
def test_a_title_loses_the_name_of_the_site_that_the_page_gives_elsewhere(head, title, site):
    found = read(page(head), TARGET)
    assert (found.title, found.site_name) == (title, site)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b", "http://[::1"])
def test_MF_5_only_http_urls_survive(href):
    markup = f'<meta name="author" content="Alice"><a rel="author" href="{href}">Alice</a>'
    assert read(page(markup), TARGET).author_url == ""


def test_an_author_who_is_only_a_url_is_a_url():
    found = read(page('<meta property="article:author" content="https://social.example/alice">'), TARGET)
    assert (found.author, found.author_url) == ("", "https://social.example/alice")


@pytest.mark.parametrize(
    ("lang", "header", "expected"),
    [("EN", "de", "EN"), ("", "fr, en", "fr"), ("<x>", "de", ""), ("", "", "")],
)
def test_the_language_is_a_language(lang, header, expected):
    markup = f'<html lang="{lang.replace("<", "&lt;")}"><body>'
    assert (
        read(page(markup, Content_Language="", **{"Content-Language": header}), TARGET).language == expected
    )


def test_where_a_picture_links_the_description_stands_for_the_passage():
    found = read(page(f'<meta name="description" content="What it is"><img src="{TARGET}">'), TARGET)
    assert (found.links, found.excerpt, found.linked_words) == (True, "What it is", "")


def test_a_link_in_the_first_part_of_a_cut_page_counts():
    cut = Page(
        "http://alice.example/",
        200,
        HTTPHeaderDict({"Content-Type": "text/html"}),
        f"{LINK}<p>and the".encode(),
        truncated=True,
    )
    assert read(cut, TARGET).links


def test_the_charset_of_the_page_is_honoured():
    body = f"<meta charset=windows-1251><title>Привет</title><p>Читаю {LINK} сейчас</p>".encode(
        "windows-1251"
    )
    found = read(page(body, "text/html"), TARGET)
    assert (found.title, found.excerpt) == ("Привет", "Читаю about that сейчас")


def test_words_that_link_come_before_a_picture_that_does():
    found = read(page(f'<p><img src="{TARGET}"></p><p>Read {LINK} too.</p>'), TARGET)
    assert (found.excerpt, found.linked_words) == ("Read about that too.", "about that")
