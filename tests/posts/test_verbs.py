"""The verbs of a post: where each leads, what it announces inside its transaction, and that a repeat does no harm."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from posts.models import OldAddress, Post
from posts.signals import post_published, post_updated, post_withdrawn
from tests.factories import make_author, make_post

pytestmark = pytest.mark.django_db
SIGNALS = {"published": post_published, "updated": post_updated, "withdrawn": post_withdrawn}
HIDDEN = ["draft", "review", "private", "trash"]


@pytest.fixture
def heard():
    """What was announced: (which signal, the post's state as it is stored, how deep in transactions)."""
    seen = []
    receivers = []
    for name, signal in SIGNALS.items():

        def hear(post, name=name, **kwargs):
            seen.append((name, Post.objects.get(pk=post.pk).state, len(connection.savepoint_ids)))

        signal.connect(hear)
        receivers.append((signal, hear))
    yield seen
    for signal, hear in receivers:
        signal.disconnect(hear)


@contextmanager
def refusing(signal):
    """A receiver that fails, as a full disk would make one fail."""

    def refuse(post, **kwargs):
        raise OSError("no room for the job")

    signal.connect(refuse)
    try:
        with pytest.raises(OSError, match="no room"):
            yield
    finally:
        signal.disconnect(refuse)


def names(heard):
    return [name for name, _, _ in heard]


def draft(**fields):
    return make_post("Garden", state="draft", **fields)


def stored(post):
    return Post.objects.get(pk=post.pk)


def test_publish_makes_it_public_now(heard):
    post = draft()
    post.publish()
    assert stored(post).is_public
    assert timezone.now() - stored(post).published_at < timedelta(seconds=5)
    assert stored(post).first_published_at == stored(post).updated
    assert names(heard) == ["published"]


def test_publishing_again_announces_an_update_and_keeps_the_times(heard):
    post = draft()
    post.publish()
    first = stored(post)
    stored(post).publish()
    assert (stored(post).published_at, stored(post).first_published_at) == (
        first.published_at,
        first.first_published_at,
    )
    assert names(heard) == ["published", "updated"]


def test_publish_as_if_at_an_earlier_time(heard):
    at = timezone.now() - timedelta(days=400)
    post = draft()
    post.publish(at)
    assert stored(post).published_at == at
    assert stored(post).first_published_at > at
    assert f"/{at:%Y/%m}/" in post.get_absolute_url()


def test_publish_at_a_time_to_come_schedules_and_announces_nothing(heard):
    post = draft()
    post.publish(timezone.now() + timedelta(hours=1))
    assert (stored(post).state, stored(post).is_public) == ("scheduled", False)
    assert stored(post).first_published_at is None
    assert heard == []


def test_publish_on_a_scheduled_post_means_now(heard):
    post = draft()
    post.schedule(timezone.now() + timedelta(hours=1))
    post.publish()
    assert stored(post).is_public
    assert names(heard) == ["published"]


def test_schedule_at_a_time_that_has_passed_publishes(heard):
    post = draft()
    at = timezone.now() - timedelta(minutes=1)
    post.schedule(at)
    assert (stored(post).state, stored(post).published_at) == ("published", at)


def test_scheduling_what_is_public_withdraws_it(heard):
    post = make_post()
    heard.clear()
    post.schedule(timezone.now() + timedelta(hours=1))
    assert stored(post).was_public
    assert names(heard) == ["withdrawn"]


def test_becoming_scheduled_needs_a_time():
    with pytest.raises(ValueError, match="needs a time"):
        draft().become("scheduled")


@pytest.mark.parametrize("state", HIDDEN)
def test_withdrawing_a_public_post_is_announced_once(heard, state):
    post = make_post()
    heard.clear()
    post.withdraw(state)
    post.withdraw(state)
    stored(post).withdraw(state)
    assert (stored(post).state, stored(post).was_public) == (state, True)
    assert names(heard) == ["withdrawn"]


@pytest.mark.parametrize("state", HIDDEN)
def test_what_never_was_public_is_withdrawn_without_a_word(heard, state):
    post = draft()
    post.withdraw(state)
    assert not stored(post).was_public
    assert heard == []


def test_write_keeps_what_was_edited_and_announces_it_of_a_public_post(heard):
    post = make_post("Garden")
    heard.clear()
    before, post.title = post.updated, "Gardens"
    post.write()
    assert stored(post).title == "Gardens"
    assert stored(post).updated > before
    assert names(heard) == ["updated"]


@pytest.mark.parametrize("state", HIDDEN)
def test_writing_a_hidden_post_tells_nobody(heard, state):
    post = make_post("Garden", state=state)
    heard.clear()
    post.write()
    assert heard == []


def test_a_moved_post_leaves_its_old_address_once():
    post = make_post("Garden")
    first = post.get_absolute_url()
    for slug in ("beds", "orchard", "beds"):
        post.slug = slug
        post.write()
        post.write()
    paths = set(OldAddress.objects.filter(post=post).values_list("path", flat=True))
    assert paths == {first, first.replace("garden", "beds"), first.replace("garden", "orchard")}


def test_an_address_that_leads_to_another_post_is_not_given_away():
    """A slug that is made from a title asks the old addresses, too."""
    post = make_post("Garden")
    post.slug = "beds"
    post.write()
    other = make_post("Garden", slug="", published_at=post.published_at)
    assert other.slug == "garden-2"


def test_a_draft_that_moves_leaves_none():
    post = draft()
    post.slug = "beds"
    post.write()
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize("state", ["draft", "review", "private", "published"])
def test_restore_puts_it_back_where_it_was(heard, state):
    post = make_post("Garden", state=state)
    at = post.published_at
    post.trash()
    post.trash()
    heard.clear()
    stored(post).restore()
    assert (stored(post).state, stored(post).published_at) == (state, at)
    assert names(heard) == (["published"] if state == "published" else [])


def test_a_scheduled_post_is_restored_to_its_time():
    at = timezone.now() + timedelta(hours=1)
    post = make_post("Garden", state="scheduled", at=at)
    post.trash()
    stored(post).restore()
    assert (stored(post).state, stored(post).published_at) == ("scheduled", at)


def test_a_scheduled_post_whose_time_passed_in_the_trash_is_restored_in_public(time_machine):
    at = timezone.now() + timedelta(hours=1)
    post = make_post("Garden", state="scheduled", at=at)
    post.trash()
    time_machine.move_to(at + timedelta(minutes=1), tick=False)
    stored(post).restore()
    assert stored(post).is_public


def test_a_post_that_begins_in_the_trash_is_restored_as_a_draft():
    post = make_post("Garden", state="trash")
    post.restore()
    assert stored(post).state == "draft"


@pytest.mark.parametrize(
    ("begin", "verb", "signal"),
    [
        ("draft", lambda post: post.publish(), post_published),
        ("published", lambda post: post.write(), post_updated),
        ("published", lambda post: post.trash(), post_withdrawn),
    ],
)
def test_the_announcement_is_part_of_the_transaction(heard, begin, verb, signal):
    post = make_post("Garden", state=begin)
    before = stored(post)
    heard.clear()
    outside = len(connection.savepoint_ids)
    with refusing(signal):
        post.title = "Never kept"
        verb(post)
    after = stored(post)
    assert (after.state, after.title, after.updated) == (before.state, before.title, before.updated)
    assert all(depth > outside for _, _, depth in heard)
    assert len(heard) == 1


def test_what_is_announced_is_stored_already(heard):
    post = draft()
    post.publish()
    post.trash()
    assert [(name, state) for name, state, _ in heard] == [("published", "published"), ("withdrawn", "trash")]


def test_only_one_of_two_that_publish_announces_it_as_new(heard):
    post = draft()
    first, second = stored(post), stored(post)
    first.publish()
    second.publish()
    assert names(heard) == ["published", "updated"]


def test_a_post_is_announced_from_its_very_first_save(heard):
    post = Post(title="New", author=make_author())
    post.publish()
    assert [(name, state) for name, state, _ in heard] == [("published", "published")]
