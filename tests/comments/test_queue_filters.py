"""The filters of the queue: what they leave, and what they say of what cannot be had."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from comments.models import PostComment
from tests.comments.queueing import QUEUE, told
from tests.comments.test_queue import ids
from tests.factories import make_comment, make_ping, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def stored(kept):
    """Alice, who moderates, and two rows of spam."""
    with kept():
        made = make_ping(source_url="http://www.charlie.example/x", address="8.8.4.4", status="spam")
        day = timezone.now() - timedelta(days=40)
        PostComment.objects.filter(pk=made.pk).update(verdict="discard", created=day)
        make_comment(status="spam")
        yield make_user("alice", role="moderator").pk, made.pk


@pytest.fixture
def alice(client, stored):
    client.force_login(User.objects.get(pk=stored[0]))


@pytest.fixture
def row(stored):
    return PostComment.objects.get(pk=stored[1])


def of(row, name):
    values = {
        "host": "charlie.example",
        "address": "8.8.4.4",
        "verdict": "discard",
        "post": row.post_id,
        "until": f"{row.created:%Y-%m-%d}",
    }
    return values[name]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("status", ["", "spam"])
@pytest.mark.parametrize("name", ["host", "address", "verdict", "post", "until"])
def test_each_leaves_what_it_names(client, alice, row, name, status, large, monkeypatch):
    if large:
        monkeypatch.setattr("comments.queue.listing.SEARCHED", 1)
    assert ids(client, status=status, **{name: of(row, name)}) == {row.pk}
    assert ids(client, status=status, q="charlie", **{name: of(row, name)}) == {row.pk}


@pytest.mark.parametrize("host", ["charlie.example", "WWW.Charlie.Example", "http://charlie.example/any"])
def test_a_site_may_be_written_in_any_way(client, alice, row, host):
    assert ids(client, host=host) == {row.pk}


def test_a_range_of_addresses_is_a_filter_too(client, alice, row):
    assert ids(client, address="8.8.4.0/24") == {row.pk}


def test_the_first_and_the_last_day_are_among_them(client, alice, row):
    day = f"{row.created:%Y-%m-%d}"
    assert ids(client, since=day, until=day) == {row.pk}


def test_filters_stay_from_page_to_page_and_through_a_press(client, alice, row):
    answer = client.post(f"{QUEUE}?status=spam&host=charlie.example", {"action": "trash", "ids": [row.pk]})
    assert answer["Location"] == "/admin/discussion/?status=spam&host=charlie.example"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"status": "nonsense"}, "There is no tab “nonsense”, so all are shown."),
        ({"kind": "nonsense"}, "There is no kind “nonsense”"),
        ({"since": "2026-13-45"}, "Enter a valid date."),
        ({"since": "0001-01-01"}, "The blog has no such day."),
        ({"until": "9999-12-31"}, "The blog has no such day."),
        ({"since": "2026-02-02", "until": "2026-02-01"}, "This day is before the first one."),
        ({"address": "1.2.3"}, "This is neither an IP address nor a range"),
        ({"address": "8.8.8.8/3"}, "This is neither an IP address nor a range"),
        ({"verdict": "guilty"}, "guilty is not one of the available choices"),
        ({"post": "x"}, "Enter a whole number."),
        ({"q": "x" * 10_000}, "Only the first 200 characters were searched for."),
        ({"page": "0"}, "There is no such page, so this is the first."),
        ({"page": "9" * 30}, "There is no such page, so this is the first."),
        ({"page": "7"}, "There is no such page any more. To the last one"),
    ],
)
def test_what_cannot_be_had_is_said_and_nothing_breaks(client, alice, row, query, words):
    assert words in told(client, **query)


@pytest.mark.parametrize(
    "name", ["host", "address", "verdict", "post", "since", "until", "q", "status", "kind"]
)
@pytest.mark.parametrize("value", ["\0", "é" * 3000, "' OR 1=1 --", "[", "٣", "-1", "9" * 40, "<script>"])
def test_no_filter_breaks_the_page(client, alice, row, name, value):
    answer = client.get(QUEUE, {name: value})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().split("<main")[-1].replace("<script src", "")


def test_what_was_typed_wrong_stays_in_its_field(client, alice, row):
    page = client.get(QUEUE, {"address": "1.2.3", "host": "charlie.example"}).content.decode()
    assert 'value="1.2.3"' in page
    assert 'value="charlie.example"' in page
