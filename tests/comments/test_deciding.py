"""The links in a moderator's mail: nothing by GET, one press by POST, bound to a person, an item and how it stood."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox_module
from django.test import Client
from django.utils import timezone

from comments import tokens
from comments.models import ModerationBatch, ModerationEvent, PostComment
from tests.comments.queueing import now
from tests.factories import make_author, make_comment, make_post, make_user, run_chores

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_user("alice", role="author")


@pytest.fixture
def row(alice):
    """What waits under a post of Alice's, of which she was sent a mail."""
    post = make_post("Beans", author=make_author(user=alice))
    made = make_comment(
        post, status="pending", comment="They *grow*.", user_email="b@b.example", seconds_to_write=60
    )
    run_chores()
    made.refresh_from_db()
    return made


def links():
    """Every link of the last mail, as a path."""
    body = outbox_module.outbox[-1].body
    return re.findall(r"http://testserver(/comment/decide/\S+)", body)


def link(do):
    return next(address for address in links() if address.endswith(f"do={do}"))


def press(client, address, action, **data):
    return client.post(address.partition("?")[0], {"action": action, **data})


def words(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_mail_scanner_that_opens_every_link_changes_nothing(row, method):
    before = ModerationEvent.objects.count()
    assert len(links()) == 3
    for address in links():
        assert getattr(Client(), method)(address).status_code == 200
    assert now(row) == "pending"
    assert ModerationEvent.objects.count() == before


@pytest.mark.parametrize(("do", "status"), [("approve", "approved"), ("spam", "spam"), ("trash", "trash")])
def test_the_page_asks_and_its_button_acts_without_signing_in(client, row, alice, do, status):
    page = client.get(link(do))
    assert "What shall become of it?" in words(page)
    first = re.search(r'name="action" value="(\w+)"', page.content.decode())[1]
    assert first == do
    answer = press(client, link(do), do)
    assert now(row) == status
    assert row.events.last().by_user == alice
    assert "Undo" in words(answer)


def test_the_answer_undoes_it(client, row):
    answer = press(client, link("spam"), "spam").content.decode()
    batch = re.search(r'name="batch" value="(\d+)"', answer)[1]
    page = press(client, link("spam"), "undo", batch=batch)
    assert now(row) == "pending"
    assert "1 item put back." in words(page)
    assert "What shall become of it?" in words(page)


def test_what_somebody_decided_meanwhile_is_said_and_left(client, row):
    bob = make_user("bob", role="moderator")
    row.approve(bob)
    assert "Meanwhile bob approved it" in words(client.get(link("spam")))
    assert "Meanwhile bob approved it" in words(press(client, link("spam"), "spam"))
    assert now(row) == "approved"


def test_words_that_changed_meanwhile_are_not_approved_unread(client, row):
    PostComment.objects.filter(pk=row.pk).update(comment="Buy pills", text_hash="something else")
    press(client, link("approve"), "approve")
    assert now(row) == "pending"


def test_a_second_press_says_that_it_is_done(client, row):
    press(client, link("approve"), "approve")
    assert "Meanwhile alice approved it" in words(press(client, link("approve"), "trash"))
    assert now(row) == "approved"


def test_who_may_moderate_it_no_longer_is_refused(client, row, alice):
    alice.groups.clear()
    assert client.get(link("spam")).status_code == 404
    assert press(client, link("spam"), "spam").status_code == 404
    assert now(row) == "pending"


def test_who_left_is_refused(client, row, alice):
    alice.is_active = False
    alice.save()
    assert press(client, link("spam"), "spam").status_code == 404
    assert now(row) == "pending"


def test_a_post_that_went_to_somebody_else_goes_with_its_discussion(client, row):
    row.post.author = make_author(user=make_user("charlie", role="author"))
    row.post.save()
    assert press(client, link("approve"), "approve").status_code == 404
    assert now(row) == "pending"


def test_who_is_signed_in_as_somebody_else_is_refused(client, row, alice):
    client.force_login(make_user("bob", role="moderator"))
    assert client.get(link("spam")).status_code == 403
    assert press(client, link("spam"), "spam").status_code == 403
    assert now(row) == "pending"
    client.force_login(alice)
    assert client.get(link("spam")).status_code == 200


@pytest.mark.parametrize("token", ["x", "x" * 500, "WzEsMSwicGVuZGluZy5hIl0:1abcde:forged"])
def test_a_forged_link_is_none(client, row, token):
    assert client.get(f"/comment/decide/{token}/").status_code == 404
    assert client.post(f"/comment/decide/{token}/", {"action": "approve"}).status_code == 404


def test_a_token_of_another_kind_is_none(client, row):
    assert client.get(f"/comment/decide/{tokens.confirm_token(row)}/").status_code == 404


def test_a_link_ends_after_a_fortnight(client, row, monkeypatch):
    later = (timezone.now() + timedelta(days=13)).timestamp()
    monkeypatch.setattr("time.time", lambda: later)
    assert client.get(link("spam")).status_code == 200
    monkeypatch.setattr("time.time", lambda: later + 2 * 86400)
    assert press(client, link("spam"), "spam").status_code == 404
    assert now(row) == "pending"


def test_a_foreign_page_cannot_press_the_button(row):
    strict = Client(enforce_csrf_checks=True)
    assert press(strict, link("spam"), "spam").status_code == 403
    assert now(row) == "pending"


def test_an_action_that_is_none_is_refused(client, row):
    assert press(client, link("spam"), "delete").status_code == 400
    assert press(client, link("spam"), "").status_code == 400


def test_nobody_undoes_a_press_that_is_not_theirs_or_about_another_item(client, row):
    bob = make_user("bob", role="moderator")
    other = make_comment(row.post, status="pending")
    batch = ModerationBatch.act(bob, "spam", [other])
    for number in (batch.pk, "x", "9" * 30):
        page = press(client, link("spam"), "undo", batch=number)
        assert "too long ago" in words(page)
    assert now(other) == "spam"


def test_what_was_deleted_has_no_page(client, row):
    row.erase(make_user("bob", role="administrator"))
    assert client.get(link("spam")).status_code == 404


def test_the_page_shows_the_words_safely_and_is_in_no_index_and_no_store(client, row):
    PostComment.objects.filter(pk=row.pk).update(comment="<script>alert(1)</script>", user_name="<b>Eve</b>")
    page = client.get(link("spam"))
    assert "<script>alert" not in page.content.decode()
    assert "<b>Eve" not in page.content.decode()
    assert 'name="robots" content="noindex"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
