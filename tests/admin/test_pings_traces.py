"""The trace of a ping: every step of its way, in order, in words."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.factories import make_post, make_user, set_site
from tests.flows import run_jobs
from tests.neighbour import Neighbour, refusal
from tests.pings import received_ping, sent_ping
from trackbacks.models import IncomingPing, OutgoingPing
from trackbacks.models.trail import STEPS_KEPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user("alice", role="editor")
    client.force_login(user)
    return user


@pytest.fixture
def bob(settings):
    with Neighbour() as blog:
        settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({blog.pair})
        yield blog


def trace(client, ping):
    kind = "sent" if isinstance(ping, OutgoingPing) else "received"
    return client.get(f"/admin/pings/{kind}/{ping.pk}/").content.decode()


def in_order(page, *words):
    steps = page[page.index("What happened") :]
    places = [steps.index(word) for word in words]
    return places == sorted(places)


def test_each_attempt_says_what_was_found_where_and_what_was_answered(client, editor, bob):
    target = bob.post_with_trackback(answer="<html>down</html>", status=503)
    make_post(html=f'<p><a href="{target}">x</a></p>')
    run_jobs()
    ping = OutgoingPing.objects.get()
    assert (ping.trail[0]["state"], ping.trail[0]["where"]) == ("retrying", "rdf")
    bob.post_with_trackback(answer=refusal("Pings are closed."))
    with time_machine.travel(ping.due_at + timedelta(seconds=1)):
        run_jobs()
    ping.refresh_from_db()
    page = trace(client, ping)
    assert in_order(page, "Attempt 1 by TrackBack: did not answer", "To be tried again",
                    "Attempt 2 by TrackBack: refused", "Pings are closed.")  # fmt: skip
    assert "in the RDF block of the page" in page and f"{bob.url}/tb/post/?key=a" in page
    assert "Resend" in page and "Cancel" not in page


def test_every_offer_of_the_page_is_named_with_its_place(client, editor, bob):
    head = '<link rel="webmention" href="/wm"><a rel="trackback" href="/tb">tb</a>'
    bob.headers["X-Pingback"] = f"{bob.url}/xml"
    bob.answers["/wm"] = (202, "ok")
    make_post(html=f'<p><a href="{bob.writes("/p/", head)}">x</a></p>')
    run_jobs()
    ping = OutgoingPing.objects.get()
    assert ping.found_in == {"webmention": "link", "trackback": "a", "pingback": "header"}
    page = trace(client, ping)
    offers = page[page.index("What their page offers") :]
    assert offers.index("Webmention") < offers.index("the one that was used") < offers.index("Pingback")


def test_a_ping_that_waits_says_when_it_is_tried_next_and_may_be_cancelled(client, editor):
    ping = sent_ping(state="retrying", due_at=timezone.now() + timedelta(hours=1))
    page = trace(client, ping)
    assert "Next: " in page and "Cancel" in page and "Resend" not in page
    client.post(f"/admin/pings/sent/{ping.pk}/cancel/")
    assert OutgoingPing.objects.get().state == "cancelled"


def test_resend_comes_back_to_the_trace(client, editor):
    ping = sent_ping(state="failed")
    assert client.post(f"/admin/pings/sent/{ping.pk}/resend/")["Location"] == f"/admin/pings/sent/{ping.pk}/"
    assert OutgoingPing.objects.get().state == "queued"


def test_a_received_ping_shows_its_way_through_verification(client, editor, bob):
    set_site(approve_verified_pings=True)
    post = make_post("Gardens")
    source = bob.writes("/answer/", "broken", status=500)
    client.post(post.trackback_url, {"url": source}, REMOTE_ADDR="203.0.113.5")
    run_jobs()
    ping = IncomingPing.objects.get()
    assert "Accepted as a TrackBack, from 203.0.113.5" in trace(client, ping)
    bob.writes("/answer/", f"<title>Bob answers</title><p>I read <a href='{post.full_url}'>gardens</a>.</p>")
    with time_machine.travel(ping.due_at + timedelta(seconds=1)):
        run_jobs()
        client.post(post.trackback_url, {"url": source})
        bob.writes("/answer/", "<p>No more.</p>")
        run_jobs()
    page = trace(client, ping)
    assert in_order(page, "Accepted as a TrackBack", "The source could not be read",
                    "the source answered 500", "Read the source: it links here", "Shown under the post",
                    "Sent again, once so far, from 127.0.0.1", "no link to the post was found",
                    "Moved to the trash, by its source", ">withdrawn<")  # fmt: skip
    assert "<mark>gardens</mark>" in page and "Withdrawn" in page


def test_a_look_of_our_own_is_told_from_theirs(client, editor):
    step = {"at": timezone.now().isoformat(), "state": "done", "words": "it links here", "own_look": True}
    assert "we looked again ourselves" in trace(client, received_ping(trail=[step]))


def test_what_strangers_wrote_is_escaped(client, editor):
    page = trace(client, received_ping(title="<script>alert(1)</script>", source="javascript:alert(1)"))
    assert "<script>alert" not in page and 'href="javascript:' not in page


def test_the_trail_keeps_its_first_step_and_the_newest():
    ping = sent_ping(state="queued")
    for n in range(STEPS_KEPT + 5):
        ping.trail = ping._with_step("retrying", f"answer {n}", {})
    assert len(ping.trail) == STEPS_KEPT
    assert [ping.trail[0]["words"], ping.trail[-1]["words"]] == ["answer 0", f"answer {STEPS_KEPT + 4}"]
    assert ping.trail[1]["words"] == "answer 6"
