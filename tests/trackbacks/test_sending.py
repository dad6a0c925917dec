"""The way out: what a published post tells whom, and what is written in the ledger."""

from datetime import timedelta
from xmlrpc.client import dumps

import pytest
import time_machine
from django.utils import timezone

from tests.factories import make_author, make_post, set_site
from tests.flows import run_jobs
from tests.neighbour import DELIVERED, refusal
from trackbacks.models import LinkScan, OutgoingPing, OwnLink

pytestmark = pytest.mark.django_db


def link(url: str, words: str = "what Bob wrote") -> str:
    return f'<p>I read <a href="{url}">{words}</a> with pleasure.</p>'


def test_publishing_a_post_with_a_link_tells_the_linked_blog(bob) -> None:
    set_site(title="Alice's blog")
    target = bob.post_with_trackback()
    post = make_post("Gardens", html=link(target))
    run_jobs()
    (ping,) = OutgoingPing.objects.all()
    assert (ping.state, ping.protocol, ping.target, ping.attempts) == ("delivered", "trackback", target, 1)
    ((path, fields),) = bob.told
    assert path == "/tb/post/?key=a"
    assert fields["url"] == post.full_url
    assert fields["title"] == "Gardens"
    assert fields["blog_name"] == "Alice's blog"
    assert fields["excerpt"] == "I read what Bob wrote with pleasure."
    assert fields["charset"] == "utf-8"


@pytest.mark.parametrize("state", ["draft", "review", "private", "trash", "scheduled"])
def test_what_is_not_public_tells_nobody(bob, state) -> None:
    make_post(html=link(bob.post_with_trackback()), state=state, at=timezone.now() + timedelta(days=1))
    run_jobs()
    assert bob.told == [] and bob.asked == []


def test_a_password_post_tells_nobody(bob) -> None:
    make_post(html=link(bob.post_with_trackback()), password="enter")
    run_jobs()
    assert bob.told == [] and bob.asked == []


def test_unpublished_within_the_undo_window_nobody_was_told(bob, settings) -> None:
    settings.PINGS_UNDO_SECONDS = 60
    post = make_post(html=link(bob.post_with_trackback()))
    run_jobs()
    assert OutgoingPing.objects.count() == 0
    post.withdraw()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        run_jobs()
    assert bob.told == [] and LinkScan.objects.get().state == "cancelled"


def test_what_is_sent_is_the_post_as_it_stands_when_the_window_ends(bob, charlie, settings) -> None:
    settings.PINGS_UNDO_SECONDS = 60
    post = make_post(html=link(bob.post_with_trackback()))
    post.html = link(charlie.post_with_trackback())
    post.title = "A better title"
    post.write()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        run_jobs()
    assert bob.told == []
    assert charlie.told[0][1]["title"] == "A better title"


def test_a_post_withdrawn_after_the_scan_tells_no_more(bob) -> None:
    post = make_post(html=link(bob.post_with_trackback()))
    run_jobs(LinkScan)
    post.withdraw()
    run_jobs()
    assert OutgoingPing.objects.get().state == "cancelled" and bob.told == []


def test_published_again_it_tells_whom_it_had_not_told(bob) -> None:
    post = make_post(html=link(bob.post_with_trackback()))
    run_jobs(LinkScan)
    post.withdraw()
    post.publish()
    run_jobs()
    assert OutgoingPing.objects.get().state == "delivered" and len(bob.told) == 1


def test_an_update_tells_only_new_targets(bob, charlie) -> None:
    post = make_post(html=link(bob.post_with_trackback()))
    run_jobs()
    post.html += link(charlie.post_with_trackback())
    post.write()
    run_jobs()
    assert len(bob.told) == len(charlie.told) == 1


def test_a_link_taken_out_before_its_turn_is_not_told(bob, charlie) -> None:
    first = bob.post_with_trackback()
    post = make_post(html=link(first))
    run_jobs(LinkScan)
    post.html = link(charlie.post_with_trackback())
    post.write()
    run_jobs(LinkScan)
    run_jobs()
    assert bob.told == [] and OutgoingPing.objects.get(target=first).state == "cancelled"


def test_two_links_to_one_page_are_one_ping(bob) -> None:
    target = bob.post_with_trackback()
    make_post(html=link(target) + link(f"{target}#comments"))
    run_jobs()
    assert OutgoingPing.objects.count() == len(bob.told) == 1


def test_a_link_to_the_post_itself_never_pings() -> None:
    post = make_post("Gardens", html="<p>Nothing yet.</p>")
    post.html = link(post.full_url) + link(post.get_absolute_url())
    post.write()
    run_jobs()
    assert OutgoingPing.objects.count() == OwnLink.objects.count() == 0


def test_a_link_to_another_own_post_pings_nobody_and_is_shown_there() -> None:
    earlier = make_post("Earlier")
    later = make_post("Later", html=link(earlier.full_url) + link("http://testserver/about/"))
    run_jobs()
    assert OutgoingPing.objects.count() == 0
    assert list(OwnLink.objects.values_list("source", "target")) == [(later.pk, earlier.pk)]
    later.html = "<p>No link any more.</p>"
    later.write()
    run_jobs()
    assert not OwnLink.objects.exists()


def test_a_pasted_trackback_url_is_told_though_nothing_links_there(bob) -> None:
    bob.answers["/tb/7"] = (200, DELIVERED)
    make_post("Gardens", excerpt="About gardens.", send_trackbacks=f"{bob.url}/tb/7\r\n")
    run_jobs()
    assert OutgoingPing.objects.get().target == f"{bob.url}/tb/7"
    assert bob.told[0][1]["excerpt"] == "About gardens."


def test_a_pasted_url_that_is_linked_too_is_one_row_and_the_pasted_one_wins(bob) -> None:
    target = bob.post_with_trackback()
    pasted = f"{bob.url}/tb/post/?key=a"
    post = make_post(html=link(target), send_trackbacks=pasted)
    run_jobs()
    (ping,) = OutgoingPing.objects.all()
    assert (ping.target, ping.linked_target, ping.state) == (pasted, target, "delivered")
    assert len(bob.told) == 1
    post.write()
    run_jobs()
    assert OutgoingPing.objects.count() == len(bob.told) == 1


def test_a_pasted_url_that_may_not_be_sent_takes_nothing_from_the_link_to_its_page(bob) -> None:
    set_site(trackback_out=False, webmention_out=False)
    target, answer = bob.post_with_trackback(), dumps(("Thanks.",), methodresponse=True)
    bob.headers["X-Pingback"], bob.answers["/xml"] = f"{bob.url}/xml", (200, answer)
    make_post(html=link(target), send_trackbacks=f"{bob.url}/tb/post/?key=a")
    run_jobs()
    states = OutgoingPing.objects.order_by("pasted").values_list("state", "protocol")
    assert list(states) == [("delivered", "pingback"), ("cancelled", "trackback")]
    assert [path for path, _ in bob.told] == ["/xml"]


def test_what_is_merged_into_a_pasted_url_is_an_outcome_and_no_crash(bob, caplog) -> None:
    pasted = f"{bob.url}/tb/post/?key=a"
    make_post(html=link(bob.post_with_trackback()), send_trackbacks=pasted)
    run_jobs()
    assert OutgoingPing.objects.count() == 1 and "crashed" not in caplog.text


def test_a_url_pasted_after_its_page_was_told_through_a_link_is_not_told_again(bob) -> None:
    post = make_post(html=link(bob.post_with_trackback()))
    run_jobs()
    post.send_trackbacks = f"{bob.url}/tb/post/?key=a"
    post.write()
    run_jobs()
    (ping,) = OutgoingPing.objects.all()
    assert ping.pasted and ping.state == "delivered" and len(bob.told) == 1


ANSWERS = [
    (200, DELIVERED, "delivered", ""),
    (200, refusal("No thanks &amp; bye"), "refused", "No thanks & bye"),
    (
        200,
        refusal("We already have a ping from that URI"),
        "delivered",
        "We already have a ping from that URI",
    ),
    (409, refusal("You've already said that"), "refused", "You've already said that"),
    (200, "<html>what?</html>", "refused", "answered, unreadable: what?"),
    (302, "", "refused", "HTTP status 302"),
    (404, "no endpoint", "refused", "no endpoint"),
    (500, "oops", "retrying", "oops"),
    (503, "busy", "retrying", "busy"),
    (429, refusal("slow down"), "retrying", "slow down"),
]


@pytest.mark.parametrize(("status", "answer", "state", "message"), ANSWERS)
def test_every_answer_ends_in_a_named_state_with_their_words(bob, status, answer, state, message) -> None:
    """TB-S7"""
    make_post(html=link(bob.post_with_trackback(answer=answer, status=status)))
    run_jobs()
    ping = OutgoingPing.objects.get()
    assert (ping.state, ping.message) == (state, message)


def test_a_page_that_offers_nothing_is_no_endpoint(bob) -> None:
    make_post(html=link(bob.writes("/plain/", "<p>Hello</p>")))
    run_jobs()
    assert OutgoingPing.objects.get().state == "no_endpoint"


def test_a_dead_host_is_tried_six_times_over_the_day_and_then_failed(bob) -> None:
    make_post(html=link("http://127.0.0.1:1/gone/"))
    make_post(html=link(bob.post_with_trackback(status=500, answer="oops")))
    run_jobs()
    assert (
        OutgoingPing.objects.get(target__contains="gone").state == "failed"
    )  # not on the allow list: for good
    waits = []
    ping = OutgoingPing.objects.get(target__contains="post")
    now = timezone.now()
    while ping.due_at:
        waits.append(round((ping.due_at - now).total_seconds()))
        now = ping.due_at + timedelta(seconds=1)
        with time_machine.travel(now, tick=False):
            run_jobs()
        ping.refresh_from_db()
    assert (ping.state, ping.attempts, len(bob.told)) == ("failed", 6, 6)
    for wait, minutes in zip(waits, (1, 5, 30, 120, 480), strict=True):
        assert minutes * 48 - 2 <= wait <= minutes * 72 + 2


def test_retry_after_is_obeyed(bob) -> None:
    bob.headers["Retry-After"] = "7200"
    target = bob.post_with_trackback(status=503, answer="later")
    make_post(html=link(target))
    run_jobs()
    wait = OutgoingPing.objects.get().due_at - timezone.now()
    assert timedelta(seconds=7100) < wait <= timedelta(seconds=7200)


def test_resend_starts_again_and_cancel_stays_cancelled(bob) -> None:
    post = make_post(html=link(bob.post_with_trackback(status=500, answer="oops")))
    run_jobs()
    ping = OutgoingPing.objects.get()
    assert ping.cancel()
    post.write()
    run_jobs()
    ping.refresh_from_db()
    assert ping.state == "cancelled"
    bob.answers["/tb/post/?key=a"] = (200, DELIVERED)
    ping.resend()
    run_jobs()
    ping.refresh_from_db()
    assert ping.state == "delivered"


def test_a_scheduled_post_publishes_at_its_minute_and_then_tells(bob) -> None:
    from posts.publishing import publish_due

    at = timezone.now() + timedelta(hours=1)
    post = make_post(html=link(bob.post_with_trackback()), state="scheduled", at=at)
    assert publish_due() == 0
    with time_machine.travel(at + timedelta(seconds=1)):
        assert publish_due() == 1
        assert publish_due() == 0
        run_jobs()
    post.refresh_from_db()
    assert post.state == "published" and post.published_at == at and len(bob.told) == 1


def test_the_links_of_two_authors_count_alike(bob) -> None:
    make_post(html=link(bob.post_with_trackback("/one/")), author=make_author("Charlie"))
    run_jobs()
    assert len(bob.told) == 1
