"""Where their link to us stands on their page, and what the checks for pings make of it."""

import pytest

from comments.facts import Facts
from tests.factories import make_ping, make_post, set_site
from tests.trackbacks.ping_corpus import POSTS, pings
from trackbacks import befriending, html, surroundings
from trackbacks.checks.befriended import Befriended
from trackbacks.checks.copying import Copied
from trackbacks.checks.placing import LinkFarm, LinkPlace
from trackbacks.checks.titles import Stuffed, TitleIsBlog
from trackbacks.models import OutgoingPing

TARGET = "http://me.example/2026/11/post/"
LINK = f'<a href="{TARGET}">us</a>'
OWN = f"<p>{POSTS['garden'][1]}</p>"


def look(markup, own=OWN):
    return surroundings.look(html.parse(markup), "http://you.example/", [TARGET], own)


def said(check, **facts):
    signal = check.look(Facts(**{"kind": "trackback", "found": True, **facts}))
    return signal and (signal.verdict, signal.score)


@pytest.mark.parametrize(
    ("markup", "place"),
    [
        (f"<article><p>See {LINK}.</p></article>", "text"),
        (f"<article><p>x</p><footer>via {LINK}</footer></article>", "text"),
        (f"<footer>{LINK}</footer>", "margin"),
        (f'<div id="footer"><p>{LINK}</p></div>', "margin"),
        (f'<ul class="xoxo blogroll"><li>{LINK}</li></ul>', "margin"),
        (f"<nav>{LINK}</nav>", "margin"),
        (f'<div style="display: none">{LINK}</div>', "hidden"),
        (f'<p style="position:absolute;left:-9999px">{LINK}</p>', "hidden"),
        (f"<p hidden>{LINK}</p>", "hidden"),
        (f'<p style="font-size:0.9em">{LINK}</p>', "text"),
        (f'<body class="has-sidebar"><p>{LINK}</p></body>', "text"),
        (f"<footer>{LINK}</footer><p>And in the text: {LINK}</p>", "text"),
        ("<p>no link</p>", "text"),
    ],
)
def test_the_place_of_the_link(markup, place):
    assert look(markup)["place"] == place


def test_other_sites_are_counted_once_and_not_their_own():
    markup = "".join(
        f'<a href="http://site{n % 30}.example/{n}">x</a><a href="/own{n}">y</a>' for n in range(90)
    )
    assert look(markup + LINK)["hosts"] == 30


def test_a_copy_is_told_from_a_quotation():
    assert look(f"{OWN}{LINK}")["copied"] == 100
    assert look(f"<blockquote>{OWN}</blockquote>{LINK}")["copied"] == 0
    assert look(f"<p>I like roses.</p>{LINK}", own="")["copied"] == 0


def test_a_hostile_page_is_looked_at_in_bounded_time():
    deep = "<div class=footer>" * 20_000 + LINK
    wide = f"{LINK}<blockquote>" * 10_000
    for markup in (deep, wide, "<a href=http://x.example>" * 40_000):
        assert set(look(markup)) == {"place", "hosts", "words", "copied"}


@pytest.mark.parametrize(
    ("check", "at_source", "says"),
    [
        (LinkPlace(), {"place": "hidden"}, ("spam", 100)),
        (LinkPlace(), {"place": "margin"}, ("hold", 60)),
        (LinkPlace(), {"place": "text"}, None),
        (LinkPlace(), {}, None),
        (LinkFarm(), {"hosts": 24}, None),
        (LinkFarm(), {"hosts": 25}, ("hold", 50)),
        (LinkFarm(), {"hosts": 100}, ("hold", 100)),
        (Copied(), {"copied": 34}, None),
        (Copied(), {"copied": 35}, ("hold", 50)),
        (Copied(), {"copied": 80}, ("hold", 100)),
    ],
)
def test_what_the_checks_make_of_it(check, at_source, says):
    assert said(check, at_source=at_source) == says


@pytest.mark.parametrize(
    ("check", "facts", "says"),
    [
        (TitleIsBlog(), {"title": "Bob's Blog", "blog_name": "bob’s blog"}, ("hold", 30)),
        (TitleIsBlog(), {"title": "", "blog_name": ""}, None),
        (TitleIsBlog(), {"title": "Roses", "blog_name": "Bob's blog"}, None),
        (TitleIsBlog(), {"title": "This domain is for sale"}, ("hold", 100)),
        (TitleIsBlog(), {"title": "Bob", "blog_name": "Bob", "kind": "comment"}, None),
        (Stuffed(), {"title": "cheap roses, buy roses, roses online"}, ("hold", 60)),
        (Stuffed(), {"title": "cheap roses, buy roses, roses", "text": "roses and roses"}, ("hold", 100)),
        (Stuffed(), {"title": "Roses and more roses"}, None),
        (Stuffed(), {"title": "cheap roses, buy roses, roses", "kind": "comment"}, None),
    ],
)
def test_titles(check, facts, says):
    assert said(check, **facts) == says


@pytest.mark.parametrize(("found", "says"), [(True, ("ham", -40)), (False, None), (None, None)])
def test_a_blog_that_we_link_to_is_spoken_for_once_its_link_was_seen(found, says):
    assert said(Befriended(), linked_by_us=True, found=found) == says


@pytest.mark.django_db
def test_linked_to_is_a_blog_that_was_told_of_our_link():
    ping = make_ping(status="pending", source_url="http://charlie.example/a")
    assert befriending.facts(ping) == {"linked_by_us": False}
    told = OutgoingPing(
        post=make_post(), target="http://charlie.example/b", host="charlie.example", target_key="1"
    )
    told.state = "delivered"
    told.save()
    assert befriending.facts(ping) == {"linked_by_us": True}


@pytest.mark.django_db
def test_what_surrounds_the_link_is_kept_with_the_ping_and_judged_by():
    from comments.judging import facts_of

    ping = make_ping(status="pending", at_source={"place": "hidden"})
    assert facts_of(ping, set_site()).at_source == {"place": "hidden"}


def test_the_corpus_of_pings_is_large_in_many_languages_and_halved_for_good():
    found = pings()
    assert len(found) >= 200
    assert len({ping.language for ping in found}) >= 10
    assert 90 <= sum(ping.tuned_on for ping in found) <= len(found) - 90
    assert all(
        ping.page(TARGET).count(TARGET) == 1 for ping in found if ping.kind not in ("nolink", "elsewhere")
    )
