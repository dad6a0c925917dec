"""Mail to authors and moderators: who is told of what, once, how often, and what the mail holds."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail as outbox_module
from django.utils import timezone

from comments import notices
from comments.models import Notice
from comments.models import notice as notice_module
from jobs.models import Chore
from posts.mail import MailFailed
from tests.factories import make_author, make_comment, make_ping, make_post, make_user, run_chores, set_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def outbox():
    return outbox_module.outbox


@pytest.fixture
def alice():
    return make_user("alice", role="author")


@pytest.fixture
def post(alice):
    """A post of Alice's; Bob moderates all, Charlie administrates."""
    make_user("bob", role="moderator"), make_user("charlie", role="administrator")
    made = make_post("Beans", author=make_author(user=alice))
    run_chores()
    return made


def held(post, **fields):
    """A comment that waits, judged and told of."""
    fields.setdefault("user_email", "reader@reader.example")
    made = make_comment(post, status="pending", seconds_to_write=60, **fields)
    run_chores()
    made.refresh_from_db()
    return made


def shown(post, **fields):
    fields.setdefault("user_email", "reader@reader.example")
    made = make_comment(post, **fields)
    run_chores()
    return made


def mailed(outbox):
    return sorted(message.to[0].split("@")[0] for message in outbox)


@pytest.mark.parametrize(
    ("whom", "names"),
    [
        ("nobody", []),
        ("author", ["alice"]),
        ("moderators", ["bob", "charlie"]),
        ("both", ["alice", "bob", "charlie"]),
    ],
)
@pytest.mark.parametrize(("setting", "happens"), [("mail_held", held), ("mail_new", shown)])
def test_the_owner_chooses_who_is_told(outbox, post, whom, names, setting, happens):
    set_site(**{"mail_held": "nobody", "mail_new": "nobody", setting: whom})
    happens(post)
    assert mailed(outbox) == names


def test_out_of_the_box_the_author_hears_of_what_waits_and_nobody_of_what_is_shown(outbox, post):
    held(post)
    assert mailed(outbox) == ["alice"]
    shown(post)
    assert mailed(outbox) == ["alice"]


def test_an_author_who_moderates_all_is_told_once(outbox):
    both = make_user("alice", role="editor")
    set_site(mail_held="both")
    held(make_post(author=make_author(user=both)))
    assert mailed(outbox) == ["alice"]


def test_two_accounts_with_one_address_get_one_mail(outbox, post):
    make_user("bobby", role="moderator", email="BOB@bob.example")
    set_site(mail_held="moderators")
    held(post)
    assert len([name for name in mailed(outbox) if name.lower() == "bob"]) == 1


def test_nobody_is_told_of_their_own_comment(outbox, post, alice):
    set_site(mail_held="both", mail_new="both")
    held(post, user_email="Alice@alice.example")
    assert mailed(outbox) == ["bob", "charlie"]
    make_comment(post, user=alice, user_name="Alice", user_email="", by=alice)
    run_chores()
    assert mailed(outbox).count("alice") == 0


def test_who_decided_on_it_is_not_told_that_it_is_shown(outbox, post, alice):
    set_site(mail_held="nobody", mail_new="both")
    made = held(post)
    made.approve(alice)
    run_chores()
    assert mailed(outbox) == ["bob", "charlie"]


def test_what_was_told_as_held_is_not_told_again_as_shown(outbox, post):
    set_site(mail_held="author", mail_new="author")
    made = held(post)
    made.approve("system")
    made.hold("system")
    run_chores()
    assert mailed(outbox) == ["alice"]


def test_spam_is_never_mailed(outbox, post):
    set_site(mail_held="both", mail_new="both")
    held(post, honeypot="filled")
    assert outbox == []


def test_a_burst_of_spam_pings_is_no_mail_at_all(outbox, post):
    set_site(mail_held="both", mail_new="both")
    for number in range(100):
        make_ping(post, status="pending", verified=False, source_url=f"http://spam.example/{number}")
    run_chores()
    assert outbox == []


def test_a_burst_of_what_is_held_is_two_mails(outbox, post):
    """The first at once, all others together when the next may come."""
    held(post)
    for number in range(60):
        held(post, comment=f"Words number {number}", user_email=f"b{number}@bob.example")
    assert len(outbox) == 1
    Chore.objects.filter(kind="mail:notices").update(due_at=timezone.now())
    run_chores()
    assert len(outbox) == 2
    assert outbox[1].subject == "60 items wait for you"
    assert outbox[1].body.count("?do=approve") == 20
    assert "And 40 more." in outbox[1].body
    assert "In all 61 wait in the queue." in outbox[1].body


def test_the_next_mail_waits_some_minutes_and_no_longer(outbox, post):
    held(post), held(post, comment="Another")
    due = Chore.objects.get(kind="mail:notices").due_at
    assert timedelta(minutes=4) < due - timezone.now() <= timedelta(minutes=5)


@pytest.mark.parametrize(("pace", "hour"), [("hourly", (14, 0)), ("daily", (7, 0))])
def test_an_hourly_and_a_daily_mail_have_their_hour(outbox, post, monkeypatch, pace, hour):
    now = datetime(2026, 11, 25, 13, 20, tzinfo=timezone.get_current_timezone())
    monkeypatch.setattr(notice_module.timezone, "localtime", lambda: now)
    set_site(mail_pace=pace)
    assert outbox == []
    due = Notice.next_mail(post.author.user)
    assert (due.hour, due.minute) == hour
    assert now < due <= now + timedelta(days=1)


def test_a_digest_gathers_and_is_not_sent_where_nothing_waits_any_longer(outbox, post):
    set_site(mail_pace="daily")
    one, two = held(post), held(post, comment="Another")
    assert outbox == []
    one.approve("system"), one.trash("author"), two.mark_spam("filter")
    Chore.objects.filter(kind="mail:notices").update(due_at=timezone.now())
    run_chores()
    assert outbox == []
    assert not Notice.objects.filter(told_at=None).exists()


def test_a_digest_says_how_many_and_which(outbox, post):
    set_site(mail_pace="hourly", mail_new="author")
    held(post, comment="First words"), held(post, comment="Second words"), shown(post, comment="Third words")
    Chore.objects.filter(kind="mail:notices").update(due_at=timezone.now())
    run_chores()
    (message,) = outbox
    assert "2 items wait for a decision.\n1 item is new and shown.\n" in message.body
    for words in ("1. A comment on “Beans”", "First words", "Second words", "Third words"):
        assert words in message.body
    assert message.body.count("?do=approve") == 2
    assert message.body.count("?do=spam") == 3


def test_who_may_moderate_no_longer_is_not_mailed(outbox, post, alice):
    set_site(mail_pace="daily")
    held(post)
    alice.groups.clear()
    Chore.objects.filter(kind="mail:notices").update(due_at=timezone.now())
    run_chores()
    assert outbox == []


def test_what_the_mail_server_did_not_take_is_not_told_yet(post, monkeypatch):
    def refuse(*args, **kwargs):
        raise MailFailed("away", final=False)

    with monkeypatch.context() as patch:
        patch.setattr("posts.mail.send", refuse)
        held(post)
    assert Notice.objects.get().told_at is None
    assert Chore.objects.get(kind="mail:notices").state == "retrying"


def test_the_mail_says_who_where_what_and_why(outbox, post):
    ping = make_ping(post, status="pending", verified=None, comment="A passage\nabout beans.")
    run_chores()
    (message,) = outbox
    assert message.subject == "Waiting for you on “Beans”"
    assert message.extra_headers["List-Id"] == "<moderation.testserver>"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    for words in (
        "From: Charlie on charlie.example",
        f"Source: {ping.source_url}",
        "> A passage\n> about beans.",
        "Held because: ",
    ):
        assert words in message.body
    assert re.findall(r"\?do=(\w+)", message.body) == ["approve", "spam", "trash"]


def test_no_word_of_a_stranger_stands_in_a_header(outbox, post):
    held(post, user_name="Eve\r\nBcc: all@all.example", comment="\r\nSubject: x")
    message = outbox[0].message()
    assert "Eve" not in str(message.items())
    assert "Bcc" not in message


def test_a_german_blog_writes_german(outbox, post):
    set_site(language="de")
    held(post)
    assert "Approve:" not in outbox[0].body
    assert "Freigeben: " in outbox[0].body


def test_what_no_filter_could_judge_for_a_week_is_told(outbox, post, monkeypatch):
    monkeypatch.setattr("comments.akismet.next_recheck", lambda *args: None)
    monkeypatch.setattr("comments.checks.links.Links.look", lambda *args: 1 / 0)
    held(post)
    assert mailed(outbox) == ["alice"]


def test_who_was_told_a_season_ago_is_forgotten(post):
    held(post)
    Notice.objects.update(told_at=timezone.now() - timedelta(days=91))
    notice_module.forget_old()
    assert not Notice.objects.exists()


def test_a_mail_costs_as_many_queries_however_much_it_holds(post, alice, django_assert_max_num_queries):
    for number in range(15):
        Notice.objects.create(
            user=alice, comment=make_comment(post, status="pending", comment=f"Word {number}")
        )
    with django_assert_max_num_queries(10):
        notices.send(alice)


def test_what_a_stranger_wrote_looks_like_no_link_of_ours(outbox, post):
    held(post, comment="Nice.\r\n\r\nApprove: http://evil.example/\nThe queue: http://evil.example/")
    lines = [line for line in outbox[0].body.splitlines() if "evil.example" in line]
    assert lines and all(line.startswith("> ") for line in lines)
