"""Undo: a press is taken back as one, until the next day, and never what somebody else has done since."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from comments import expiry
from comments.models import ModerationBatch, PostComment
from tests.comments.queueing import IN_PLACE, QUEUE, now, press, told, waiting
from tests.factories import make_comment, make_post, make_user, run_chores

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    user = make_user("alice", role="moderator")
    client.force_login(user)
    return user


@pytest.fixture
def rows():
    return waiting(*(make_comment(status="pending") for _ in range(3)))


def undo(client, batch, **more):
    return client.post(QUEUE, {"action": "undo", "batch": batch.pk}, **more)


@pytest.mark.parametrize("action", ["approve", "spam", "trash", "delete"])
def test_a_press_is_taken_back_as_one(client, alice, rows, action):
    press(client, action, *rows)
    assert {now(row) for row in rows} == {ModerationBatch.STATUS[action]}
    undo(client, ModerationBatch.objects.get())
    assert {now(row) for row in rows} == {"pending"}


def test_each_row_goes_back_to_where_it_was(client, alice):
    rows = [make_comment(status=status) for status in ("approved", "spam", "pending")]
    press(client, "trash", *rows)
    undo(client, ModerationBatch.objects.get())
    assert [now(row) for row in rows] == ["approved", "spam", "pending"]


def test_what_somebody_else_changed_meanwhile_is_left_alone_and_named(client, alice, rows):
    press(client, "spam", *rows)
    rows[0].approve(make_user("bob", role="moderator"))
    answer = undo(client, ModerationBatch.objects.get(), headers=IN_PLACE).content.decode()
    assert [now(row) for row in rows] == ["approved", "pending", "pending"]
    assert "1 was changed by bob meanwhile and left as it is." in answer


def test_the_rows_own_undo_takes_back_nothing_of_somebody_elses(client, alice, rows):
    rows[0].mark_spam(make_user("bob", role="moderator"))
    press(client, "undo", *rows, seen=False)
    assert now(rows[0]) == "spam"


def test_a_press_is_undone_once(client, alice, rows):
    press(client, "spam", *rows)
    batch = ModerationBatch.objects.get()
    undo(client, batch)
    rows[0].approve(alice)
    answer = undo(client, batch, headers=IN_PLACE).content.decode()
    assert "That was undone before" in answer
    assert now(rows[0]) == "approved"


def test_presses_are_undone_one_after_the_other_from_the_last(client, alice, rows):
    for row in rows:
        press(client, "spam", row)
    for left in (2, 1, 0):
        undo(client, ModerationBatch.undoable(alice).first())
        assert PostComment.objects.filter(status="spam").count() == left


def test_a_press_can_be_undone_for_a_day(client, alice, rows, time_machine):
    press(client, "spam", *rows)
    batch = ModerationBatch.objects.get()
    for hours, expected in ((25, "spam"), (23, "pending")):
        ModerationBatch.objects.update(at=timezone.now() - timedelta(hours=hours))
        undo(client, batch)
        assert {now(row) for row in rows} == {expected}


def test_nobody_undoes_the_press_of_somebody_else(client, alice, rows):
    bob = make_user("bob", role="moderator")
    batch = ModerationBatch.act(bob, "spam", rows)
    undo(client, batch)
    assert {now(row) for row in rows} == {"spam"}


def test_what_was_deleted_is_gone_for_good_a_day_later(client, alice, rows):
    press(client, "delete", *rows)
    assert expiry.erase_deleted() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert expiry.erase_deleted() == 3
    assert not PostComment.objects.exists()


def test_a_large_press_is_taken_back_in_the_background(client, alice, monkeypatch):
    monkeypatch.setattr("comments.models.batch.AT_ONCE", 2)
    rows = waiting(*(make_comment(make_post(), status="pending") for _ in range(5)))
    press(client, "spam", *rows)
    undo(client, ModerationBatch.objects.get())
    assert PostComment.objects.filter(status="pending").count() == 2
    run_chores("undo-batch")
    assert PostComment.objects.filter(status="pending").count() == 5


def test_my_day_lists_each_press_with_its_undo(client, alice, rows):
    press(client, "spam", *rows)
    press(client, "approve", rows[0], seen=False)
    ModerationBatch.act(make_user("bob", role="moderator"), "trash", [rows[1]])
    page = client.get(f"{QUEUE}today/").content.decode()
    assert page.count('value="undo"') == 2
    assert "3 items marked as spam." in page
    assert "trash" not in page.split('class="presses"')[1]


def test_the_bar_is_on_the_plain_page_after_a_press(client, alice, rows):
    press(client, "spam", *rows)
    assert "3 items marked as spam. Undo" in told(client)
