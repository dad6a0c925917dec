"""Two moderators at once: nothing is done to a row that is no longer what its moderator saw."""

import pytest

from tests.comments.queueing import IN_PLACE, now, press, told, waiting
from tests.factories import make_comment, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    user = make_user("alice", role="moderator")
    client.force_login(user)
    return user


@pytest.fixture
def row():
    return waiting(make_comment(status="pending"))[0]


@pytest.fixture
def bob():
    return make_user("bob", role="moderator")


def changed_by(bob, row):
    from comments.models import PostComment

    PostComment.objects.get(pk=row.pk).mark_spam(bob)


def test_a_press_on_what_was_changed_meanwhile_does_nothing_and_says_who(client, alice, bob, row):
    changed_by(bob, row)
    answer = press(client, "approve", row, headers=IN_PLACE).content.decode()
    assert now(row) == "spam"
    assert "1 was changed meanwhile and left as it is" in answer
    assert "Meanwhile bob marked it as spam" in answer
    assert 'data-status="spam" ' in answer


def test_the_others_of_the_same_press_are_changed(client, alice, bob, row):
    other = waiting(make_comment(status="pending"))[0]
    changed_by(bob, row)
    press(client, "approve", row, other)
    assert (now(row), now(other)) == ("spam", "approved")


def test_without_scripts_the_next_page_shows_the_row_as_it_is(client, alice, bob, row):
    changed_by(bob, row)
    press(client, "approve", row)
    page = told(client, status="pending")
    assert "Changed meanwhile" in page
    assert "Meanwhile bob marked it as spam" in page
    assert "Changed meanwhile" not in told(client, status="pending")


def test_words_that_their_author_changed_meanwhile_are_not_approved_unread(client, alice, row):
    from comments.models import PostComment

    PostComment.objects.get(pk=row.pk).rewrite("Other words.")
    press(client, "approve", row)
    assert now(row) == "pending"


def test_a_form_that_sends_keys_alone_acts_on_what_there_is(client, alice, bob, row):
    changed_by(bob, row)
    press(client, "approve", row, seen=False)
    assert now(row) == "approved"


def test_what_was_deleted_meanwhile_is_not_brought_back(client, alice, bob, row):
    row.erase(bob)
    press(client, "approve", row, seen=False)
    assert now(row) == "erased"


def test_in_place_only_parts_come_back(client, alice, row):
    others = waiting(*(make_comment(status="pending") for _ in range(21)))
    shown = sorted([row, *others], key=lambda one: -one.pk)[:20]
    answer = press(client, "spam", shown[0], seen=shown, query="?status=pending", headers=IN_PLACE)
    answer = answer.content.decode()
    assert f'<div id="item-{shown[0].pk}" hx-swap-oob="delete">' in answer
    assert answer.count('<li class="item"') == 1  # what came up from below
    assert f'id="item-{others[0].pk}"' in answer
    assert "<html" not in answer
