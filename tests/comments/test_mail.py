"""Mail to followers and moderators: who gets it, once, with nothing of a stranger's in a header, and how it stops."""

import re
import smtplib
from datetime import timedelta

import pytest
from django.core import mail as outbox_module
from django.test import Client
from django.utils import timezone

from comments import mail, tokens
from comments.models import PostComment
from jobs.models import Chore
from posts.mail import WAITS_SECONDS
from tests.factories import make_author, make_comment, make_ping, make_post, make_user, run_chores, set_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def outbox():
    """Mail about what happens from here on."""
    return outbox_module.outbox


def follower(post, name="Alice", **fields):
    email = f"{name.lower()}@{name.lower()}.example"
    return make_comment(post, user_name=name, user_email=email, followup=True, **fields)


def mailed(outbox):
    return sorted(address for message in outbox for address in message.to)


def test_a_new_comment_is_mailed_to_those_who_asked_and_not_to_its_author(outbox):
    post = make_post("Beans")
    follower(post, "Alice"), follower(post, "Bob")
    make_comment(post, user_name="Alice", user_email="alice@other.example")
    follower(make_post(), "Charlie")
    run_chores()
    outbox.clear()
    make_comment(post, user_name="Bob", user_email="BOB@bob.example", comment="They *grow*.")
    run_chores()
    assert mailed(outbox) == ["alice@alice.example"]
    message = outbox[0]
    assert message.subject == "New on “Beans”"
    assert message.message().get_content_type() == "multipart/alternative"
    assert "Bob has commented on “Beans”:\n\nThey *grow*.\n" in message.body
    assert f"http://testserver/comment/{PostComment.objects.latest('pk').pk}/" in message.body


def test_a_follower_with_several_comments_gets_one_mail(outbox):
    post = make_post()
    follower(post), follower(post)
    run_chores()
    outbox.clear()
    make_comment(post)
    run_chores()
    assert mailed(outbox) == ["alice@alice.example"]


def test_a_comment_that_is_approved_much_later_is_mailed_then_and_only_once(outbox):
    post = make_post()
    follower(post)
    comment = make_comment(post, status="spam")
    run_chores()
    assert outbox == []
    for _ in range(2):
        comment.approve("system")
        run_chores()
        comment.hold("system")
    assert mailed(outbox) == ["alice@alice.example"]


def test_a_ping_is_mailed_as_what_it_is(outbox):
    post = make_post("Beans")
    follower(post)
    make_ping(post, source_url="http://charlie.example/beans/", comment="About beans")
    run_chores()
    assert "Charlie has written about “Beans” on charlie.example:" in outbox[0].body


def test_held_comments_and_hidden_posts_are_not_mailed(outbox):
    post = make_post()
    follower(post)
    comment = make_comment(post)
    comment.hold(make_user())
    run_chores()
    comment.approve(make_user())
    post.withdraw()
    run_chores()
    assert outbox == []


@pytest.mark.parametrize("status", ["pending", "spam", "trash"])
def test_who_was_not_approved_follows_nothing(outbox, status):
    post = make_post()
    follower(post, status=status)
    make_comment(post)
    run_chores()
    assert [message.to for message in outbox if message.subject.startswith("New on")] == []


def test_no_word_of_a_stranger_stands_in_a_header(outbox):
    post = make_post("Beans\r\nBcc: victim@victim.example")
    follower(post)
    make_comment(
        post, user_name="Charlie\r\nBcc: all@all.example", comment="\r\n.\r\nSubject: x", title="Evil"
    )
    run_chores()
    message = outbox[0].message()
    assert "Charlie" not in str(message.items())
    assert "Bcc" not in message
    assert "\n" not in outbox[0].subject
    assert set(message.keys()) == {
        "Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID",
        "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post",
    }  # fmt: skip


def test_text_is_not_escaped_in_plain_mail_and_long_text_is_cut(outbox):
    post = make_post("Peas & “beans”")
    follower(post)
    make_comment(post, comment="<b>5 < 6</b> " + "x" * 5000)
    run_chores()
    assert "<b>5 < 6</b>" in outbox[0].body
    assert "Peas & “beans”" in outbox[0].body
    assert len(outbox[0].body) < 2500


def leave_link(message):
    header = message.extra_headers["List-Unsubscribe"]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.fullmatch(r"<http://testserver(/comment/mute/[^/>]+/)>", header)[1]
    assert f"http://testserver{link}" in message.body
    return link


@pytest.fixture
def muting(outbox):
    """A post that Alice follows twice, and the link of the mail which she got."""
    post = make_post()
    follower(post), follower(post), follower(make_post())
    make_comment(post)
    run_chores()
    return post, leave_link(outbox[0])


def test_the_link_asks_first_and_a_mail_scanner_changes_nothing(client, muting):
    post, link = muting
    page = client.get(link)
    assert page.status_code == 200
    assert b"Stop this mail" in page.content
    assert PostComment.objects.filter(post=post, followup=True).count() == 2


def test_the_button_stops_the_mail_of_this_post_only(client, muting, outbox):
    post, link = muting
    assert client.post(link).status_code == 200
    assert not PostComment.objects.filter(post=post, followup=True).exists()
    assert PostComment.objects.filter(followup=True).count() == 1
    outbox.clear()
    make_comment(post)
    run_chores()
    assert outbox == []


def test_a_mail_program_stops_it_with_one_post_without_cookies(muting):
    post, link = muting
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert not PostComment.objects.filter(post=post, followup=True).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_or_foreign_or_old_link_does_nothing(client, muting, method):
    post, link = muting
    comment = PostComment.objects.filter(followup=True).first()
    foreign = f"/comment/mute/{tokens.awaiting_token(comment)}/"
    for wrong in (link[:-2] + "x/", foreign, "/comment/mute/x/"):
        assert getattr(client, method)(wrong).status_code == 404
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time", lambda: (timezone.now() + timedelta(days=367)).timestamp())
        assert getattr(client, method)(link).status_code == 404
    assert PostComment.objects.filter(post=post, followup=True).count() == 2


def test_the_page_of_a_hidden_post_does_not_name_it(client, muting):
    post, link = muting
    post.withdraw()
    assert post.title.encode() not in client.get(link).content


def test_mail_that_waits_is_not_sent_after_its_reader_left(outbox, monkeypatch):
    post = make_post()
    subscription = follower(post)
    make_comment(post)
    run_chores("follow-up")
    mail.mute(subscription)
    run_chores()
    assert outbox == []


def test_an_address_that_was_kept_for_the_mail_alone_is_erased_with_it():
    from comments.expiry import erase_personal_data

    comment = follower(make_post(), created=timezone.now() - timedelta(days=100))
    erase_personal_data()
    comment.refresh_from_db()
    assert comment.user_email == "alice@alice.example"
    mail.mute(comment)
    comment.refresh_from_db()
    assert (comment.followup, comment.user_email) == (False, "")


def broken(error):
    def send(self, fail_silently=False):
        raise error

    return send


def follow_up_chore(post):
    follower(post)
    run_chores()
    make_comment(post)
    run_chores("follow-up")
    return Chore.objects.get(kind="mail:follow-up", state="queued")


@pytest.mark.parametrize(
    "error", [smtplib.SMTPServerDisconnected("gone"), ConnectionRefusedError(), TimeoutError()]
)
def test_a_mail_server_that_is_away_is_asked_again_later(monkeypatch, outbox, error):
    chore = follow_up_chore(make_post())
    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", broken(error))
        Chore.run(chore.pk)
    chore.refresh_from_db()
    assert chore.state == "retrying"
    assert 50 < (chore.due_at - timezone.now()).total_seconds() <= 60
    outbox.clear()
    Chore.objects.filter(pk=chore.pk).update(due_at=timezone.now())
    Chore.run(chore.pk)
    assert mailed(outbox) == ["alice@alice.example"]


def test_half_a_day_without_a_mail_server_ends_it(monkeypatch):
    chore = follow_up_chore(make_post())
    Chore.objects.filter(pk=chore.pk).update(attempts=len(WAITS_SECONDS))
    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken(OSError()))
    Chore.run(chore.pk)
    chore.refresh_from_db()
    assert (chore.state, chore.due_at) == ("failed", None)


@pytest.mark.parametrize("code, state", [(550, "failed"), (451, "retrying")])
def test_an_address_that_is_refused_for_good_is_not_tried_again(monkeypatch, code, state):
    chore = follow_up_chore(make_post())
    error = smtplib.SMTPRecipientsRefused({"alice@alice.example": (code, b"no")})
    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken(error))
    Chore.run(chore.pk)
    chore.refresh_from_db()
    assert chore.state == state


def test_an_imported_address_that_is_none_ends_as_failed(outbox):
    post = make_post()
    make_comment(post, user_email="x@x.example\nBcc: y@y.example", followup=True)
    make_comment(post, user_email="z@z.example")
    run_chores()
    assert Chore.objects.filter(kind="mail:follow-up").values_list("state", flat=True).get() == "failed"
    assert outbox == []


# Moderators


@pytest.fixture
def alice():
    return make_user("alice", role="author")


def test_what_is_held_is_mailed_to_the_posts_author_with_the_reasons(outbox, alice):
    post = make_post("Beans", author=make_author(user=alice))
    comment = make_comment(post, status="pending", comment="Hello, I am new here.", seconds_to_write=60)
    run_chores("judge")
    run_chores()
    comment.refresh_from_db()
    assert comment.status == "pending"
    assert mailed(outbox) == ["alice@alice.example"]
    assert outbox[0].subject == "Waiting for you on “Beans”"
    assert f"Held because: {comment.reasons[0]['reason']}" in outbox[0].body
    assert "http://testserver/admin/discussion/?status=pending" in outbox[0].body


def test_without_such_an_author_the_administrators_are_told(outbox):
    make_user("root", role="administrator")
    make_user("away", role="administrator", is_active=False)
    make_comment(make_post(), status="pending")
    run_chores()
    assert mailed(outbox) == ["root@root.example"]


def test_spam_and_what_is_shown_are_mailed_to_nobody(outbox, alice):
    post = make_post(author=make_author(user=alice))
    set_site(hold_first_timers=False)
    make_comment(post, status="pending", honeypot="filled")
    make_comment(post, status="pending", comment="A friendly word about beans.", seconds_to_write=60)
    run_chores()
    assert sorted(PostComment.objects.values_list("status", flat=True)) == ["approved", "spam"]
    assert outbox == []
