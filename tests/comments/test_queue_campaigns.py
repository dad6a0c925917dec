"""Campaigns: what comes from one place or says nearly the same is one group, cleared and taken back as one."""

import re

import pytest

from comments.models import ModerationBatch, PostComment
from comments.queue.campaigns import Rule, grouped
from tests.comments.queueing import QUEUE, now, told, waiting
from tests.factories import make_comment, make_ping, make_post, make_user, run_chores

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    user = make_user("alice", role="moderator")
    client.force_login(user)
    return user


@pytest.fixture
def post():
    return make_post()


def campaign(post, n=6, **fields):
    fields.setdefault("user_url", "https://www.spam.example/buy")
    return waiting(*(make_comment(post, status="pending", **fields) for _ in range(n)))


def clear(client, action="spam"):
    page = client.get(QUEUE, {"status": "pending"}).content.decode()
    button = re.search(rf'value="{action}" class="button quiet" formaction="(\?[^"]*campaign=[^"]*)"', page)
    return client.post(QUEUE + button[1].replace("&amp;", "&"), {"action": action})


def test_items_of_one_host_are_one_group(client, alice, post):
    campaign(post, 5)
    make_ping(post, status="pending", source_url="http://spam.example/x")
    waiting(*PostComment.objects.all())
    assert "6 items from spam.example" in told(client, status="pending")


def test_items_of_one_network_are_one_group(client, alice, post):
    for n in range(5):
        waiting(make_comment(post, status="pending", address=f"8.8.8.{n}"))
    assert "5 items from the addresses 8.8.8.0/24" in told(client, status="pending")


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", None])
def test_a_private_address_says_nothing(client, alice, post, address):
    for _ in range(6):
        waiting(make_comment(post, status="pending", address=address))
    assert "Campaign " not in told(client, status="pending")


def test_nearly_equal_texts_are_one_group(client, alice, post):
    words = (
        "Hello %s, I made %d dollars a week from home with this little trick, see https://x%d.example/ now"
    )
    for n, name in enumerate(("Alice", "Bob", "Charlie", "friend", "Sir", "Madam")):
        waiting(make_comment(post, status="pending", comment=words % (name, n * 100, n)))
    assert "6 items that say nearly the same" in told(client, status="pending")


def test_four_are_no_campaign(client, alice, post):
    campaign(post, 4)
    assert "Campaign " not in told(client, status="pending")


def test_the_page_still_has_its_twenty_rows(client, alice, post):
    campaign(post, 25)
    page = client.get(QUEUE, {"status": "pending"}).content.decode()
    assert len(re.findall(r'data-source="[^"]*" data-status="pending"', page)) == 20


def test_the_list_can_be_had_without_them(client, alice, post):
    campaign(post, 25)
    other = waiting(make_comment(post, status="pending"))[0]
    page = client.get(QUEUE, {"status": "pending", "apart": "1"}).content.decode()
    assert re.findall(r'data-id="(\d+)"', page) == [str(other.pk)]


def test_one_press_clears_it_and_one_takes_it_back(client, alice, post):
    rows, other = campaign(post), waiting(make_comment(post, status="pending"))[0]
    clear(client)
    assert {now(row) for row in rows} == {"spam"}
    assert now(other) == "pending"
    client.post(QUEUE, {"action": "undo", "batch": ModerationBatch.objects.get().pk})
    assert {now(row) for row in rows} == {"pending"}


def test_what_came_in_after_it_was_seen_is_left_waiting(client, alice, post):
    campaign(post)
    page = client.get(QUEUE, {"status": "pending"}).content.decode()
    where = re.search(r'formaction="(\?[^"]*campaign=[^"]*)"', page)[1].replace("&amp;", "&")
    late = campaign(post, 1)[0]
    client.post(QUEUE + where, {"action": "spam"})
    assert now(late) == "pending"


def test_no_press_approves_a_campaign(client, alice, post):
    rows = campaign(post)
    answer = client.post(f"{QUEUE}?campaign=host:spam.example&upto={rows[-1].pk}", {"action": "approve"})
    assert answer.status_code == 400
    assert {now(row) for row in rows} == {"pending"}


@pytest.mark.parametrize(
    "key", ["", "host:", "nonsense:1", "wording:1,2", "wording:a,b,c", "x" * 9999, "host:\0"]
)
def test_a_group_that_is_none_is_refused(client, alice, post, key):
    row = campaign(post, 1)[0]
    assert client.post(f"{QUEUE}?campaign={key or 'x'}&upto=9", {"action": "spam"}).status_code == 400
    assert now(row) == "pending"


def test_a_large_one_is_cleared_in_the_background_and_stops_when_it_is_taken_back(
    client, alice, post, monkeypatch
):
    for module in ("comments.queue.actions", "comments.queue.background", "comments.models.batch"):
        monkeypatch.setattr(f"{module}.AT_ONCE", 4)
    campaign(post, 11)
    clear(client)
    assert PostComment.objects.filter(status="spam").count() == 4
    run_chores("clear-campaign")
    assert PostComment.objects.filter(status="spam").count() == 11
    batch = ModerationBatch.objects.get()
    assert batch.n == 11
    client.post(QUEUE, {"action": "undo", "batch": batch.pk})
    run_chores("undo-batch")
    assert PostComment.objects.filter(status="pending").count() == 11


def test_an_author_clears_only_what_stands_under_their_own_posts(client, post):
    from tests.factories import make_author

    bob = make_user("bob", role="author")
    client.force_login(bob)
    own = campaign(make_post(author=make_author(user=bob)))
    foreign = campaign(post)
    clear(client)
    assert {now(row) for row in own} == {"spam"}
    assert {now(row) for row in foreign} == {"pending"}


def test_the_largest_group_comes_first_and_is_not_told_again():
    from types import SimpleNamespace

    def fact(pk, host="", network="", print_a=None):
        return SimpleNamespace(
            pk=pk, from_host=host, network=network, print_a=print_a, print_b=print_a, print_c=print_a
        )

    facts = [fact(n, "spam.example", "8.8.8.0/24", 7) for n in range(9)]
    facts += [fact(20 + n, "other.example") for n in range(5)]
    groups = grouped(facts)
    assert [(group.rule, group.n) for group in groups] == [
        (Rule("host", ("spam.example",)), 9),
        (Rule("host", ("other.example",)), 5),
    ]
