"""What a source says of itself in microformats2, and what our own pages say (MF-1 to MF-7)."""

import time

import mf2py
import pytest
from urllib3 import HTTPHeaderDict

from tests.factories import make_comment, make_ping, make_post, set_site
from tests.flows import run_jobs
from trackbacks import html, microformats, source
from trackbacks.microformats import Entry
from trackbacks.models import IncomingPing
from trackbacks.page import Page

TARGET = "http://me.example/2026/11/post/"
HERE = "http://alice.example/blog/entry"


def read(markup, url=HERE, target=TARGET):
    return microformats.read(html.parse(markup), markup, url, target)


def entry(inner, kind="h-entry"):
    return f'<html><body><div class="{kind}">{inner}</div></body></html>'


def test_MF_1_the_first_h_entry_is_read():
    markup = entry('<p class="p-name">One</p>') + entry('<p class="p-name">Two</p>')
    assert read(markup).title == "One"
    assert (
        read(entry('<p class="p-name">Card</p>', "h-card") + entry('<p class="p-name">Two</p>')).title
        == "Two"
    )


def test_MF_1_it_may_stand_in_a_feed_and_be_of_the_old_kind():
    assert (
        read(f'<div class="h-feed"><p class="p-name">Feed</p>{entry("<p class=p-name>In</p>")}</div>').title
        == "In"
    )
    assert read(entry('<p class="entry-title">Old</p>', "hentry")).title == "Old"


@pytest.mark.parametrize(
    "markup", ["", "<p>x</p>", entry("x", "h-card"), "h-entry", '<p title="h-entry">x</p>']
)
def test_MF_1_without_one_there_is_none(markup):
    assert read(markup) is None


LINKS = [
    '<a class="u-{name}" href="{url}">x</a>',
    '<div class="u-{name} h-cite"><a class="u-url" href="{url}">x</a></div>',
    '<div class="p-{name} h-cite"><a class="u-url p-name" href="{url}">x</a></div>',
    '<a class="u-{name}" href="http://other.example/">y</a><a class="u-{name}" href="{url}#comment-3">x</a>',
]


@pytest.mark.parametrize(
    ("name", "word"),
    [("in-reply-to", "reply"), ("like-of", "like"), ("repost-of", "repost"), ("bookmark-of", "bookmark")],
)
@pytest.mark.parametrize("link", LINKS)
def test_MF_2_the_type_is_the_property_whose_value_or_cited_url_is_the_target(link, name, word):
    assert read(entry(link.format(name=name, url=TARGET))).ping_type == word


@pytest.mark.parametrize("link", LINKS)
def test_MF_2_of_another_page_it_is_a_mere_mention(link):
    assert read(entry(link.format(name="like-of", url=TARGET + "more/"))).ping_type == "mention"


def test_MF_2_a_relative_url_is_resolved():
    assert (
        read(entry('<a class="u-like-of" href="/2026/11/post/">x</a>'), "http://me.example/a").ping_type
        == "like"
    )


AUTHORS = {
    "a card": ('<p class="p-author h-card"><a class="u-url p-name" href="/al">Alice</a></p>', "Alice", "http://alice.example/al"),
    "a name": ('<p class="p-author">Alice</p>', "Alice", ""),
    "two": ('<p class="p-author">Alice</p><p class="p-author">Bob</p>', "Alice", ""),
}  # fmt: skip


@pytest.mark.parametrize(("markup", "name", "url"), AUTHORS.values(), ids=AUTHORS)
def test_MF_3_the_author_is_the_entrys(markup, name, url):
    found = read(entry(markup))
    assert (found.author, found.author_url, found.author_page) == (name, url, "")


def test_MF_3_else_the_feeds():
    feed = '<div class="h-feed"><p class="p-author h-card"><a class="u-url p-name" href="/al">Alice</a></p>{}</div>'
    found = read(feed.format(entry("<p class=p-name>x</p>")))
    assert (found.author, found.author_url) == ("Alice", "http://alice.example/al")


def test_MF_3_else_the_rel_author_page_is_to_be_read():
    found = read(entry("<p class=p-name>x</p>") + '<a rel="author" href="/about">me</a>')
    assert (found.author, found.author_page) == ("", "http://alice.example/about")


def test_MF_3_an_author_who_is_only_an_address_is_no_name():
    found = read(entry('<a class="u-author" href="/about">me</a>'))
    assert (found.author, found.author_url) == ("", "http://alice.example/about")
    assert found.author_page == "http://alice.example/about"


LONG = "word " * 200
TEXTS = {
    "short content": ('<p class="p-summary">S</p><div class="e-content">C <b>b</b></div>', "C b"),
    "500 characters": (f'<div class="e-content">{"x" * 500}</div>', "x" * 500),
    "long content, summary": (f'<p class="p-summary">S</p><div class="e-content">{LONG}</div>', "S"),
    "summary": ('<p class="p-name">N</p><p class="p-summary">S</p>', "S"),
    "name": ('<p class="p-name">N</p>', "N"),
    "long content, name": (f'<p class="p-name">N</p><div class="e-content">{LONG}</div>', "N"),
}


@pytest.mark.parametrize(("markup", "text"), TEXTS.values(), ids=TEXTS)
def test_MF_4_the_text_is_short_content_then_the_summary_then_the_name(markup, text):
    assert read(entry(markup)).text == text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://alice.example/", "mailto:a@b.example"]
)
def test_MF_5_only_http_urls_survive(url):
    card = f'<p class="p-author h-card"><a class="u-url p-name" href="{url}">Alice</a></p>'
    found = read(entry(card))
    assert (found.author, found.author_url) == ("Alice", "")
    assert read(entry("x") + f'<a rel="author" href="{url}">me</a>').author_page == ""
    assert read(entry(f'<a class="u-author" href="{url}">Alice</a>')).author_url == ""


def test_MF_5_what_is_read_is_plain_text_without_what_nobody_sees():
    found = read(
        entry(
            '<p class="p-name">&lt;script&gt;\u202ex&#7;</p><div class="e-content">a<script>b()</script>c</div>'
        )
    )
    assert found.title == "<script>x" and "b()" not in found.text
    assert len(read(entry(f'<p class="p-name">{LONG}</p>')).title) <= 255


BOMBS = {
    "deep": "<div class=h-entry>" * 20_000,
    "deep properties": "<div class='h-entry p-author h-card'>" * 5_000,
    "wide": "<div class=h-entry></div>" * 11_000,
    "many properties": "<div class=h-entry>" + "<p class=p-name>x" * 15_000,
    "many classes": f"<div class='h-entry {'p-a ' * 50_000}'>x</div>",
    "many rels": "<div class=h-entry>x</div>" + '<a rel="author me" href=x>' * 10_000,
    "value classes": "<div class=h-entry>" + "<p class=dt-published><span class=value>1</span>" * 4_000,
    "endless href": f"<div class=h-entry><a class=u-like-of href='{'x' * 250_000}'>x</a></div>",
    "bases": "<div class=h-entry>" + f"<base href='http://a/{'x' * 1000}'>" * 200 + "<a class=u-url href=y>" * 3000,
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("markup", BOMBS.values(), ids=BOMBS)
def test_a_bomb_of_microformats_costs_less_than_5_seconds(markup):
    """PROMISES 6"""
    page = Page(
        HERE, 200, HTTPHeaderDict({"Content-Type": "text/html"}), f'<a href="{TARGET}">x</a>{markup}'.encode()
    )
    began = time.process_time()
    assert source.read(page, TARGET).links
    assert time.process_time() - began < 5


def test_the_parsers_own_failures_are_no_failure_of_ours(monkeypatch):
    def broken(**options):
        raise RecursionError

    monkeypatch.setattr(mf2py, "parse", broken)
    assert read(entry("<p class=p-name>x</p>")) is None


# Through to the page


def mention(client, post, url):
    client.post("/webmention/", {"source": url, "target": post.full_url})
    run_jobs()
    return IncomingPing.objects.get(source=url).comment


@pytest.mark.django_db
def test_MF_6_the_sources_domain_stands_beside_the_claimed_name(client, bob):
    set_site(approve_verified_pings=True)
    post = make_post()
    card = '<p class="p-author h-card"><a class="u-url p-name" href="http://bank.example/">Your Bank</a></p>'
    mention(
        client, post, bob.writes("/p/", entry(f'{card}<a class="u-like-of" href="{post.full_url}">x</a>'))
    )
    page = client.get(post.get_absolute_url()).content.decode()
    assert "Your Bank" in page and '<span class="ping__host">127.0.0.1</span>' in page
    assert "Liked this" in page


@pytest.mark.django_db
def test_MF_3_the_authors_page_is_read_by_one_more_fetch(client, bob):
    set_site(approve_verified_pings=True)
    post = make_post()
    bob.writes("/about/", '<div class="h-card"><p class="p-name">Bob Builder</p></div>')
    inner = f'<a href="{post.full_url}">x</a><a rel="author" href="/about/"></a>'
    assert mention(client, post, bob.writes("/p/", entry(inner))).user_name == "Bob Builder"
    assert bob.asked == ["/p/", "/about/"]


@pytest.mark.django_db
def test_MF_3_the_authors_page_passes_the_guard_too(client, bob, canary):
    post = make_post()
    inner = f'<a href="{post.full_url}">x</a><a rel="author" href="{canary.url("/about/")}"></a>'
    assert mention(client, post, bob.writes("/p/", entry(inner))) is not None
    assert canary.connections == 0


@pytest.mark.django_db
def test_MF_7_a_post_is_an_h_entry_with_its_author_and_its_responses(client):
    post = make_post("Gardens", html=f'<p>In answer to <a rel="in-reply-to" href="{TARGET}">this</a>.</p>')
    comment, ping = make_comment(post), make_ping(post, source_url="http://charlie.example/a/")
    parsed = mf2py.parse(doc=client.get(post.get_absolute_url()).content.decode(), url=post.full_url)
    (item,) = [item for item in parsed["items"] if "h-entry" in item["type"]]
    facts = item["properties"]
    assert facts["name"] == ["Gardens"] and post.full_url in facts["url"] and facts["published"]
    assert facts["author"][0]["properties"]["name"] == ["Alice"]
    assert "In answer to" in facts["content"][0]["value"]
    (cited,) = facts["in-reply-to"]
    assert cited["type"] == ["h-cite"] and cited["properties"]["url"] == [TARGET]
    responses = {cite["properties"]["url"][0] for cite in facts["comment"]}
    assert responses == {f"{post.full_url}#comment-{comment.pk}", ping.source_url}
    assert all(cite["type"] == ["h-cite"] and cite["properties"]["author"] for cite in facts["comment"])


@pytest.mark.django_db
def test_MF_7_the_home_page_is_an_h_feed(client):
    make_post("Gardens")
    parsed = mf2py.parse(doc=client.get("/").content.decode(), url="http://testserver/")
    (feed,) = [item for item in parsed["items"] if "h-feed" in item["type"]]
    assert [child["properties"]["name"] for child in feed["children"]] == [["Gardens"]]


@pytest.mark.django_db
def test_MF_7_a_post_that_answers_another_page_says_so(client):
    post = make_post(html=f'<p>I answer <a rel="in-reply-to" href="{TARGET}">this</a>.</p>')
    page = client.get(post.get_absolute_url()).content.decode()
    assert microformats.read(html.parse(page), page, post.full_url, TARGET) == Entry(
        "reply", post.title, "I answer this.", "Alice", "http://testserver" + post.author.get_absolute_url()
    )
