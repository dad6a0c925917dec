"""What Akismet's answer does to a comment, from the row to its status; and what it hears of a decision, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Chore
from tests.akismet_server import AkismetServer
from tests.factories import make_comment, make_post, make_user, run_chores, set_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with AkismetServer() as server:
        settings.AKISMET_API_KEY, settings.AKISMET_API_URL = "test-key", server.url
        set_site(hold_first_timers=False)
        yield server


def comment(text="Beans grow.", **fields):
    made = make_comment(status="pending", comment=text, address="203.0.113.9", **fields)
    run_chores("judge")
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(("discards", "status"), [(True, "trash"), (False, "spam")])
def test_the_worst_spam_goes_where_the_owner_wants_it(server, discards, status):
    set_site(discard_spam=discards)
    server.set(discard_words="pills")
    assert comment("Pills").status == status
    assert comment("Beans").status == "approved"


def test_it_is_asked_again_when_it_wishes_and_not_before(server):
    server.set(recheck_after="900")
    made = comment()
    due = Chore.objects.get(kind="judge", object_id=str(made.pk)).due_at
    assert made.status == "pending"
    assert timedelta(minutes=14) < due - timezone.now() <= timedelta(minutes=15)
    run_chores("judge")
    assert len(server.asked("comment-check")) == 1


def test_what_it_wanted_to_see_again_is_judged_then(server):
    server.set(recheck_after="900")
    made = comment()
    server.set(recheck_after="")
    Chore.objects.filter(kind="judge").update(due_at=timezone.now())
    run_chores("judge")
    made.refresh_from_db()
    assert made.status == "approved"
    assert server.asked("comment-check")[1]["recheck_reason"] == "recheck_queue"


def test_a_decision_is_told_once_with_the_payload_as_it_was_submitted(server):
    made = comment("Beans grow.", user_agent="Browser")
    submitted = server.asked("comment-check")[0]
    alice = make_user("alice", role="moderator")
    made.edit({"comment": "Beans grew."}, alice)
    made.mark_spam(alice), made.mark_spam(alice)
    run_chores(), run_chores()
    assert server.asked("submit-spam") == [submitted]
    assert not server.asked("submit-ham")


def test_a_change_of_mind_is_another_decision(server):
    made, alice = comment(), make_user("alice", role="moderator")
    made.mark_spam(alice)
    run_chores()
    made.approve(alice)
    run_chores()
    assert [len(server.asked(what)) for what in ("submit-spam", "submit-ham")] == [1, 1]


@pytest.mark.parametrize("by", ["filter", "source", "system"])
def test_what_no_person_decided_is_not_told(server, by):
    comment().set_status("spam", by)
    run_chores()
    assert not server.asked("submit-spam")


def test_feedback_waits_for_an_akismet_that_is_away(server):
    made, alice = comment(), make_user("alice", role="moderator")
    server.set(fault="503")
    made.mark_spam(alice)
    run_chores("feedback")
    chore = Chore.objects.get(kind="feedback")
    assert chore.state == "retrying"
    server.set(fault="")
    Chore.objects.filter(pk=chore.pk).update(due_at=timezone.now())
    calls = len(server.asked("submit-spam"))
    run_chores("feedback")
    assert len(server.asked("submit-spam")) == calls + 1
    assert Chore.objects.get(kind="feedback").state == "done"


def test_the_evidence_of_a_row_holds_its_number_and_its_alert(server, client):
    server.set(alert_code="10003", alert_msg="You are over your limit.")
    made = comment(post=make_post())
    client.force_login(make_user("alice", role="moderator"))
    page = client.get("/admin/discussion/?status=pending").content.decode()
    guid = next(reason["more"]["guid"] for reason in made.reasons if reason["check"] == "akismet")
    assert guid in page
    assert "You are over your limit." in page
