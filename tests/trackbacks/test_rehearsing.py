"""The rehearsal: which pages a text links to, and how each wants to be told; read in the background, nobody told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import make_post, run_chores, set_site
from trackbacks import fetch, rehearsed, rehearsing
from trackbacks.models import OutgoingPing, Rehearsal
from trackbacks.models.rehearsal import FRESH, FRESH_TROUBLE

pytestmark = pytest.mark.django_db


def linking(*urls):
    return "".join(
        f'<p>Words before <a href="{url}">link {n}</a> and after.</p>' for n, url in enumerate(urls)
    )


def a_draft(*urls, **fields):
    return make_post("Letters", state="draft", html=linking(*urls), **fields)


def rehearse(post, markup=None):
    rehearsing.rehearse(post, post.html if markup is None else markup, post.send_trackbacks)
    for row in Rehearsal.objects.filter(post=post, due_at__lte=timezone.now()):
        Rehearsal.run(row.pk)
    return rehearsed.lines(post, Rehearsal.objects.filter(post=post, linked=True))


def test_each_linked_page_is_asked_and_says_how_it_wants_to_be_told(bob):
    trackback = bob.post_with_trackback("/gardens/")
    webmention = bob.writes("/bees/", '<title>Bees</title><link rel="webmention" href="/wm"><p>x</p>')
    silent = bob.writes("/none/", "<p>x</p>")
    lines = rehearse(a_draft(trackback, webmention, silent))
    assert [(line.row.target, line.protocol, line.told) for line in lines] == [
        (trackback, "trackback", True),
        (webmention, "webmention", True),
        (silent, "", False),
    ]
    assert [line.row.page_title for line in lines] == ["", "Bees", ""]
    assert bob.told == []


def test_the_linked_page_does_not_learn_which_post_it_is_about(bob, monkeypatch):
    agents = []
    real = fetch.get
    monkeypatch.setattr(fetch, "get", lambda url, *, agent: agents.append(agent) or real(url, agent=agent))
    post = a_draft(bob.writes("/gardens/", "<p>x</p>"))
    rehearse(post)
    assert len(agents) == 1
    assert post.slug not in agents[0]


def test_a_line_shows_the_passage_around_its_own_link(bob):
    lines = rehearse(a_draft(bob.post_with_trackback("/a/"), bob.post_with_trackback("/b/")))
    assert [line.reads for line in lines] == [
        "Words before link 0 and after.",
        "Words before link 1 and after.",
    ]


def test_a_link_that_stands_there_fifty_times_is_one_line(bob):
    assert len(rehearse(a_draft(*[bob.writes("/a/", "<p>x</p>")] * 50))) == 1
    assert bob.asked == ["/a/"]


def test_a_link_to_this_blog_is_not_asked_and_tells_nobody():
    (line,) = rehearse(a_draft("http://testserver/2026/11/garden/"))
    assert not line.told
    assert "Your own blog" in line.words


def test_a_private_address_is_not_asked(canary):
    (line,) = rehearse(a_draft(canary.url("/")))
    assert not line.told
    assert line.words == f"Not asked: port {canary.pair[1]} is not one that we ask."
    (line,) = rehearse(a_draft("http://127.0.0.1:8080/"))
    assert line.words == "Not asked: a private address."


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (fetch.TooSlow("it took too long to answer"), "Could not be read: it took too long to answer."),
        (fetch.TooLarge("it is too large"), "Could not be read: it is too large."),
        (fetch.Forbidden("the host's address is not a public one"), "Not asked: a private address."),
    ],
)
def test_what_could_not_be_read_is_said_in_words(monkeypatch, error, words):
    def get(url, *, agent):
        raise error

    monkeypatch.setattr(fetch, "get", get)
    (line,) = rehearse(a_draft("https://bob.example/"))
    assert line.words.startswith(words)


def test_a_page_that_is_gone_may_come_back_until_the_post_is_published(bob):
    (line,) = rehearse(a_draft(f"{bob.url}/gone/"))
    assert line.words.startswith("Could not be read: it answered 404.")
    assert line.told


def test_a_line_vanishes_with_its_link(bob):
    post = a_draft(bob.writes("/a/", "<p>x</p>"), bob.writes("/b/", "<p>x</p>"))
    rehearse(post)
    assert len(rehearse(post, linking(f"{bob.url}/b/"))) == 1
    assert Rehearsal.objects.count() == 1


def test_what_was_decided_comes_back_with_the_link(bob):
    post = a_draft(bob.post_with_trackback("/a/"))
    (line,) = rehearse(post)
    line.row.choose("My own words.", left_out=True)
    assert rehearse(post, "<p>Nothing.</p>") == []
    (line,) = rehearse(post)
    assert (line.row.excerpt, line.row.left_out) == ("My own words.", True)


def test_an_answer_is_taken_for_some_hours(bob, monkeypatch):
    post = a_draft(bob.writes("/a/", "<p>x</p>"))
    rehearse(post)
    rehearse(post)
    assert bob.asked == ["/a/"]
    Rehearsal.objects.update(asked_at=timezone.now() - FRESH * 1.1)
    rehearse(post)
    assert bob.asked == ["/a/", "/a/"]


def test_a_failure_is_taken_for_some_minutes(bob):
    post = a_draft(f"{bob.url}/gone/")
    rehearse(post)
    Rehearsal.objects.update(asked_at=timezone.now() - FRESH_TROUBLE * 1.1)
    rehearse(post)
    assert len(bob.asked) == 2


def test_asking_again_asks_every_page_but_those_that_are_being_asked(bob):
    post = a_draft(bob.writes("/a/", "<p>x</p>"), "http://testserver/about/")
    rehearse(post)
    assert Rehearsal.objects.filter(post=post).ask() == 1
    assert Rehearsal.objects.filter(post=post).ask() == 0


def test_a_pasted_url_that_a_linked_page_offers_is_one_ping(bob):
    post = a_draft(bob.post_with_trackback("/a/"), send_trackbacks=f"{bob.url}/tb/a/?key=a")
    assert [line.told for line in rehearse(post)] == [False, True]
    assert rehearsed.told(post) == 1


def test_a_protocol_that_is_switched_off_is_named(bob):
    set_site(trackback_out=False)
    (line,) = rehearse(a_draft(bob.post_with_trackback("/a/")))
    assert (line.told, line.words) == (False, "It takes TrackBack only, which is switched off here.")


def test_saving_in_the_admin_has_the_stored_text_looked_at(bob):
    post = a_draft(bob.writes("/a/", "<p>x</p>"))
    rehearsing.request(post)
    run_chores("rehearse")
    assert Rehearsal.objects.get().target == f"{bob.url}/a/"


def test_five_hundred_of_a_thousand_links_are_kept_and_a_hundred_asked():
    post = a_draft(*(f"https://bob.example/{n}/" for n in range(1000)))
    with CaptureQueriesContext(connection) as asked:
        rehearsing.rehearse(post, post.html, "")
    assert Rehearsal.objects.count() == 500
    assert Rehearsal.objects.filter(due_at__isnull=False).count() == 100
    assert len(asked) < 30


# How many are told


@pytest.mark.parametrize(
    ("fields", "n"),
    [
        ({}, 2),
        ({"password": "secret"}, 0),
        ({"tells_others": False}, 0),
        ({"send_trackbacks": "https://charlie.example/tb"}, 3),
    ],
)
def test_the_promise_counts_each_blog_of_the_text_once(fields, n):
    own = "http://testserver/about/"
    post = a_draft(
        "https://bob.example/1/", "https://bob.example/2/", "https://bob.example/2/#below", own, **fields
    )
    assert rehearsed.told(post) == n


def test_the_promise_leaves_out_what_was_left_out_and_what_takes_no_pings(bob):
    post = a_draft(
        bob.post_with_trackback("/a/"), bob.post_with_trackback("/b/"), bob.writes("/none/", "<p>x</p>")
    )
    first, *_ = rehearse(post)
    assert rehearsed.told(post) == 2
    first.row.choose("", left_out=True)
    assert rehearsed.told(post) == 1


def test_the_promise_counts_a_text_that_is_not_stored():
    from posts.models import Post

    assert rehearsed.told(Post(title="New", html=linking("https://bob.example/"))) == 1


def test_the_promise_does_not_count_who_was_told(bob):
    post = make_post(html=linking(bob.writes("/a/", "<p>x</p>")))
    ping = OutgoingPing.to(post, f"{bob.url}/a/", pasted=False)
    ping.state, ping.sent_at = "delivered", timezone.now()
    ping.save()
    assert rehearsed.told(post) == 0
