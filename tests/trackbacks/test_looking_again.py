"""Old sources are read again, slowly and politely; what has gone is withdrawn by two looks and comes back by itself."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import make_post, set_site
from tests.flows import run_jobs
from trackbacks.models import IncomingPing
from trackbacks.verifying import AGAIN_AT_ONCE, HOPE, LOOK_AGAIN, SECOND_LOOK, look_again

pytestmark = pytest.mark.django_db
SOON = timedelta(seconds=1)


@pytest.fixture
def post():
    set_site(approve_verified_pings=True)
    return make_post("Gardens")


@pytest.fixture
def source(client, post, bob):
    """A page of Bob's that links to the post and is shown there."""
    url = bob.writes("/answer/", f"<p>I read <a href='{post.full_url}'>this</a>.</p>")
    client.post("/webmention/", {"source": url, "target": post.full_url})
    run_jobs()
    assert the_ping().status == "approved"
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


def test_nothing_is_read_again_within_a_month(source, bob):
    after(LOOK_AGAIN - timedelta(hours=1)).stop()
    assert len(bob.asked) == 1


def test_after_a_month_it_is_read_once(source, bob):
    travel = after(LOOK_AGAIN)
    assert look_again() == 0
    travel.stop()
    assert len(bob.asked) == 2 and the_ping().status == "approved"
    assert [step["own_look"] for step in the_ping().trail] == [False, True]


def test_one_at_a_time_is_read_however_many_are_old(client, post, bob):
    for n in range(3):
        url = bob.writes(f"/{n}/", f"<a href='{post.full_url}'>x</a>")
        client.post("/webmention/", {"source": url, "target": post.full_url})
    run_jobs()
    with time_machine.travel(timezone.now() + LOOK_AGAIN + SOON):
        assert look_again() == AGAIN_AT_ONCE == 1
        assert IncomingPing.objects.filter(due_at__isnull=False).count() == 1


@pytest.mark.parametrize(("status", "html"), [(404, "not here"), (200, "<p>no link any more</p>")])
def test_what_we_miss_ourselves_is_withdrawn_by_a_second_look_a_day_later(source, bob, status, html):
    bob.writes("/answer/", html, status=status)
    travel = after(LOOK_AGAIN)
    ping = the_ping()
    assert ping.comment.status == "approved"
    assert ping.due_at - timezone.now() > SECOND_LOOK - timedelta(minutes=5)
    travel.stop()
    after(LOOK_AGAIN + SECOND_LOOK).stop()
    assert the_ping().status == "withdrawn" and the_ping().comment.status == "trash"


def test_a_source_that_says_gone_is_withdrawn_at_once(source, bob):
    bob.writes("/answer/", "gone", status=410)
    after(LOOK_AGAIN).stop()
    assert the_ping().status == "withdrawn"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_failure_withdraws_nothing(source, bob, status):
    bob.writes("/answer/", "busy", status=status)
    after(LOOK_AGAIN).stop()
    assert (the_ping().status, the_ping().last_error) == ("approved", f"the source answered {status}")


def test_a_link_that_is_back_on_the_second_look_stays(source, bob, post):
    bob.writes("/answer/", "moving", status=404)
    after(LOOK_AGAIN).stop()
    bob.writes("/answer/", f"<a href='{post.full_url}'>x</a>")
    after(LOOK_AGAIN + SECOND_LOOK).stop()
    assert the_ping().status == "approved" and the_ping().missing_since is None


def test_what_was_withdrawn_comes_back_by_itself_with_its_link(source, bob, post):
    bob.writes("/answer/", "gone", status=410)
    after(LOOK_AGAIN).stop()
    after(LOOK_AGAIN * 2 + SOON * 2).stop()
    assert the_ping().status == "withdrawn" and len(bob.asked) == 3
    bob.writes("/answer/", f"<p>I read <a href='{post.full_url}'>this</a>.</p>")
    after(LOOK_AGAIN * 3 + SOON * 4).stop()
    assert the_ping().status == the_ping().comment.status == "approved"
    trail = the_ping().comment.events.values_list("new", "by_what", "reason")
    assert ("trash", "source", "withdrawn") in trail and ("approved", "source", "the link is back") in trail


def test_TRAP_5_and_after_some_months_a_withdrawn_source_is_left_alone(source, bob):
    """TRAP-5 is a mention deleted on any error; here the row and its text stay for good."""
    bob.writes("/answer/", "gone", status=410)
    after(LOOK_AGAIN).stop()
    asked = len(bob.asked)
    after(LOOK_AGAIN + HOPE + SOON).stop()
    assert len(bob.asked) == asked
    assert the_ping().comment.comment == "I read this."
