"""`seed`: exactly as many as asked for, and everything that is kept beside the rows is right."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from blogsite import doctor
from comments.models import DayCount, PostComment
from comments.paths import SEGMENT, segment
from jobs.models import Chore
from posts.models import Post
from posts.page_cache.changes import CHORE
from tests.factories import make_comment, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def seed(**amounts):
    out = io.StringIO()
    call_command("seed", **amounts, stdout=out)
    return out.getvalue()


def shown(slug):
    rows = PostComment.objects.shown().filter(post__slug=slug)
    return rows.filter(kind="comment").count(), rows.exclude(kind="comment").count()


def test_the_two_named_posts_are_always_there():
    printed = seed()
    assert [post.slug for post in Post.objects.published()] == ["hot-post", "plain-post"]
    assert shown("plain-post") == (20, 0)
    assert shown("hot-post") == (0, 0)
    assert Post.objects.get(slug="hot-post").full_url in printed


def test_there_are_exactly_as_many_as_asked_for():
    seed(posts=12, comments=30, hot_comments=25, pings=5, spam=40, pending=7)
    assert Post.objects.filter(slug__startswith="seeded-").published().count() == 12
    assert shown("hot-post") == (25, 5)
    assert PostComment.objects.shown().filter(post__slug__startswith="seeded-").count() == 30
    assert PostComment.objects.in_queue("spam").count() == 40
    assert PostComment.objects.in_queue("pending").count() == 7


@pytest.mark.parametrize("amount", [0, 3, 11])
def test_it_is_absolute(amount, settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    every = ("posts", "comments", "hot_comments", "pings", "spam", "pending")
    seed(**dict.fromkeys(every, 7))
    seed(**dict.fromkeys(every, amount) | {"posts": max(amount, 1)})
    assert shown("hot-post") == (amount, amount)
    assert PostComment.objects.filter(status="spam").count() == amount
    assert doctor.report()["problems"] == []


def test_what_is_not_named_stays():
    seed(spam=5, pending=3)
    seed(spam=6)
    assert PostComment.objects.filter(status="pending").count() == 3


def test_it_counts_what_was_there_and_takes_its_own_away_first():
    real = make_comment(make_post(), status="spam")
    seed(spam=4)
    assert PostComment.objects.filter(status="spam").count() == 4
    seed(spam=1)
    assert PostComment.objects.get(status="spam").pk == real.pk


def test_the_counters_are_those_of_the_rows():
    seed(posts=3, comments=9, hot_comments=12, pings=4, spam=6, pending=5)
    assert doctor.kept() == doctor.counted()
    for post in Post.objects.all():
        assert (post.comment_count, post.ping_count) == shown(post.slug)


def test_threads_hang_together():
    seed(hot_comments=60)
    rows = {row.pk: row for row in PostComment.objects.filter(post__slug="hot-post")}
    replies = [row for row in rows.values() if row.depth > 1]
    assert replies
    for row in rows.values():
        assert len(row.path) == SEGMENT * row.depth
        assert row.path.endswith(segment(row.created, row.pk))
    for row in replies:
        parent = rows[row.parent_id]
        assert row.path.startswith(parent.path)
        assert row.created >= parent.created
        assert row.thread_id == (parent.thread_id or parent.pk)


def test_rows_are_as_the_blog_itself_writes_them():
    seed(hot_comments=3, pings=2)
    for row in PostComment.objects.filter(post__slug="hot-post"):
        html, key = row.html, row.text_hash
        row.render()
        assert (row.html, row.text_hash) == (html, key)
        assert row.is_public
        assert row.submit_date == row.created


def test_two_thirds_of_the_spam_say_online_and_posts_say_garden():
    seed(posts=4, spam=30)
    spam = PostComment.objects.filter(status="spam")
    assert spam.filter(comment__contains="online").count() == 20
    assert Post.objects.filter(html__contains="garden").count() == 6


def test_the_same_seed_makes_the_same_words():
    seed(posts=3, seed=7)
    first = list(Post.objects.order_by("slug").values_list("title", "html"))
    seed(posts=0)
    seed(posts=3, seed=7)
    assert list(Post.objects.order_by("slug").values_list("title", "html")) == first


def test_nothing_of_it_is_judged_or_sent():
    seed(posts=2, comments=3, hot_comments=3, pings=3, spam=3, pending=3)
    assert not Chore.objects.exclude(kind__in=["index", "months", CHORE]).exists()


def test_comments_need_posts_to_stand_under():
    with pytest.raises(CommandError, match="--posts"):
        seed(comments=3)


def test_an_amount_below_nothing_is_refused():
    with pytest.raises(CommandError, match="0 or more"):
        seed(spam=-1)


def test_the_statistics_count_what_is_there():
    seed(spam=40, pending=7)
    assert DayCount.objects.filter(what="kind").aggregate(n=Sum("n"))["n"] == PostComment.objects.count()
    seed(spam=3, pending=0)
    assert DayCount.objects.filter(what="kind").aggregate(n=Sum("n"))["n"] == PostComment.objects.count()
