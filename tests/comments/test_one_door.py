"""The one door to a status: whatever passes it is written down, counted, and told to whom it concerns."""

import pathlib
import re

import pytest

from comments.models import ModerationEvent, PostComment, erasing
from comments.signals import comment_approved
from jobs.models import Chore
from tests.factories import make_comment, make_ping, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def approvals():
    heard = []

    def hear(comment, **kwargs):
        heard.append(comment.pk)

    comment_approved.connect(hear)
    yield heard
    comment_approved.disconnect(hear)


def history(comment):
    return list(
        ModerationEvent.objects.filter(comment=comment).values_list("old", "new", "by_what", "reason")
    )


def test_every_change_is_an_event_with_who_and_why():
    mo = make_user("mo")
    comment = make_comment(status="pending")
    comment.mark_spam("filter", "2 links")
    comment.approve(mo, "a friend")
    assert history(comment) == [
        ("", "pending", "system", "received"),
        ("pending", "spam", "filter", "2 links"),
        ("spam", "approved", "mo", "a friend"),
    ]
    assert comment.events.last().by_user == mo


def test_a_repeated_call_changes_and_tells_nothing(approvals):
    comment = make_comment(status="pending")
    assert comment.approve("system") is True
    assert comment.approve("system") is False
    assert PostComment.objects.get(pk=comment.pk).approve("system") is False
    assert len(history(comment)) == 2
    assert approvals == [comment.pk]


def test_an_object_that_was_read_long_ago_does_not_overwrite_what_happened_since():
    comment = make_comment(status="pending")
    stale = PostComment.objects.get(pk=comment.pk)
    comment.mark_spam("filter")
    stale.approve("system")
    assert history(comment)[-1][:2] == ("spam", "approved")


def test_the_columns_of_the_library_follow():
    comment = make_comment(status="pending")
    assert PostComment.objects.get(pk=comment.pk).is_public is False
    comment.approve("system")
    assert PostComment.objects.get(pk=comment.pk).is_public is True
    comment.trash("system")
    assert PostComment.objects.get(pk=comment.pk).is_public is False


@pytest.mark.parametrize("status", ["approved", "spam"])
def test_the_filters_learn_from_a_persons_decision_only(status):
    comment = make_comment(status="pending")
    comment.set_status(status, "filter")
    assert not Chore.objects.filter(kind="feedback").exists()
    comment.hold("system")
    comment.set_status(status, make_user())
    assert Chore.objects.filter(kind="feedback", object_id=str(comment.pk)).count() == 1


def test_an_approved_comment_is_told_to_its_followers_whenever_it_is_approved(approvals):
    comment = make_comment(status="spam")
    assert not Chore.objects.filter(kind="follow-up").exists()
    comment.approve(make_user())
    assert Chore.objects.filter(kind="follow-up", object_id=str(comment.pk)).count() == 1
    assert approvals == [comment.pk]


def test_a_comment_that_was_deleted_meanwhile_is_left_alone():
    comment = make_comment(status="pending")
    erasing.for_good([comment.pk], "pending")
    assert comment.approve("system") is False
    assert not PostComment.objects.exists()


def test_what_a_moderator_deleted_comes_back_by_no_filter_source_or_author():
    comment = make_comment(status="spam")
    comment.erase(make_user())
    assert not comment.approve("filter") and not comment.trash("source") and not comment.hold("author")
    assert PostComment.objects.get(pk=comment.pk).status == "erased"


def test_a_change_of_status_is_all_or_nothing(approvals):
    def refuse(comment, **kwargs):
        raise RuntimeError("no")

    comment = make_comment(status="pending")
    comment_approved.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            comment.approve("system")
    finally:
        comment_approved.disconnect(refuse)
    assert PostComment.objects.get(pk=comment.pk).status == "pending"
    assert len(history(comment)) == 1


def test_who_is_new_is_known_after_an_approval_and_forgotten_after_spam():
    from comments.models import KnownSender

    comment = make_comment(status="approved", user_email="Bob@bob.example")
    again = PostComment(post=comment.post, user_name="bob", user_email="bob@bob.example")
    assert KnownSender.knows(again)
    comment.mark_spam("filter")
    assert not KnownSender.knows(again)
    ping = make_ping()
    assert KnownSender.knows(ping)


def test_nothing_else_in_the_code_assigns_a_status():
    assigns = re.compile(r"(comment|ping\.comment|self|row)\.status = |objects.*\.update\([^)]*\bstatus=")
    root = pathlib.Path(__file__).parents[2]
    found = {
        f"{path.relative_to(root)}"
        for app in ("comments", "trackbacks", "posts", "blogsite")
        for path in (root / app).rglob("*.py")
        if "migrations" not in path.parts
        and "PostComment" in path.read_text()
        and assigns.search(path.read_text())
    }
    assert found <= {"comments/models/door.py"}


def test_a_new_comment_that_nobody_judged_yet_is_in_no_queue():
    from datetime import timedelta

    from django.utils import timezone

    fresh = make_comment(status="pending")
    late = make_comment(status="pending", created=timezone.now() - timedelta(seconds=61))
    judged = make_comment(status="pending")
    PostComment.objects.filter(pk=judged.pk).update(verdict="ham")
    assert set(PostComment.objects.in_queue("pending")) == {late, judged}
    assert fresh.is_being_checked
    assert not late.is_being_checked


def test_who_may_moderate_what():
    from django.contrib.auth.models import AnonymousUser

    from tests.factories import make_author

    alice = make_user("alice", role="author")
    hers = make_comment(make_post(author=make_author(user=alice)))
    other = make_comment()
    assert list(PostComment.objects.moderated_by(alice)) == [hers]
    assert set(PostComment.objects.moderated_by(make_user(role="moderator"))) == {hers, other}
    assert not PostComment.objects.moderated_by(make_user(role="reader")).exists()
    assert not PostComment.objects.moderated_by(AnonymousUser()).exists()
