"""What the looks at old sources found is shown to moderators: in the list, by a filter, and in the trace."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_ping, make_post, make_user
from trackbacks.models import IncomingPing

pytestmark = pytest.mark.django_db
LIST = "/admin/pings/received/"


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(make_user("alice", role="editor"))


@pytest.fixture
def pings():
    """One of each outcome, by the host that is named like it."""
    post, made = make_post("Gardens"), {}
    for look, gone in (("same", ""), ("changed", ""), ("gone", "page"), ("unread", "")):
        source = f"http://{look}.example/"
        ping = IncomingPing.accept(post, source, protocol="webmention", target=post.full_url)
        comment = make_ping(post, source_url=source, gone=gone, verdict="ham")
        now = timezone.now()
        facts = {
            "looked_at": now,
            "look_at": now + timedelta(days=30),
            "missing_since": now if gone else None,
        }
        IncomingPing.objects.filter(pk=ping.pk).update(
            state="done", due_at=None, last_look=look, comment=comment, **facts
        )
        made[look] = ping.pk
    return made


def test_the_list_says_what_the_last_look_found(client, pings):
    page = client.get(LIST).content.decode()
    for words in ("The page or its link is gone", "Its words had changed", "It could not be read"):
        assert page.count(f'<p class="quiet">{words}') == 1


@pytest.mark.parametrize("look", ["gone", "changed", "unread"])
def test_a_filter_leaves_those_of_one_outcome(client, pings, look):
    page = client.get(LIST, {"look": look}).content.decode()
    assert [name for name in pings if f"http://{name}.example/" in page] == [look]


def test_an_unknown_outcome_filters_nothing(client, pings):
    page = client.get(LIST, {"look": "odd"}).content.decode()
    assert all(f"http://{name}.example/" in page for name in pings)


def test_the_trace_says_since_when_it_is_gone_and_when_it_is_looked_for_again(client, pings):
    page = client.get(f"{LIST}{pings['gone']}/").content.decode()
    assert "The page is gone" in page and "Its words stay under the post, without a link." in page
    assert "Next look" in page


def test_the_queue_marks_what_has_gone(client, pings):
    page = client.get("/admin/discussion/?status=approved").content.decode()
    assert page.count("The page is gone") == 1
