"""Nothing is approved by accident: not by reading, by a scanner of mail, by a silent filter, or by a parent."""

import re

import pytest
from django.core import mail

from comments import judging, tokens
from comments.checks import Verdict
from comments.models import PostComment
from jobs.errors import Retry
from tests.comments.queueing import IN_PLACE, QUEUE, now, waiting
from tests.factories import make_comment, make_user, run_chores, set_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return waiting(make_comment(status="pending"))[0]


@pytest.mark.parametrize("method", ["get", "head", "options"])
@pytest.mark.parametrize("path", ["", "today/", "keys/", "{pk}/reply/", "{pk}/edit/"])
def test_no_reading_of_the_queue_approves(client, row, method, path):
    client.force_login(make_user("alice", role="moderator"))
    query = f"?action=approve&ids={row.pk}&only={row.pk}&campaign=host:x.example&upto=99&comment=x&seen=1"
    for headers in ({}, IN_PLACE):
        getattr(client, method)(QUEUE + path.format(pk=row.pk) + query, headers=headers)
    assert now(row) == "pending"


def test_a_scanner_that_opens_every_link_of_a_mail_approves_nothing(client):
    make_user("alice", role="moderator")
    set_site(confirm_by_mail=True)
    held = make_comment(status="pending")
    asked = PostComment.submit(
        post=held.post, user_name="Bob", user_email="bob@bob.example", comment="Hm.", status="unconfirmed"
    )
    run_chores()
    links = [link for sent in mail.outbox for link in re.findall(r"https?://[^\s>]+", sent.body)]
    assert any(tokens.confirm_token(asked)[:5] in link or "confirm" in link for link in links)
    for link in links:
        client.get(link.partition("testserver")[2] or "/")
        client.head(link.partition("testserver")[2] or "/")
    assert (now(held), now(asked)) == ("pending", "unconfirmed")


def test_a_filter_that_gives_no_answer_approves_nothing(monkeypatch):
    row = make_comment(status="pending")
    silent = Verdict("unavailable", "pending", 0, ())
    monkeypatch.setattr("comments.checks.judge", lambda facts: silent)
    with pytest.raises(Retry):
        judging.judge(PostComment.objects.get(pk=row.pk))
    assert now(row) == "pending"


def test_the_approval_of_a_parent_approves_no_reply():
    parent = make_comment()
    reply = make_comment(parent=parent, status="pending")
    parent.hold("system")
    parent.approve(make_user("alice", role="moderator"))
    assert now(reply) == "pending"


def test_an_undo_approves_nothing_that_a_filter_took_down_since(client, row):
    alice = make_user("alice", role="moderator")
    client.force_login(alice)
    row.approve("system")
    row.hold(alice)
    row.mark_spam("filter")
    client.post(QUEUE, {"action": "undo", "ids": [row.pk]})
    assert now(row) == "spam"
