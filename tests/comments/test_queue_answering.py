"""Answering and editing from the queue: one press each, in place or on a page, and taken back like any other."""

import pytest

from comments.models import ModerationBatch, PostComment
from tests.comments.queueing import IN_PLACE, QUEUE, now, waiting
from tests.factories import make_author, make_comment, make_ping, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    user = make_user("alice", role="moderator")
    client.force_login(user)
    return user


@pytest.fixture
def row():
    return waiting(make_comment(status="pending", comment="Is there more?"))[0]


def reply(client, row, words="There is.", **more):
    seen = f"{row.pk}:{row.version}"
    return client.post(f"{QUEUE}{row.pk}/reply/?status=pending", {"comment": words, "seen": seen}, **more)


def edit(client, row, **words):
    data = {"user_name": row.user_name, "user_url": row.user_url, "comment": row.comment, **words}
    return client.post(f"{QUEUE}{row.pk}/edit/", {**data, "seen": f"{row.pk}:{row.version}"})


def test_an_answer_approves_what_it_answers(client, alice, row):
    answer = reply(client, row)
    assert answer["Location"] == "/admin/discussion/?status=pending"
    made = PostComment.objects.get(comment="There is.")
    assert (now(row), made.status, made.parent_id, made.user) == ("approved", "approved", row.pk, alice)


def test_its_undo_takes_back_both(client, alice, row):
    reply(client, row)
    client.post(QUEUE, {"action": "undo", "batch": ModerationBatch.objects.get().pk})
    assert now(row) == "pending"
    assert PostComment.objects.get(comment="There is.").status == "trash"


def test_a_ping_can_be_answered_too(client, alice):
    ping = waiting(make_ping(status="pending"))[0]
    reply(client, ping)
    assert now(ping) == "approved"


def test_an_empty_answer_is_asked_for_again_and_approves_nothing(client, alice, row):
    answer = reply(client, row, "", headers=IN_PLACE)
    assert "This field is required." in answer.content.decode()
    assert now(row) == "pending"


def test_a_long_answer_is_refused_with_every_word_still_there(client, alice, row):
    answer = reply(client, row, "word " * 5000)
    assert answer.status_code == 200
    assert "word word word" in answer.content.decode()
    assert now(row) == "pending"


def test_what_was_changed_meanwhile_is_not_answered(client, alice, row):
    PostComment.objects.get(pk=row.pk).mark_spam(make_user("bob", role="moderator"))
    answer = reply(client, row, headers=IN_PLACE)
    assert "Meanwhile bob marked it as spam" in answer.content.decode()
    assert now(row) == "spam"
    assert PostComment.objects.count() == 1


def test_an_edit_changes_the_words_and_keeps_the_status(client, alice, row):
    edit(client, row, comment="Is there *more*?")
    changed = PostComment.objects.get(pk=row.pk)
    assert (changed.status, changed.html) == ("pending", "<p>Is there <em>more</em>?</p>\n")
    assert changed.events.last().before["comment"] == "Is there more?"


def test_the_undo_of_an_edit_brings_the_words_back(client, alice, row):
    edit(client, row, comment="Nothing.", user_name="Charlie")
    client.post(QUEUE, {"action": "undo", "batch": ModerationBatch.objects.get().pk})
    back = PostComment.objects.get(pk=row.pk)
    assert (back.comment, back.user_name) == ("Is there more?", "Bob")


@pytest.mark.parametrize(
    "words", [{"comment": ""}, {"user_url": "javascript:alert(1)"}, {"user_name": "x" * 99}]
)
def test_words_that_will_not_do_change_nothing(client, alice, row, words):
    assert edit(client, row, **words).status_code == 200
    assert not ModerationBatch.objects.exists()


def test_the_same_words_are_no_edit(client, alice, row):
    edit(client, row)
    assert row.events.count() == 1


def test_in_place_only_the_fields_come(client, alice, row):
    answer = client.get(f"{QUEUE}{row.pk}/edit/", headers=IN_PLACE).content.decode()
    assert "<html" not in answer
    assert "Is there more?</textarea>" in answer


def test_an_author_answers_and_edits_under_their_own_posts_only(client, row):
    bob = make_user("bob", role="author")
    client.force_login(bob)
    own = waiting(make_comment(make_post(author=make_author(user=bob)), status="pending"))[0]
    assert reply(client, row).status_code == 404
    assert edit(client, row, comment="x").status_code == 404
    assert reply(client, own).status_code == 302


def test_the_keys_are_switched_off_for_oneself(client, alice):
    assert "queue-keys.js" in client.get(QUEUE).content.decode()
    client.post(f"{QUEUE}keys/", {"on": "0"})
    assert "queue-keys.js" not in client.get(QUEUE).content.decode()
    client.post(f"{QUEUE}keys/", {"on": "1"})
    assert "queue-keys.js" in client.get(QUEUE).content.decode()
