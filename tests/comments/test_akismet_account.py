"""The account at Akismet: key, usage, alerts, figures, noted in the background; trouble is told once."""

import pytest
from django.core import mail as outbox_module

from blogsite import doctor
from comments import akismet_account as account
from comments.models import AkismetMonth, PostComment
from jobs.models import Chore, Finding
from tests.akismet_server import AkismetServer
from tests.factories import make_comment, make_user, run_chores, set_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with AkismetServer(key="good") as server:
        settings.AKISMET_API_KEY, settings.AKISMET_API_URL = "good", server.url
        yield server


@pytest.fixture
def outbox():
    """What administrators hear; there are two, and a moderator."""
    make_user("alice", role="administrator"), make_user("bob", role="administrator")
    make_user("charlie", role="moderator")
    return outbox_module.outbox


def told(outbox):
    return sorted(message.to[0] for message in outbox if message.subject == "Akismet needs you")


def comment(text="Beans grow."):
    made = make_comment(status="pending", comment=text, address="203.0.113.9")
    run_chores()
    made.refresh_from_db()
    return made


def ask():
    account.ask_soon()
    run_chores()


def test_a_good_key_and_its_usage_are_known_after_asking(server):
    server.set(limit=500)
    comment()
    ask()
    assert account.key()["state"] == "valid"
    usage = account.found(account.USAGE)
    assert (usage["usage"], usage["limit"], usage["throttled"]) == (1, 500, False)


def test_a_wrong_key_and_a_silent_akismet_are_told_apart(server, settings):
    server.set(fault="503")
    ask()
    assert (account.key()["state"], account.key()["why"]) == ("unknown", "Akismet answered with status 503")
    server.set(fault="")
    settings.AKISMET_API_KEY = "bad"
    assert account.key() == {"state": "unknown", "why": "", "at": None}  # of another key nothing is known
    ask()
    assert account.key()["state"] == "wrong"


def test_it_is_asked_once_a_day_and_anew_for_another_key(server, settings):
    for _ in range(3):
        account.ask_daily()
        run_chores()
    assert len(server.asked("verify-key")) == 1
    settings.AKISMET_API_KEY = "other"
    account.ask_daily()
    run_chores()
    assert len(server.asked("verify-key")) == 2


def test_the_next_day_it_is_asked_again(server):
    account.ask_daily()
    run_chores()
    Chore.objects.update(finished_at="2026-01-01T00:00Z")
    account.ask_daily()
    run_chores()
    assert len(server.asked("verify-key")) == 2


def test_without_a_key_nobody_is_asked_and_nothing_is_read(settings, django_assert_num_queries):
    settings.AKISMET_API_KEY = ""
    with django_assert_num_queries(0):
        account.ask_daily()
        assert account.warnings() == []


def test_a_key_that_turned_wrong_is_told_to_each_administrator_once(server, settings, outbox):
    settings.AKISMET_API_KEY = "bad"
    for _ in range(3):
        ask()
        comment()
    assert told(outbox) == ["alice@alice.example", "bob@bob.example"]
    assert any("Akismet does not accept the key of this site" in message.body for message in outbox)


def test_it_is_told_again_only_after_it_was_good_again(server, outbox):
    server.key = "another"
    ask()
    server.set(fault="503")
    ask()
    server.set(fault="")
    ask()
    assert len(told(outbox)) == 2
    server.key = "good"
    ask()
    assert account.warnings() == []
    server.key = "another"
    ask()
    assert len(told(outbox)) == 4


def test_a_key_that_works_again_is_seen_by_the_next_comment(server, outbox):
    server.key = "another"
    ask()
    server.key = "good"
    comment()
    assert account.key()["state"] == "valid"


@pytest.mark.parametrize(("days", "mails"), [(0, 2), (6, 2), (8, 4)])
def test_an_alert_that_comes_and_goes_is_told_once_a_week(server, outbox, days, mails):
    server.set(alert_code="10003", alert_msg="You are over your limit.")
    comment(), comment()
    assert account.warnings() == ["Akismet has a message for you: You are over your limit."]
    assert len(told(outbox)) == 2
    server.set(alert_code="", alert_msg="")
    comment()
    assert account.warnings() == []
    long_ago = {
        one: when - days * 86_400 for one, when in account.found(account.TOLD).get("when", {}).items()
    }
    Finding.keep(account.TOLD, {"when": long_ago})
    server.set(alert_code="10003", alert_msg="You are over your limit, by 7.")
    comment()
    assert account.warnings() == ["Akismet has a message for you: You are over your limit, by 7."]
    assert len(told(outbox)) == mails


def test_two_alerts_in_turn_are_told_once_each(server, outbox):
    for _ in range(3):
        for code in ("10003", "10010"):
            server.set(alert_code=code)
            comment()
    assert len(told(outbox)) == 4


def test_another_alert_is_news(server, outbox):
    server.set(alert_code="10003", alert_msg="You are over your limit.")
    comment()
    server.set(alert_code="10010", alert_msg="Your account is suspended.")
    comment()
    assert len(told(outbox)) == 4
    assert "Your account is suspended." in account.warnings()[0]


def test_an_alert_does_not_go_because_akismet_is_silent(server, outbox):
    server.set(alert_code="10003")
    comment()
    server.set(fault="500")
    comment()
    assert account.warnings() == ["Akismet has a message for you: alert 10003"]


def test_the_mail_speaks_the_language_of_the_blog(server, outbox):
    set_site(language="de")
    server.set(alert_msg="You are over your limit.")
    comment()
    message = next(message for message in outbox if "You are over your limit." in message.body)
    assert "Akismet has" not in message.body
    assert "/admin/akismet/" in message.body


def test_what_is_well_again_before_the_mail_is_not_mailed(server, outbox):
    account._note_alert({"alert_code": "10003"})
    account._note_alert({})
    run_chores()
    assert told(outbox) == []


def test_the_last_failure_keeps_what_akismet_said_about_it(server):
    server.set(error="Something odd")
    comment()
    assert account.found(account.FAILURE)["error"] == "Something odd"


def test_the_doctor_says_what_the_alert_says(server):
    server.set(alert_msg="Your account is suspended.")
    comment()
    assert doctor.akismet_alert() == ["Akismet has a message for you: Your account is suspended."]


def test_the_month_counts_what_was_looked_at_and_what_was_spam(server):
    server.set(spam_words="pills")
    comment(), comment("Pills"), comment("More pills")
    server.set(fault="500")
    comment()
    month = AkismetMonth.now()
    assert (month.checked, month.spam) == (3, 2)


def test_the_month_counts_where_a_moderator_knew_better(server):
    alice = make_user("alice", role="moderator")
    server.set(spam_words="pills")
    wrong, right, missed = comment("Pills"), comment("Pills, pills"), comment("Beans for sale")
    wrong.approve(alice), right.mark_spam(alice), missed.mark_spam(alice)
    run_chores()
    month = AkismetMonth.now()
    assert (month.false_positives, month.missed) == (1, 1)


def test_what_is_deleted_stays_counted(server):
    comment()
    PostComment.objects.all().delete()
    assert AkismetMonth.now().checked == 1


def test_remote_words_are_cut(server):
    server.set(alert_msg="x" * 5000)
    comment()
    assert all(len(str(row.found)) < 1000 for row in Finding.objects.all())
