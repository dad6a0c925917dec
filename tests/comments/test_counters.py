"""The counters: of a post, and of the queue's tabs; never counted again, and always right."""

import random

import pytest
from django.db.models import Count

from comments.models import PostComment, erasing
from comments.models.history import StatusCount
from posts.models import Post
from tests.factories import make_comment, make_ping, make_post, make_user

pytestmark = pytest.mark.django_db
STATUSES = ("pending", "approved", "spam", "trash", "unconfirmed")


def counted():
    rows = PostComment.objects.exclude(status="erased").values_list("kind", "status").annotate(n=Count("pk"))
    return {(kind, status): n for kind, status, n in rows}


def kept():
    table = StatusCount.table()
    return {(kind, status): n for kind, row in table.items() for status, n in row.items() if n}


def assert_right(*posts):
    assert kept() == counted()
    for post in posts:
        post.refresh_from_db()
        shown = PostComment.objects.shown().filter(post=post)
        assert post.comment_count == shown.filter(kind="comment").count()
        assert post.ping_count == shown.exclude(kind="comment").count()


def test_the_posts_counts_and_version_follow_what_is_shown():
    post = make_post()
    comment, ping = make_comment(post, status="pending"), make_ping(post, status="pending")
    assert_right(post)
    versions = [post.discussion_version]
    for step in (comment.approve, ping.approve, comment.mark_spam, ping.trash):
        step("system")
        assert_right(post)
        versions.append(post.discussion_version)
    assert versions == sorted(set(versions))


def test_a_hundred_changes_at_random_leave_every_counter_right():
    chance, user, post = random.Random(7), make_user(), make_post()
    things = [make_comment(post, status="pending") for _ in range(4)] + [make_ping(post) for _ in range(4)]
    for _ in range(100):
        chance.choice(things).set_status(chance.choice(STATUSES), chance.choice([user, "filter"]))
    assert_right(post)


@pytest.mark.parametrize("status", STATUSES)
def test_what_is_deleted_for_good_is_no_longer_counted(status):
    post = make_post()
    comment = make_comment(post, status=status)
    make_comment(post)
    comment.erase(make_user())
    comment.erase(make_user())
    assert_right(post)
    assert erasing.for_good([comment.pk], "erased") == 1
    assert erasing.for_good([comment.pk], "erased") == 0
    assert_right(post)


@pytest.mark.parametrize("status", STATUSES)
def test_what_leaves_the_tables_at_once_is_no_longer_counted(status):
    post = make_post()
    comment = make_comment(post, status=status)
    make_comment(post)
    assert erasing.for_good([comment.pk], "trash" if status == "spam" else "spam") == 0
    assert erasing.for_good([comment.pk], status) == 1
    assert_right(post)


def test_an_object_with_an_old_status_is_uncounted_as_it_stands_in_the_database():
    post = make_post()
    comment = make_comment(post, status="pending")
    stale = PostComment.objects.get(pk=comment.pk)
    comment.approve("system")
    stale.erase(make_user())
    assert_right(post)


def test_the_updated_date_of_the_post_does_not_move():
    post = make_post()
    make_comment(post)
    assert Post.objects.get(pk=post.pk).updated == post.updated
