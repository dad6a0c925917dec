"""A German blog reads German."""

import pytest
from django.core import mail as django_mail

from comments import notices
from comments.models import Notice
from tests.factories import make_author, make_comment, make_ping, make_post, make_user, set_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def german():
    set_site(language="de")
    return make_post("Garten")


def test_a_post_and_what_was_said_about_it(client, german):
    make_comment(parent=make_comment(german))
    make_ping(german)
    shown = client.get(german.get_absolute_url()).content.decode()
    for words in ("3 Gedanken zu „Garten“", "Antworten", "1 Antwort", "Dort lesen", "Charlie</b> auf <span"):
        assert words in shown


def test_what_is_wrong_with_a_comment_is_said_in_german(client, german):
    answer = client.post(f"{german.get_absolute_url()}respond/", {})
    assert "Dieses Feld ist zwingend erforderlich." in answer.content.decode()


def test_a_mail_is_german_though_the_worker_speaks_no_language(german):
    alice = make_user("alice", role="moderator")
    Notice.objects.create(user=alice, comment=make_comment(german, status="pending", comment="Wort."))
    notices.send(alice)
    letter = django_mail.outbox[0]
    assert letter.subject == "Zu prüfen: „Garten“"
    assert "Kommentar zu „Garten“" in letter.body
    assert "Freigeben: http" in letter.body


def test_what_programs_read_stays_english(client, german):
    refused = client.post("/webmention/", {"source": "http://bob.example/", "target": german.full_url + "x"})
    assert refused.content.decode() == "The target is not a post of this blog.\n"


def test_the_admin_speaks_german_too(client, german):
    client.force_login(make_author("Alice").user or make_user("charlie", role="administrator"))
    assert "Einstellungen" in client.get("/admin/").content.decode()
