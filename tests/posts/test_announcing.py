"""A published post goes to each subscriber once: whatever is withdrawn, published again, killed or refused."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from jobs.models import Chore
from posts import announcing
from posts.mail import WAITS_SECONDS
from posts.models import PostMail
from tests.factories import make_post, make_subscriber
from tests.flows import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return make_subscriber("alice@alice.example")


def mailed():
    return [message.to[0] for message in django_mail.outbox]


def test_every_confirmed_subscriber_gets_a_new_post(alice):
    make_subscriber("bob@bob.example")
    make_subscriber("charlie@charlie.example", confirmed=False)
    post = make_post("Beans\nand peas", html="<p>They <b>climb</b> walls.</p>")
    run_jobs()
    assert sorted(mailed()) == ["alice@alice.example", "bob@bob.example"]
    message = django_mail.outbox[0]
    assert message.subject == "Crosstalk: Beans and peas"
    assert "They climb walls." in message.body
    assert post.full_url in message.body


def test_each_mail_carries_its_own_one_click_way_out(alice):
    make_post()
    run_jobs()
    headers = django_mail.outbox[0].message()
    leave = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert leave in django_mail.outbox[0].body
    assert announcing.leaving(leave.split("/")[-2]) == alice


def test_the_undo_window_is_waited_for(alice, settings):
    settings.PINGS_UNDO_SECONDS = 60
    make_post().trash()
    make_post("Stays")
    run_jobs()
    assert mailed() == []
    Chore.objects.filter(kind="announce").update(due_at=timezone.now())
    run_jobs()
    assert [message.subject for message in django_mail.outbox] == ["Crosstalk: Stays"]


def test_a_post_that_is_withdrawn_and_published_again_is_mailed_once(alice):
    post = make_post()
    run_jobs()
    post.withdraw()
    run_jobs()
    post.publish()
    run_jobs()
    assert mailed() == ["alice@alice.example"]


def test_what_a_withdrawal_stopped_is_sent_when_it_is_published_again(alice):
    post = make_post()
    announcing.announce(post)
    post.withdraw()
    run_jobs()
    assert (mailed(), PostMail.objects.get().state) == ([], "cancelled")
    post.publish()
    run_jobs()
    assert mailed() == ["alice@alice.example"]


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"state": "private"}, {"password": "beans"}])
def test_what_not_everybody_may_read_is_mailed_to_nobody(alice, fields):
    announcing.announce(make_post(**fields))
    assert not PostMail.objects.exists()


def test_an_old_post_that_comes_in_late_is_no_news(alice):
    make_post(at=timezone.now() - timedelta(days=3))
    run_jobs()
    assert mailed() == []
    make_post(at=timezone.now() - timedelta(hours=47))
    run_jobs()
    assert mailed() == ["alice@alice.example"]


def test_who_left_meanwhile_gets_nothing(alice):
    announcing.announce(make_post())
    alice.leave()
    run_jobs()
    assert mailed() == []


def test_two_announcements_at_once_write_each_row_once(alice):
    post = make_post()
    announcing._queue(post, [alice.pk])
    announcing._queue(post, [alice.pk])
    assert PostMail.objects.count() == 1


def test_a_kill_between_the_mail_server_and_the_row_sends_nobody_twice(alice, monkeypatch):
    announcing.announce(make_post())
    row = PostMail.objects.get()
    assert row.claim()
    monkeypatch.setattr(PostMail, "finish", killed)
    with pytest.raises(SystemExit):
        row.perform()
    monkeypatch.undo()
    assert mailed() == ["alice@alice.example"]
    PostMail.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    PostMail.run(row.pk)
    assert mailed() == ["alice@alice.example"]
    row.refresh_from_db()
    assert (row.state, row.due_at) == ("unknown", None)


def killed(*args, **named):
    raise SystemExit


def test_a_mail_server_that_is_down_is_tried_again_and_not_for_ever(alice, monkeypatch):
    announcing.announce(make_post())
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refusing(OSError()))
    row = PostMail.objects.get()
    PostMail.run(row.pk)
    row.refresh_from_db()
    assert (row.state, row.handed_over_at, row.attempts) == ("retrying", None, 1)
    PostMail.objects.update(attempts=len(WAITS_SECONDS), due_at=timezone.now())
    PostMail.run(row.pk)
    row.refresh_from_db()
    assert (row.state, row.due_at) == ("failed", None)


def test_after_a_mail_server_has_come_back_the_mail_goes_out(alice, monkeypatch):
    announcing.announce(make_post())
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refusing(OSError()))
    run_jobs(PostMail)
    monkeypatch.undo()
    PostMail.objects.update(due_at=timezone.now())
    run_jobs(PostMail)
    assert mailed() == ["alice@alice.example"]


def test_an_address_that_the_server_refuses_for_good_is_not_tried_again(alice, monkeypatch):
    announcing.announce(make_post())
    error = smtplib.SMTPRecipientsRefused({alice.email: (550, b"no")})
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refusing(error))
    run_jobs(PostMail)
    assert PostMail.objects.get().state == "failed"


def refusing(error):
    def send(self, *args, **named):
        raise error

    return send


def test_many_subscribers_are_queued_in_few_statements(django_assert_max_num_queries, monkeypatch):
    for number in range(30):
        make_subscriber(f"bob{number}@bob.example")
    post = make_post()
    with django_assert_max_num_queries(10):
        announcing.announce(post)
    assert PostMail.objects.count() == 30
