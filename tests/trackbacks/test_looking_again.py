"""Old sources are read again, slowly and politely; what has gone is marked after two looks and its text is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from comments.models import PostComment
from tests.factories import make_post, make_user, set_site
from tests.flows import run_jobs
from trackbacks.looking_again import (
    AGAIN_AT_ONCE,
    FIRST_LOOK,
    HOPE,
    LOOK_AGAIN,
    LOOKED_THROUGH,
    SECOND_LOOK,
    SPREAD,
    look_again,
)
from trackbacks.models import IncomingPing

pytestmark = pytest.mark.django_db
SOON = timedelta(seconds=1)
WEEK, MONTH = FIRST_LOOK * (1 + SPREAD), LOOK_AGAIN * (1 + SPREAD)
MISSING = [(404, "not here"), (410, "gone"), (200, "<p>no link any more</p>")]


@pytest.fixture
def post():
    set_site(approve_verified_pings=True)
    return make_post("Gardens")


@pytest.fixture
def source(client, post, bob):
    """A page of Bob's that links to the post and is shown there."""
    url = bob.writes("/answer/", f"<title>Bob</title><p>I read <a href='{post.full_url}'>this</a>.</p>")
    return told(client, post, url)


def told(client, post, url):
    client.post("/webmention/", {"source": url, "target": post.full_url})
    run_jobs()
    return url


def the_ping():
    return IncomingPing.objects.get()


def after(wait):
    """Travel on; what is due there is done, and the heartbeat has looked for old sources."""
    travel = time_machine.travel(timezone.now() + wait + SOON)
    travel.start()
    look_again()
    run_jobs()
    return travel


@pytest.fixture
def gone(source, bob):
    """Bob's page is not there any more, and both looks have found that."""
    bob.writes("/answer/", "not here", status=404)
    after(WEEK).stop()
    after(WEEK + SECOND_LOOK).stop()
    return source


def article_of(client, post):
    page = client.get(post.get_absolute_url()).content.decode()
    return page[page.index('<article class="ping') :].partition("</article>")[0]


def test_nothing_is_read_again_within_a_week(source, bob):
    after(FIRST_LOOK - timedelta(hours=1)).stop()
    assert len(bob.asked) == 1


def test_after_a_week_it_is_read_once_and_then_each_month(source, bob):
    travel = after(WEEK)
    assert look_again() == 0
    travel.stop()
    assert len(bob.asked) == 2 and (the_ping().status, the_ping().last_look) == ("approved", "same")
    assert [step["own_look"] for step in the_ping().trail] == [False, True]
    after(WEEK + LOOK_AGAIN - timedelta(days=1)).stop()
    assert len(bob.asked) == 2
    after(WEEK + MONTH + SOON).stop()
    assert len(bob.asked) == 3


def test_what_came_in_together_is_not_read_together(client, post, bob):
    for n in range(4):
        told(client, post, bob.writes(f"/{n}/", f"<a href='{post.full_url}'>x</a>"))
    times = sorted(IncomingPing.objects.values_list("look_at", flat=True))
    assert times[-1] - times[0] > timedelta(minutes=1)
    assert FIRST_LOOK - timedelta(minutes=5) < times[0] - timezone.now() < times[-1] - timezone.now() < WEEK


def test_one_at_a_time_is_read_however_many_are_old(client, post, bob):
    for n in range(3):
        told(client, post, bob.writes(f"/{n}/", f"<a href='{post.full_url}'>x</a>"))
    with time_machine.travel(timezone.now() + WEEK + SOON):
        assert look_again() == AGAIN_AT_ONCE == 1
        assert IncomingPing.objects.filter(due_at__isnull=False).count() == 1


def test_what_is_not_shown_is_not_read_and_keeps_nothing_waiting(source, bob):
    PostComment.objects.get().mark_spam(make_user(role="administrator"))
    after(WEEK).stop()
    assert len(bob.asked) == 1 and the_ping().look_at > timezone.now() + LOOK_AGAIN


def test_a_heartbeat_looks_through_few_rows(source, django_assert_num_queries):
    assert LOOKED_THROUGH <= 50
    with django_assert_num_queries(1):
        look_again()


@pytest.mark.parametrize(("status", "html"), MISSING)
def test_the_first_look_that_misses_it_changes_nothing(client, post, source, bob, status, html):
    bob.writes("/answer/", html, status=status)
    travel = after(WEEK)
    ping = the_ping()
    assert (ping.status, ping.comment.gone) == ("approved", "")
    assert ping.due_at - timezone.now() > SECOND_LOOK - timedelta(minutes=5)
    travel.stop()
    assert f'href="{source}"' in article_of(client, post)


@pytest.mark.parametrize(("status", "html"), MISSING)
def test_the_second_look_a_day_later_marks_it_and_keeps_its_text(client, post, source, bob, status, html):
    bob.writes("/answer/", html, status=status)
    after(WEEK).stop()
    after(WEEK + SECOND_LOOK).stop()
    ping = the_ping()
    assert (ping.status, ping.last_look) == ("approved", "gone")
    assert ping.comment.gone == ("link" if status == 200 else "page")
    said = article_of(client, post)
    assert "I read <mark>this</mark>." in said and source not in said
    assert ("The page is gone" in said) == (status != 200)
    assert ("That page no longer links here" in said) == (status == 200)


def test_what_has_gone_is_in_no_list_for_other_software(client, post, gone):
    assert gone.encode() not in client.get(post.trackback_url, {"__mode": "rss"}).content
    assert gone.encode() not in client.get(f"{post.get_absolute_url()}feed/").content


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_marks_nothing(client, post, source, bob, status):
    bob.writes("/answer/", "busy", status=status)
    for again in range(4):
        after((WEEK + SOON) * (again + 1)).stop()
    assert len(bob.asked) == 5
    assert (the_ping().status, the_ping().last_error) == ("approved", f"the source answered {status}")
    assert (the_ping().comment.gone, the_ping().last_look) == ("", "unread")
    assert f'href="{source}"' in article_of(client, post)


def test_a_host_that_is_not_there_marks_nothing(source, bob, settings):
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset()
    for again in range(3):
        after((WEEK + SOON) * (again + 1)).stop()
    assert (the_ping().status, the_ping().comment.gone, the_ping().last_look) == ("approved", "", "unread")


def test_a_link_that_is_back_on_the_second_look_stays(source, bob, post):
    bob.writes("/answer/", "moving", status=404)
    after(WEEK).stop()
    bob.writes("/answer/", f"<a href='{post.full_url}'>x</a>")
    after(WEEK + SECOND_LOOK).stop()
    assert (the_ping().status, the_ping().missing_since, the_ping().comment.gone) == ("approved", None, "")


def test_other_words_are_taken_over_and_the_look_says_so(source, bob, post):
    bob.writes("/answer/", f"<title>Bob</title><p>I have read <a href='{post.full_url}'>this</a> twice.</p>")
    after(WEEK).stop()
    assert the_ping().last_look == "changed"
    assert the_ping().comment.comment == "I have read this twice."


def test_what_had_gone_is_linked_again_when_it_is_back(client, post, gone, bob):
    bob.writes("/answer/", f"<title>Bob</title><p>I read <a href='{post.full_url}'>this</a>.</p>")
    after(WEEK + SECOND_LOOK + MONTH + SOON).stop()
    assert (the_ping().comment.gone, the_ping().last_look, the_ping().missing_since) == ("", "same", None)
    assert f'href="{gone}"' in article_of(client, post)


def test_TRAP_5_after_some_months_what_has_gone_is_left_alone(gone, bob):
    """TRAP-5 is a mention deleted on any error; here the row and its text stay for good."""
    asked = len(bob.asked)
    after(WEEK + SECOND_LOOK + HOPE + MONTH).stop()
    assert len(bob.asked) == asked
    assert the_ping().comment.comment == "I read this."


def test_a_sender_who_says_so_takes_even_what_was_marked_down(client, post, gone):
    told(client, post, gone)
    with time_machine.travel(timezone.now() + WEEK + SECOND_LOOK * 3):
        told(client, post, gone)
    assert the_ping().status == "withdrawn" and the_ping().comment.status == "trash"


def test_what_its_sender_withdrew_comes_back_by_itself_with_its_link(client, source, bob, post):
    bob.writes("/answer/", "gone", status=410)
    told(client, post, source)
    assert the_ping().status == "withdrawn"
    after(MONTH).stop()
    assert the_ping().status == "withdrawn" and len(bob.asked) == 3
    bob.writes("/answer/", f"<p>I read <a href='{post.full_url}'>this</a>.</p>")
    after(MONTH * 2 + SOON * 2).stop()
    assert the_ping().status == the_ping().comment.status == "approved"
    trail = the_ping().comment.events.values_list("new", "by_what", "reason")
    assert ("trash", "source", "withdrawn") in trail and ("approved", "source", "the link is back") in trail
