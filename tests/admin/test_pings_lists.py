"""The Pings page: numbers, the two lists with their filters, and who sees which pings."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import PostComment
from tests.factories import make_author, make_ping, make_post, make_user
from tests.pings import received_ping, sent_ping
from trackbacks.ledger import listing
from trackbacks.models import IncomingPing

pytestmark = pytest.mark.django_db
SENT, RECEIVED = "/admin/pings/sent/", "/admin/pings/received/"


@pytest.fixture
def editor(client):
    user = make_user("alice", role="editor")
    client.force_login(user)
    return user


def shown(client, where, **query):
    """The addresses of the other blogs' pages on the list, in order."""
    page = client.get(where, query).content.decode()
    return re.findall(r'class="quiet target">([^<]*)<', page)


def of_every_status():
    """One received ping of each status, by the status."""
    made = {}
    for status in ("pending", "approved", "spam", "trash"):
        comment = make_ping(status="approved" if status == "pending" else status)
        comment.set_status(status, "system")
        PostComment.objects.filter(pk=comment.pk).update(verdict="ham")
        made[status] = received_ping(comment.post, comment=comment, source=f"https://{status}.example/")
    made["queued"] = received_ping(state="queued", source="https://queued.example/")
    for state in ("refused", "withdrawn"):
        made[state] = received_ping(state=state, source=f"https://{state}.example/")
    return made


def test_the_newest_stands_first_and_says_what_was_answered(client, editor):
    sent_ping(target="https://bob.example/one/")
    sent_ping(target="https://bob.example/two/", message="Thanks for <b>the</b> ping.")
    assert shown(client, SENT) == ["https://bob.example/two/", "https://bob.example/one/"]
    assert "Thanks for &lt;b&gt;the&lt;/b&gt; ping." in client.get(SENT).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"protocol": "pingback"}, "https://charlie.example/p/"),
        ({"state": "refused"}, "https://charlie.example/p/"),
        ({"host": "Charlie.example"}, "https://charlie.example/p/"),
        ({"post": "warm"}, "https://charlie.example/p/"),
        ({"q": "comments are closed"}, "https://charlie.example/p/"),
        ({"q": "CHARLIE"}, "https://charlie.example/p/"),
        ({"protocol": "webmention", "state": "delivered"}, "https://bob.example/post/"),
    ],
)
def test_sent_pings_are_filtered_and_searched(client, editor, query, found):
    sent_ping(make_post("Gardens"), protocol="webmention")
    sent_ping(
        make_post("A warm evening"), "refused", target="https://charlie.example/p/",
        protocol="pingback", message="Comments are closed.",
    )  # fmt: skip
    assert shown(client, SENT, **query) == [found]


def test_a_post_is_also_named_by_its_number(client, editor):
    mine = sent_ping(target="https://bob.example/one/")
    sent_ping(target="https://bob.example/two/")
    assert shown(client, SENT, post=mine.post_id) == ["https://bob.example/one/"]


def test_words_that_are_no_filter_ask_for_nothing(client, editor):
    sent_ping()
    assert len(shown(client, SENT, state="nonsense", protocol="smtp", page="-3")) == 1


def test_every_status_is_found_by_its_filter(client, editor):
    made = of_every_status()
    assert set(made) == set(listing.STATUSES)
    for status, ping in made.items():
        assert IncomingPing.objects.get(pk=ping.pk).status == status
        assert shown(client, RECEIVED, state=status) == [ping.source]


def test_the_numbers_are_those_of_the_lists(editor):
    made = of_every_status()
    assert listing.received_counts(editor) == {"webmention": dict.fromkeys(made, 1)}
    sent_ping(protocol="webmention")
    sent_ping(state="no_endpoint")
    assert listing.sent_counts(editor) == {"webmention": {"delivered": 1}, "": {"no_endpoint": 1}}


def test_a_number_leads_to_its_list(client, editor):
    sent_ping(state="refused", protocol="pingback")
    page = client.get("/admin/pings/").content.decode()
    assert f'href="{SENT}?protocol=pingback&amp;state=refused">1</a>' in page


def test_twenty_stand_on_a_page(client, editor):
    post = make_post()
    for n in range(21):
        sent_ping(post, target=f"https://bob.example/{n}/")
    assert len(shown(client, SENT)) == 20
    assert shown(client, SENT, page=2) == ["https://bob.example/0/"]
    assert 'rel="next" href="?page=2"' in client.get(SENT).content.decode()


@pytest.mark.parametrize("where", ["/admin/pings/", SENT, RECEIVED])
def test_the_queries_do_not_grow_with_the_pings(client, editor, where):
    def queries(n):
        for k in range(n):
            post = make_post()
            sent_ping(post, target=f"https://bob.example/{post.pk}/{k}/", protocol="webmention")
            received_ping(post, comment=make_ping(post), source=f"https://bob.example/{post.pk}/{k}/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(where)
        return len(asked)

    queries(1)
    assert queries(1) == queries(8) <= 16


def test_an_author_sees_the_pings_of_own_posts_only(client):
    user = make_user("alice", role="author")
    client.force_login(user)
    mine, foreign = make_post("Mine", author=make_author(user=user)), make_post("A secret plan")
    for post, name in ((mine, "mine"), (foreign, "foreign")):
        sent_ping(post, target=f"https://bob.example/{name}/")
        received_ping(post, source=f"https://bob.example/{name}/")
    for where in (SENT, RECEIVED):
        assert shown(client, where) == ["https://bob.example/mine/"]
        assert shown(client, where, q="secret") == []
    assert listing.sent_counts(user) == {"": {"delivered": 1}}
    assert listing.received_counts(user) == {"webmention": {"trash": 1}}


@pytest.mark.parametrize(
    ("role", "overview", "sent"),
    [
        ("anonymous", 302, 302),
        ("reader", 403, 403),
        ("author", 200, 200),
        ("editor", 200, 200),
        ("moderator", 200, 403),
        ("administrator", 200, 200),
    ],
)
def test_each_role_opens_what_is_theirs(client, role, overview, sent):
    if role != "anonymous":
        client.force_login(make_user("alice", role=role))
    one, other = sent_ping(), received_ping()
    assert client.get("/admin/pings/").status_code == client.get(RECEIVED).status_code == overview
    assert client.get(SENT).status_code == sent
    foreign = 404 if role == "author" else sent
    assert client.get(f"{SENT}{one.pk}/").status_code == foreign
    foreign = 404 if role == "author" else overview
    assert client.get(f"{RECEIVED}{other.pk}/").status_code == foreign


def test_the_navigation_names_it(client, editor):
    assert 'href="/admin/pings/"' in client.get("/admin/").content.decode()


def test_chosen_pings_are_resent_or_cancelled_together(client, editor):
    post = make_post()
    failed = [sent_ping(post, "failed", target=f"https://bob.example/{n}/") for n in range(2)]
    told = sent_ping(post, target="https://bob.example/told/")
    answer = client.post(
        f"{SENT}act/?state=failed", {"action": "resend", "ids": [ping.pk for ping in (*failed, told)]}
    )
    assert answer["Location"] == f"{SENT}?state=failed"
    assert "2 blogs will be told again." in client.get(SENT).content.decode()
    for ping in (*failed, told):
        ping.refresh_from_db()
    assert [ping.state for ping in (*failed, told)] == ["queued", "queued", "delivered"]


@pytest.mark.parametrize(
    "fields", [{}, {"action": "delete", "ids": "1"}, {"action": "resend", "ids": ["x", "9" * 30, "\0"]}]
)
def test_nothing_chosen_or_no_such_action_is_said(client, editor, fields):
    assert client.post(f"{SENT}act/", fields).status_code == 302
    assert "There was nothing to do" in client.get(SENT).content.decode()


def test_an_author_acts_on_the_pings_of_own_posts_only(client):
    client.force_login(make_user("alice", role="author"))
    foreign = sent_ping(make_post(), "queued")
    client.post(f"{SENT}act/", {"action": "cancel", "ids": foreign.pk})
    foreign.refresh_from_db()
    assert foreign.state == "queued"


def test_a_button_of_a_row_leads_back_to_the_same_page_of_the_list(client, editor):
    ping = sent_ping(make_post(), "refused")
    answer = client.post(f"{SENT}{ping.pk}/resend/?host=bob.example", {"back": "list"})
    assert answer["Location"] == f"{SENT}?host=bob.example"
