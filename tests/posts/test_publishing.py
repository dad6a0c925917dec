"""Scheduled posts: the scheduler's heartbeat publishes each at its minute, once, and its links are then looked at."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs import tasks
from posts import publishing
from posts.models import Post
from posts.signals import post_published
from tests.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(timezone.now().replace(second=0, microsecond=0), tick=False)
    return time_machine


@pytest.fixture
def tick(monkeypatch, settings):
    """One heartbeat, as the worker does it, of this one entry of settings.SCHEDULED."""
    assert "posts.publishing.publish_due" in settings.SCHEDULED
    settings.SCHEDULED = ["posts.publishing.publish_due"]
    monkeypatch.setattr(tasks.sweeping, "sweep", lambda: 0)

    def beat():
        monkeypatch.setattr(tasks, "_last_tick", -100.0)
        tasks.tick()

    return beat


def scheduled(minutes=60, **fields):
    return make_post(state="scheduled", at=timezone.now() + timedelta(minutes=minutes), **fields)


def public():
    return list(Post.objects.published().order_by("published_at").values_list("title", flat=True))


def test_nothing_is_published_before_its_minute(clock, tick):
    post = scheduled()
    clock.move_to(post.published_at - timedelta(seconds=1), tick=False)
    tick()
    assert public() == []


def test_at_its_minute_it_is_public_with_the_time_it_was_given(clock, tick):
    post = scheduled(title="Garden")
    clock.move_to(post.published_at, tick=False)
    tick()
    assert public() == ["Garden"]
    assert Post.objects.get().published_at == post.published_at


def test_a_scheduler_that_was_down_publishes_what_it_missed_in_order(clock, tick):
    announced = []

    def hear(post, **kwargs):
        announced.append(post.title)

    post_published.connect(hear)
    scheduled(30, title="second")
    scheduled(10, title="first")
    scheduled(300, title="later")
    clock.shift(timedelta(hours=2))
    tick()
    post_published.disconnect(hear)
    assert announced == ["first", "second"]
    assert public() == ["first", "second"]


def test_it_asks_for_a_scan_of_its_links(clock, tick):
    post = scheduled()
    assert not hasattr(Post.objects.get(), "link_scan")
    clock.move_to(post.published_at, tick=False)
    tick()
    assert Post.objects.get().link_scan.due_at == timezone.now()


def test_a_second_heartbeat_finds_nothing_left_to_do(clock):
    scheduled()
    clock.shift(timedelta(hours=2))
    assert [publishing.publish_due(), publishing.publish_due()] == [1, 0]


def test_what_was_taken_off_the_schedule_stays_hidden(clock, tick):
    for state in ("draft", "private", "trash"):
        scheduled(title=state).withdraw(state)
    clock.shift(timedelta(hours=2))
    tick()
    assert public() == []


def test_a_password_post_is_published_too_and_tells_nobody(clock, tick):
    post = scheduled(password="sesame", html='<p><a href="http://bob.example/">Bob</a></p>')
    clock.move_to(post.published_at, tick=False)
    tick()
    assert Post.objects.get().is_public
    assert not Post.objects.get().talks


def test_a_heap_is_published_a_hundred_at_a_time(clock, monkeypatch):
    monkeypatch.setattr(publishing, "AT_ONCE", 2)
    for minutes in (1, 2, 3):
        scheduled(minutes)
    clock.shift(timedelta(hours=1))
    assert [publishing.publish_due() for _ in range(3)] == [2, 1, 0]


def test_a_post_that_is_taken_back_while_others_are_published_stays_hidden(clock):
    first, second = scheduled(1, title="first"), scheduled(2, title="second")

    def take_back(post, **kwargs):
        second.withdraw("draft")

    clock.shift(timedelta(hours=1))
    post_published.connect(take_back)
    assert publishing.publish_due() == 1
    post_published.disconnect(take_back)
    assert public() == [first.title]
