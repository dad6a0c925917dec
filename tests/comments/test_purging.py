"""Spam and trash lie for the owner's days and are then gone for good; nothing else ever is."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments import expiry
from comments.models import Notice, PostComment, Report, StatusCount
from jobs.models import Chore
from posts.models import SiteSettings
from posts.page_cache.changes import CHORE
from tests.comments.test_counters import assert_right
from tests.factories import make_comment, make_ping, make_post, make_user, run_chores, set_site

pytestmark = pytest.mark.django_db
STAYS = ("approved", "pending", "unconfirmed")


def after(days):
    return time_machine.travel(timezone.now() + timedelta(days=days, seconds=1))


@pytest.mark.parametrize(("status", "days"), [("spam", 15), ("trash", 30)])
def test_what_was_thrown_away_is_gone_after_the_days_of_the_settings(status, days):
    post = make_post()
    comment, ping = make_comment(post, status=status), make_ping(post, status=status)
    with after(days - 1):
        assert expiry.purge() == 0
    with after(days):
        assert expiry.purge() == 2
    assert not PostComment.objects.filter(pk__in=[comment.pk, ping.pk]).exists()
    assert_right(post)


def test_whatever_hangs_on_it_is_no_hindrance():
    comment, user = make_comment(status="pending"), make_user(role="administrator")
    Notice.objects.create(user=user, comment=comment)
    Report.file(comment, "somebody", "spam", "")
    comment.mark_spam(user)
    run_chores("learn")
    with after(15):
        assert expiry.purge() == 1
    assert not Notice.objects.exists() and not Report.objects.exists()
    connection.check_constraints()


@pytest.mark.parametrize("status", STAYS)
def test_nothing_else_is_ever_purged(status):
    post = make_post()
    kept = [make_comment(post, status=status), make_ping(post, status=status)]
    with after(10_000):
        assert expiry.purge() == 0
    assert PostComment.objects.filter(status=status).count() == len(kept)
    assert_right(post)


@pytest.mark.parametrize("status", ["approved", "pending"])
def test_what_was_brought_back_is_not_purged(status):
    comment = make_comment(status="spam")
    comment.set_status(status, "filter")
    with after(10_000):
        assert expiry.purge() == 0
    assert PostComment.objects.get().status == status


def test_what_was_approved_between_the_look_and_the_deletion_stays(monkeypatch):
    comment = make_comment(status="spam")
    for_good = expiry.erasing.for_good

    def meanwhile(ids, status):
        comment.approve("filter")
        return for_good(ids, status)

    monkeypatch.setattr("comments.expiry.erasing.for_good", meanwhile)
    with after(20):
        assert expiry.purge() == 0
    assert PostComment.objects.get().status == "approved"


def test_the_days_count_from_when_it_came_there_not_from_when_it_was_written():
    comment = make_comment(created=timezone.now() - timedelta(days=400))
    comment.mark_spam("filter")
    assert expiry.purge() == 0
    with after(14):
        comment.trash("system")
    with after(14 + 29):
        assert expiry.purge() == 0
    with after(14 + 30):
        assert expiry.purge() == 1


@pytest.mark.parametrize("status", ["spam", "trash"])
def test_0_days_keep_it(status):
    set_site(**{f"{status}_kept_for_days": 0})
    make_comment(status=status)
    with after(10_000):
        assert expiry.purge() == 0


def test_the_owner_chooses_the_days():
    set_site(spam_kept_for_days=3)
    make_comment(status="spam")
    with after(3):
        assert expiry.purge() == 1
    assert (SiteSettings().spam_kept_for_days, SiteSettings().trash_kept_for_days) == (15, 30)


def test_the_heartbeat_purges_a_batch_each_time(monkeypatch, settings):
    assert "comments.expiry.purge" in settings.SCHEDULED
    monkeypatch.setattr(expiry, "AT_ONCE", 2)
    post = make_post()
    for _ in range(3):
        make_comment(post, status="spam")
    with after(15):
        assert expiry.purge() == 2
        assert StatusCount.objects.get(status="spam").n == 1
        assert expiry.purge() == 1
    assert StatusCount.objects.get(status="spam").n == 0


def test_nothing_to_purge_costs_two_queries_however_much_spam_there_is(django_assert_num_queries):
    post = make_post()
    for _ in range(5):
        make_comment(post, status="spam")
    with django_assert_num_queries(3):  # the settings as well
        assert expiry.purge() == 0


def test_an_index_has_them_in_order():
    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        after(20),
    ):
        expiry.purge()
    (look,) = [query["sql"] for query in asked if "thrown_at" in query["sql"] and "'spam'" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"{'EXPLAIN QUERY PLAN' if connection.vendor == 'sqlite' else 'EXPLAIN'} {look}")
        plan = str(cursor.fetchall())
    assert "comments_thrown_away" in plan and "TEMP B-TREE" not in plan


def test_stored_pages_stay_where_no_shown_reply_hung_on_what_went():
    post = make_post()
    make_comment(post, status="spam")
    make_comment(parent=make_comment(post))
    Chore.objects.filter(kind=CHORE).delete()
    with after(15):
        assert expiry.purge() == 1
    assert not Chore.objects.filter(kind=CHORE).exists()
