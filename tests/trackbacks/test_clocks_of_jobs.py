"""Schedules of a day, clocks that differ and two schedulers, by a clock that the test moves (PROMISES 17 and 19)."""

from contextlib import contextmanager
from datetime import timedelta
from email.utils import format_datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.models import PostComment
from jobs import sweeping, tasks
from jobs.models import Chore
from posts import publishing
from posts.signals import post_published
from tests.factories import make_post, make_user, set_site
from tests.flows import run_jobs
from trackbacks import sending
from trackbacks.models import IncomingPing, OutgoingPing

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def publish(bob, **answer):
    """A post of Alice's whose one link leads to Bob, and the row of its ping."""
    make_post(html=f'<p>I read <a href="{bob.post_with_trackback(**answer)}">what Bob wrote</a>.</p>')
    run_jobs()
    return OutgoingPing.objects.get()


def run_at(moment):
    with time_machine.travel(moment, tick=False):
        run_jobs()


def waits_of(ping):
    """How long the row waits each time, until it waits no more, in minutes."""
    waits, now = [], timezone.now()
    while ping.due_at:
        waits.append((ping.due_at - now).total_seconds() / 60)
        now = ping.due_at
        run_at(now)
        ping.refresh_from_db()
    return waits


@pytest.mark.parametrize("luck", [-0.2, 0.0, 0.2])
def test_six_attempts_over_a_day(bob, monkeypatch, luck):
    asked = []

    def uniform(low, high):
        asked.append((low, high))
        return 1 + luck

    monkeypatch.setattr(sending.random, "uniform", uniform)
    ping = publish(bob, status=500, answer="oops")
    assert waits_of(ping) == pytest.approx([m * (1 + luck) for m in (1, 5, 30, 120, 480)], abs=0.1)
    assert set(asked) == {(0.8, 1.2)}
    assert (ping.state, ping.attempts, len(bob.told)) == ("failed", 6, 6)


def test_a_minute_before_its_time_nobody_is_asked(bob):
    ping = publish(bob, status=500, answer="oops")
    run_at(ping.due_at - timedelta(seconds=1))
    assert len(bob.told) == 1


@pytest.mark.parametrize(
    "wanted", ["86401", "999999999999", lambda now: format_datetime(now + timedelta(days=9), usegmt=True)]
)
def test_nobody_puts_us_off_for_longer_than_a_day(bob, wanted):
    bob.headers["Retry-After"] = wanted if isinstance(wanted, str) else wanted(timezone.now())
    ping = publish(bob, status=503, answer="later")
    assert 23.9 * HOUR < ping.due_at - timezone.now() <= 24 * HOUR


@pytest.mark.parametrize("odd", ["-5", "0", "1e9", "soon", "٣", "Thu, 01 Jan 1970 00:00:00 GMT", "x" * 9000])
def test_an_odd_retry_after_neither_hurries_nor_stops_us(bob, odd):
    bob.headers["Retry-After"] = odd if odd.isascii() else odd.encode().decode("latin-1")
    ping = publish(bob, status=503, answer="later")
    assert ping.state == "retrying"
    assert timedelta(0) < ping.due_at - timezone.now() < timedelta(minutes=2)


def test_a_put_off_counts_as_an_attempt(bob):
    bob.headers["Retry-After"] = "1"
    ping = publish(bob, status=503, answer="later")
    assert len(waits_of(ping)) == 5 and ping.state == "failed"


def test_a_target_is_told_once_however_often_its_job_runs(bob):
    ping = publish(bob)
    for _ in range(3):
        ping.renew()
        run_jobs()
    ping.refresh_from_db()
    assert ping.state == "delivered" and len(bob.told) == 1


def test_a_post_withdrawn_while_its_ping_is_under_way_tells_nobody(bob):
    """Nobody cancels what is claimed; it looks at its post once more itself."""
    post = make_post()
    ping = OutgoingPing.to(post, bob.post_with_trackback(), pasted=False)
    ping.save()
    assert ping.claim()
    post.withdraw()
    ping.perform()
    ping.refresh_from_db()
    assert bob.asked == bob.told == [] and ping.state == "cancelled"


def test_there_is_one_row_a_post_and_target(bob):
    ping = publish(bob)
    twice = False
    try:
        with transaction.atomic():
            OutgoingPing.to(ping.post, ping.target.upper().replace("/POST/", "/post/"), pasted=False).save()
            twice = True
    except IntegrityError:
        pass
    assert not twice


def test_a_page_that_names_our_own_endpoint_is_not_told(bob, monkeypatch):
    other = make_post("Gardens")
    sent = []
    monkeypatch.setattr("trackbacks.fetch.post", lambda *args, **named: sent.append(args) or 1 / 0)
    target = bob.writes("/trap/", f'<link rel="webmention" href="http://testserver/webmention/">{other.pk}')
    make_post(html=f'<a href="{target}">a page that has us tell ourselves</a>')
    run_jobs()
    assert sent == [] and OutgoingPing.objects.get().state == "failed"


# Clocks an hour apart, and two schedulers


@pytest.mark.parametrize("off", [-HOUR, HOUR])
def test_a_worker_whose_clock_is_wrong_does_not_take_what_another_holds(bob, off):
    """The lease is long enough against small errors; against an hour there is the token."""
    ping = publish(bob, status=500, answer="oops")
    with time_machine.travel(ping.due_at, tick=False):
        first = OutgoingPing.objects.get()
        assert first.claim()
    with time_machine.travel(ping.due_at + off, tick=False):
        second = OutgoingPing.objects.get()
        second.claim()
    held = [job for job in (first, second) if OutgoingPing.objects.get().token == job._held]
    assert len(held) == 1


@pytest.mark.parametrize("off", [-HOUR, HOUR])
def test_a_ping_received_by_a_web_process_whose_clock_is_wrong_is_shown_once(client, bob, off):
    set_site(approve_verified_pings=True)
    post = make_post(at=timezone.now() - 3 * HOUR)
    source = bob.writes("/p/", f'<p>I read <a href="{post.full_url}">it</a>.</p>')
    for moment in (timezone.now() + off, timezone.now(), timezone.now() - off):
        with time_machine.travel(moment):
            client.post(post.trackback_url, {"url": source, "title": "Bob's"})
            run_jobs()
    run_at(timezone.now() + 2 * HOUR)
    assert PostComment.objects.get().status == "approved" and IncomingPing.objects.get().due_at is None


def test_two_schedulers_beat_as_one(monkeypatch, settings):
    beats = []
    settings.SCHEDULED = []
    monkeypatch.setattr(sweeping, "sweep", lambda: beats.append(1))
    monkeypatch.setattr(tasks, "_last_tick", -10.0)
    for _scheduler in range(2):
        tasks.tick()
    assert len(beats) == 1


def test_two_schedulers_publish_a_post_once(bob, monkeypatch):
    """The second one does all of its work between the first one's look and its lock."""
    at = timezone.now() + HOUR
    make_post(html=f'<a href="{bob.post_with_trackback()}">x</a>', state="scheduled", at=at)
    said, others, atomic = [], [], transaction.atomic

    @contextmanager
    def interrupted():
        if not others:
            others.append(0)
            others.append(publishing.publish_due())
        with atomic():
            yield

    def told(**facts):
        said.append(facts)

    monkeypatch.setattr(publishing, "transaction", SimpleNamespace(atomic=interrupted))
    post_published.connect(told)
    with time_machine.travel(at + timedelta(seconds=1)):
        first = publishing.publish_due()
        run_jobs()
    post_published.disconnect(told)
    assert (first, others[1], len(said), len(bob.told)) == (0, 1, 1, 1)


@pytest.mark.parametrize("off", [-HOUR, HOUR])
def test_a_scheduler_whose_clock_is_wrong_and_one_whose_is_right_publish_a_post_once(bob, off):
    at = timezone.now() + 2 * HOUR
    make_post(html=f'<a href="{bob.post_with_trackback()}">x</a>', state="scheduled", at=at)
    published = 0
    for minute in range(-70, 80, 10):
        for clock in (timedelta(0), off):
            with time_machine.travel(at + timedelta(minutes=minute) + clock):
                published += publishing.publish_due()
                run_jobs()
    assert published == 1 and len(bob.told) == 1


def test_a_chore_asked_for_by_two_schedulers_is_one_row():
    for _scheduler in range(2):
        Chore.request("index", 7)
    assert Chore.objects.filter(kind="index", object_id="7").count() == 1


# What is taken back, and when


@pytest.fixture
def shown(client, bob):
    """A ping that is shown, and its source."""
    set_site(approve_verified_pings=True)
    post = make_post()
    source = bob.writes("/p/", f'<p>I read <a href="{post.full_url}">it</a>.</p>')
    client.post(post.trackback_url, {"url": source, "title": "Bob's"})
    run_jobs()
    return IncomingPing.objects.get()


def repeat(client, ping):
    client.post(ping.post.trackback_url, {"url": ping.source, "title": "Bob's"})
    run_jobs()
    ping.refresh_from_db()


def test_a_second_look_that_comes_too_soon_withdraws_nothing(client, bob, shown):
    bob.writes("/p/", "not here", status=404)
    for hours in (0, 1, 5, 22):
        with time_machine.travel(timezone.now() + hours * HOUR):
            repeat(client, shown)
    assert shown.comment.status == "approved"


def test_a_source_that_is_back_before_the_second_look_was_never_away(client, bob, shown):
    page = bob.pages["/p/"]
    bob.writes("/p/", "not here", status=404)
    repeat(client, shown)
    bob.pages["/p/"] = page
    run_at(timezone.now() + 25 * HOUR)
    shown.refresh_from_db()
    assert shown.missing_since is None and shown.comment.status == "approved"


def test_what_a_moderator_trashed_does_not_come_back_with_its_link(client, shown):
    shown.comment.trash(make_user(role="administrator"), "off topic")
    repeat(client, shown)
    assert PostComment.objects.get().status == "trash"
