"""The counters: of a post, and of the queue's tabs; never counted again, and always right."""

import random

import pytest

from blogsite import doctor
from comments.models import PostComment, StatusCount, erasing
from comments.queue import listing
from posts.changes import Changes
from posts.models import Post
from tests.factories import make_author, make_comment, make_ping, make_post, make_user

pytestmark = pytest.mark.django_db
STATUSES = ("pending", "approved", "spam", "trash", "unconfirmed")


def assert_right(*posts):
    assert doctor.kept() == doctor.counted()
    for post in posts:
        post.refresh_from_db()
        shown = PostComment.objects.shown().filter(post=post)
        assert post.comment_count == shown.filter(kind="comment").count()
        assert post.ping_count == shown.exclude(kind="comment").count()


def test_the_posts_counts_follow_what_is_shown():
    post = make_post()
    comment, ping = make_comment(post, status="pending"), make_ping(post, status="pending")
    assert_right(post)
    for step in (comment.approve, ping.approve, comment.mark_spam, ping.trash):
        step("system")
        assert_right(post)


def test_a_hundred_changes_at_random_leave_every_counter_right():
    chance, user, authors = random.Random(7), make_user(), [make_author("Alice"), make_author("Bob")]
    posts = [make_post(author=author) for author in authors]
    things = [make(post, status="pending") for post in posts for make in (make_comment, make_ping) * 2]
    for _ in range(100):
        chance.choice(things).set_status(chance.choice(STATUSES), chance.choice([user, "filter"]))
        if chance.random() < 0.2:
            Changes(author=chance.choice(authors)).make(chance.choice(posts).pk, user)
    assert_right(*posts)


@pytest.mark.parametrize("verb", ["write", "publish", "trash", "withdraw"])
def test_a_post_that_gets_another_author_takes_its_discussion_along(verb):
    post, other = make_post(), make_author("Charlie")
    erased = make_comment(post)
    erased.erase(make_user())
    for status in STATUSES:
        make_comment(post, status=status)
    make_ping(post)
    post.author = other
    getattr(post, verb)()
    assert_right(post)
    assert {author for author, *_ in doctor.kept()} == {other.pk}


def test_a_post_that_is_deleted_takes_its_discussion_out_of_its_authors_counters():
    post, stays = make_post(), make_comment(make_post(author=make_author("Bob")))
    for status in STATUSES:
        make_comment(post, status=status)
    Post.objects.get(pk=post.pk).delete()
    assert doctor.kept() == doctor.counted() == {(stays.post.author_id, "comment", "approved"): 1}


def test_a_profile_without_posts_takes_its_counters_along():
    post = make_post()
    make_comment(post)
    author, post.author = post.author, make_author("Bob")
    post.write()
    author.delete()
    assert_right(post)


@pytest.mark.parametrize("role", ["author", "moderator"])
def test_the_numbers_of_the_tabs_are_one_query_that_counts_no_rows(role, django_assert_num_queries):
    user = make_user(role=role)
    for author in (make_author(user=user), make_author("Charlie")):
        make_comment(make_post(author=author), status="spam")
    user.has_perm("comments.moderate_all")  # read once for a request
    with django_assert_num_queries(1):
        table = listing.counts(user)
    assert table["spam"] == {"comment": 1 if role == "author" else 2}
    StatusCount.objects.update(n=7)
    del user._queue_counts
    assert listing.counts(user)["spam"] == {"comment": 7 if role == "author" else 14}


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
