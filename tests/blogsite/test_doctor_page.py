"""The doctor's page: what is here is looked at at once, others are asked in the background."""

from dataclasses import replace

import pytest

from blogsite import checkup, doctor
from jobs.models import Chore, Finding
from tests.factories import make_ping, make_post, make_user, run_chores

pytestmark = pytest.mark.django_db
PAGE = "/admin/doctor/"


@pytest.fixture(autouse=True)
def on_this_machine(settings):
    settings.SITE_URL = "http://127.0.0.1:8000"


@pytest.fixture
def alice(client):
    client.force_login(make_user("alice", role="administrator"))


def page_of(client):
    return client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("author", 403), ("editor", 403), ("moderator", 403), ("administrator", 200)]
)
def test_it_is_for_administrators(client, role, status):
    client.force_login(make_user("bob", role=role))
    assert client.get(PAGE).status_code == status
    assert client.post(PAGE + "ask/").status_code == (302 if status == 200 else 403)
    assert Chore.objects.exists() == (status == 200)
    assert ("Doctor" in client.get("/admin/").content.decode()) == (status == 200)


def test_no_page_asks_anybody(client, alice, monkeypatch):
    def asks():
        pytest.fail("the network in a request")

    silent = [replace(one, ask=asks) if one.asks_others else one for one in doctor.QUESTIONS]
    assert [one.name for one in silent if one.ask is asks] == ["pingable", "mail", "akismet"]
    monkeypatch.setattr(doctor, "QUESTIONS", silent)
    assert page_of(client).count("Press the button to find out.") == 3


def test_the_button_has_others_asked_in_the_background(client, alice, monkeypatch):
    client.post(PAGE + "ask/")
    assert "Asking" in page_of(client)
    run_chores(checkup.NAME)
    page = page_of(client)
    assert "Press the button" not in page and "Asking" not in page
    assert page.count("look-yes") == len(doctor.QUESTIONS) + 1


def test_what_others_said_stands_there(client, alice):
    Finding.keep(checkup.NAME, {"pingable": [], "akismet": [], "mail": ["The mail <server> is gone."]})
    page = page_of(client)
    assert "The mail &lt;server&gt; is gone." in page and page.count("look-no") == 1


def test_a_dead_worker_is_seen_without_a_worker(client, alice):
    from datetime import timedelta

    from django.utils import timezone

    Chore.request("judge", 1, due_at=timezone.now() - timedelta(minutes=5))
    assert "is a worker running?" in page_of(client)


def test_it_counts_the_discussion_and_the_work(client, alice):
    make_ping(make_post(), status="spam")
    page = page_of(client)
    assert "Trackback</strong>" in page and "1 spam" in page and "Posts read for links</strong>" in page
