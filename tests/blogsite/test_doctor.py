"""`doctor`: counts, and every problem in a sentence."""

import io
import json
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from blogsite import doctor
from comments import akismet
from comments.models import StatusCount
from jobs import sweeping, tasks
from jobs.errors import HostBusy
from jobs.models import Chore
from tests.factories import make_comment, make_ping, make_post
from trackbacks import pingable

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_machine(settings):
    settings.SITE_URL = "http://127.0.0.1:8000"


def problems():
    return doctor.report()["problems"]


def test_a_quiet_blog_has_no_problem():
    assert doctor.report() == {
        "comments": {},
        "jobs": {
            "chore": {},
            "incomingping": {},
            "linkscan": {},
            "outgoingping": {},
            "postmail": {},
            "rehearsal": {},
        },
        "oldest_due_s": 0.0,
        "problems": [],
    }


def test_it_is_one_object():
    make_comment(make_post(), status="spam")
    make_ping(make_post())
    out = io.StringIO()
    call_command("doctor", "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert set(found) == {"comments", "jobs", "oldest_due_s", "problems"}
    assert found["comments"] == {"comment": {"spam": 1}, "trackback": {"approved": 1}}
    assert found["jobs"]["linkscan"] == {"queued": 2}


def test_work_that_nobody_does():
    Chore.request("judge", 1, due_at=timezone.now() - timedelta(seconds=90))
    assert doctor.report()["oldest_due_s"] >= 90
    assert any("due for 1 minute and nobody does it" in problem for problem in problems())


def test_a_worker_that_was_heard_of_and_is_silent_now():
    sweeping.beat()
    assert problems() == []
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        (problem,) = problems()
    assert "Neither worker nor scheduler was heard of for 3 minutes." in problem and "make worker" in problem


def test_a_worker_that_starts_is_heard_of():
    tasks.on_worker_ready()
    assert sweeping.silent_seconds() < 60


def test_mails_that_were_given_up():
    Chore.objects.create(kind="mail:pending", object_id="5", state="failed", last_error="no such host")
    given_up = doctor.failed_chores(mails=True)
    assert "1 e-mail could not be sent" in given_up[0] and doctor.failed_chores() == []


def test_a_page_of_ours_that_others_cannot_read(settings, free_port):
    settings.SITE_URL = f"http://127.0.0.1:{free_port}"
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({("127.0.0.1", free_port)})
    make_post()
    (problem,) = problems()
    assert "could not be read" in problem


def test_a_laptop_that_others_cannot_reach_is_no_problem():
    make_post()
    assert problems() == []


def test_a_host_that_is_busy_is_no_problem(monkeypatch):
    def busy():
        raise HostBusy("127.0.0.1")

    monkeypatch.setattr(pingable, "examine", busy)
    assert problems() == []


def test_work_that_waits_for_a_moment_is_no_problem():
    Chore.request("judge", 1, due_at=timezone.now() - timedelta(seconds=30))
    assert problems() == []


def test_chores_that_failed():
    Chore.objects.create(kind="judge", object_id="5", state="failed", last_error="it broke")
    (problem,) = problems()
    assert "1 chore failed" in problem
    assert "it broke" in problem


def test_counters_that_are_off():
    make_comment(make_post())
    StatusCount.objects.update(n=7)
    assert "moderators' queue" in problems()[0]


def test_an_akismet_that_refuses_the_key(settings, monkeypatch):
    settings.AKISMET_API_KEY = "wrong"
    monkeypatch.setattr(akismet, "verify_key", lambda: False)
    (problem,) = problems()
    assert problem.startswith("Akismet does not accept AKISMET_API_KEY for this site. Copy")


def test_an_akismet_that_does_not_answer(settings, monkeypatch):
    def verify_key():
        raise akismet.Unavailable("Akismet could not be reached")

    settings.AKISMET_API_KEY = "key"
    monkeypatch.setattr(akismet, "verify_key", verify_key)
    (problem,) = problems()
    assert problem.startswith("Akismet cannot be asked: Akismet could not be reached. What")


def test_a_mail_server_that_is_not_there(settings, free_port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port
    assert "mail server" in problems()[0]


def test_what_is_wrong_on_a_public_site_only(settings):
    settings.SITE_URL, settings.SITE_IS_HTTPS, settings.RATE_LIMITS = "http://blog.example", False, False
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({("127.0.0.1", 80)})
    found = " ".join(problems())
    for words in ("SITE_URL is not https", "PINGS_ALLOWED_PRIVATE_HOSTS", "RATE_LIMITS", "EMAIL_URL"):
        assert words in found


def test_a_secret_that_others_can_read(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    (tmp_path / "secret_key").write_text("x")
    (tmp_path / "secret_key").chmod(0o644)
    assert "chmod 600" in problems()[0]


def test_tables_that_are_not_there_yet(monkeypatch):
    monkeypatch.setitem(doctor.health.CHECKS, "migrations", lambda: "3 migrations are still to be made.")
    monkeypatch.setattr(doctor.health, "migrations", lambda: "3 migrations are still to be made.")
    assert doctor.report()["comments"] == {}
    assert problems() == ["3 migrations are still to be made."]
