"""The moderators' queue: what it lists, and what its one form does."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comments.models import PostComment, StatusCount
from posts.models import Post
from tests.factories import make_author, make_comment, make_ping, make_post, make_user

pytestmark = pytest.mark.django_db
QUEUE = "/admin/discussion/"


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def judged(*rows):
    """As after the filters: each row has a verdict, so that none is being checked."""
    PostComment.objects.filter(pk__in=[row.pk for row in rows]).update(verdict="ham")
    return rows


def listed(client, **query):
    """The rows on the page as (id, status, source)."""
    page = client.get(QUEUE, query).content.decode()
    found = re.findall(r'data-id="(\d+)" data-source="([^"]*)" data-status="([^"]*)"', page)
    return [(int(pk), status, source) for pk, source, status in found]


def ids(client, **query):
    return {pk for pk, _, _ in listed(client, **query)}


def act(client, action, *rows, **query):
    where = QUEUE + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")
    return client.post(where, {"action": action, "ids": [row.pk for row in rows]})


def status(row):
    return PostComment.objects.get(pk=row.pk).status


def test_without_a_status_it_lists_all_newest_first(client, moderator):
    post = make_post()
    first, second = make_comment(post), make_ping(post, status="spam")
    assert [pk for pk, _, _ in listed(client)] == [second.pk, first.pk]


@pytest.mark.parametrize("wanted", ["pending", "approved", "spam", "trash", "unconfirmed"])
def test_a_tab_lists_one_status(client, moderator, wanted):
    rows = {name: make_comment(status=name) for name in ("pending", "approved", "spam", "trash")}
    rows["unconfirmed"] = make_comment()
    rows["unconfirmed"].set_status("unconfirmed", "system")
    judged(*rows.values())
    assert ids(client, status=wanted) == {rows[wanted].pk}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("comment", {"comment"}),
        ("ping", {"trackback", "pingback", "webmention"}),
        ("trackback", {"trackback"}),
        ("webmention", {"webmention"}),
    ],
)
def test_a_kind_is_one_protocol_or_all_pings(client, moderator, kind, expected):
    made = {make_comment().pk: "comment"}
    made |= {make_ping(kind=name).pk: name for name in ("trackback", "pingback", "webmention")}
    assert {made[pk] for pk in ids(client, kind=kind)} == expected


def test_a_ping_says_its_source_and_a_comment_says_none(client, moderator):
    ping = make_ping(source_url="http://charlie.example/a?b=1&c=2")
    comment = make_comment()
    sources = {pk: source for pk, _, source in listed(client)}
    assert sources == {ping.pk: "http://charlie.example/a?b=1&amp;c=2", comment.pk: ""}


@pytest.mark.parametrize(
    "q",
    [
        "charlie.example/post-77",
        "http://charlie.example/post-77",
        "wonderful garden",
        "CHARLIE'S ANSWER",
        "203.0.113.9",
    ],
)
def test_a_search_finds_sources_and_words(client, moderator, q):
    ping = make_ping(
        source_url="http://charlie.example/post-77/", comment="A wonderful garden.", address="203.0.113.9"
    )
    make_comment(comment="Something else.")
    assert ids(client, q=q) == {ping.pk}


class TestALargeTable:
    @pytest.fixture(scope="class")
    @classmethod
    def made(cls, kept):
        with kept():
            post = make_post()
            yield [
                make_ping(post, source_url=f"http://charlie.example/{n}/", status="spam").pk
                for n in range(24)
            ]

    @pytest.mark.parametrize("size", [0, 10**6])
    @pytest.mark.parametrize("status", ["", "spam"])
    def test_it_is_searched_and_listed_like_a_small_one(
        self, client, moderator, made, monkeypatch, size, status
    ):
        monkeypatch.setattr("comments.queue.listing.SEARCHED", 10 if size else 10**6)
        monkeypatch.setattr("comments.queue.listing.total", lambda *args: size or 24)
        assert ids(client, status=status) == set(made[-20:])
        assert ids(client, status=status, page=2) == set(made[:4])
        assert ids(client, status=status, q="http://charlie.example/2/") == {made[2]}
        assert ids(client, status=status, q="example/20/") == {made[20]}


class TestALargeList:
    @pytest.fixture(scope="class")
    @classmethod
    def stored(cls, kept):
        """Sixty in the tab of spam, and one more that is being checked, which stands among all."""
        with kept():
            post = make_post()
            for _ in range(60):
                make_comment(post, status="spam")
            make_comment(post, status="pending")
            make_comment(post, status="spam").erase(make_user("bob", role="moderator"))
            yield post.pk

    @pytest.mark.parametrize("status", ["", "spam"])
    @pytest.mark.parametrize("extra", [0, 1])
    def test_its_pages_are_those_of_a_small_one(self, client, moderator, stored, monkeypatch, status, extra):
        for _ in range(extra):
            make_comment(Post.objects.get(pk=stored), status="spam")
        pages = [listed(client, status=status, page=page) for page in range(1, 7)]
        monkeypatch.setattr("comments.queue.listing.SEARCHED", 10)
        assert [listed(client, status=status, page=page) for page in range(1, 7)] == pages


@pytest.mark.parametrize("q", ["%", "_", "\\", "'", "\x00", "http://[", "é" * 500])
def test_an_odd_search_finds_nothing_and_breaks_nothing(client, moderator, q):
    make_comment(comment="plain")
    assert client.get(QUEUE, {"q": q}).status_code == 200


def test_twenty_rows_are_a_page(client, moderator):
    post = make_post()
    rows = [make_comment(post, status="spam").pk for _ in range(25)]
    assert len(ids(client, status="spam")) == 20
    assert ids(client, status="spam", page=2) == set(rows[:5])
    assert ids(client, status="spam", page=3) == set()


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "²"])
def test_a_page_that_is_none_is_an_empty_or_the_first_page(client, moderator, number):
    make_comment()
    assert client.get(QUEUE, {"page": number}).status_code == 200


def test_unknown_filters_are_left_out(client, moderator):
    row = make_comment()
    assert ids(client, status="nonsense", kind="nonsense") == {row.pk}


def test_what_is_being_checked_is_not_pending_yet(client, moderator):
    row = make_comment(status="pending")
    assert ids(client, status="pending") == set()
    judged(row)
    assert ids(client, status="pending") == {row.pk}


def test_tabs_count_by_status(client, moderator):
    for _ in range(3):
        make_comment(status="spam")
    make_comment()
    page = client.get(QUEUE).content.decode()
    assert dict(re.findall(r'data-tab="(\w*)"[^>]*>\w+ <span class="n">(\d+)<', page)) == {
        "": "4", "pending": "0", "approved": "1", "spam": "3", "trash": "0",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("action", "expected"),
    [("approve", "approved"), ("pending", "pending"), ("spam", "spam"), ("trash", "trash")],
)
def test_an_action_moves_every_chosen_row(client, moderator, action, expected):
    start = "pending" if action != "pending" else "spam"
    rows, other = [make_comment(status=start) for _ in range(3)], make_comment(status=start)
    assert act(client, action, *rows, status=start).status_code == 302
    assert [status(row) for row in (*rows, other)] == [expected] * 3 + [start]
    assert rows[0].events.latest("pk").by_user == moderator


def test_the_answer_leads_back_to_the_same_list(client, moderator):
    row = make_comment(status="spam")
    assert act(client, "approve", row, status="spam", kind="comment", page=2)["Location"] == (
        "/admin/discussion/?status=spam&kind=comment&page=2"
    )


def test_undo_puts_a_bulk_change_back(client, moderator):
    rows = [make_comment(status="pending"), make_comment(status="pending")]
    act(client, "spam", *rows)
    page = client.get(QUEUE).content.decode()
    undo = page.split('class="undo"')[1].split("</form>")[0]
    assert "2 items marked as spam" in undo
    batch = re.search(r'name="batch" value="(\d+)"', undo)[1]
    client.post(QUEUE, {"action": "undo", "batch": batch})
    assert {status(row) for row in rows} == {"pending"}


def test_undo_by_the_rows_themselves_puts_them_back(client, moderator):
    rows = [make_comment(status="pending"), make_comment(status="pending")]
    act(client, "spam", *rows)
    act(client, "undo", *rows)
    assert {status(row) for row in rows} == {"pending"}


def test_delete_takes_it_out_of_every_list_and_count(client, moderator):
    row = make_comment(status="trash")
    act(client, "delete", row)
    assert ids(client) == ids(client, status="trash") == ids(client, q="thought") == set()
    assert StatusCount.objects.get(status="trash", kind="comment").n == 0


def test_one_rows_own_button_leaves_the_ticked_ones_alone(client, moderator):
    mine, ticked = make_comment(status="pending"), make_comment(status="pending")
    client.post(f"{QUEUE}?only={mine.pk}", {"action": "approve", "ids": [ticked.pk]})
    assert (status(mine), status(ticked)) == ("approved", "pending")


def test_ids_that_are_none_are_ignored(client, moderator):
    row = make_comment(status="pending")
    response = client.post(QUEUE, {"action": "spam", "ids": ["x", "-1", "9" * 30, "", str(row.pk)]})
    assert response.status_code == 302
    assert status(row) == "spam"


def test_an_unknown_action_is_refused(client, moderator):
    assert act(client, "explode", make_comment()).status_code == 400


def test_a_get_changes_nothing(client, moderator):
    row = make_comment(status="pending")
    client.get(QUEUE, {"action": "spam", "ids": row.pk})
    assert status(row) == "pending"


def test_the_form_needs_its_token(moderator):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)
    row = make_comment(status="pending")
    with pytest.MonkeyPatch.context() as patch:
        from django.http import HttpResponse

        patch.setattr("blogsite.errors.render", lambda *args, status, **kwargs: HttpResponse(status=status))
        assert act(strict, "spam", row).status_code == 403
    assert status(row) == "pending"


def test_empty_spam_erases_all_spam_and_nothing_else(client, moderator):
    spam, kept = [make_comment(status="spam") for _ in range(3)], make_comment()
    make_ping(status="spam")
    act(client, "empty_spam")
    assert list(PostComment.objects.values_list("pk", flat=True)) == [kept.pk]
    assert {(row.kind, row.n) for row in StatusCount.objects.filter(status="spam")} == {
        ("comment", 0),
        ("trackback", 0),
    }
    assert spam


def test_an_author_sees_and_moderates_only_what_stands_under_their_own_posts(client):
    bob = make_user("bob", role="author")
    client.force_login(bob)
    own = make_comment(make_post(author=make_author(user=bob)), status="spam")
    foreign = make_comment(make_post(), status="spam")
    assert ids(client) == {own.pk}
    act(client, "trash", own, foreign)
    assert (status(own), status(foreign)) == ("trash", "spam")
    assert act(client, "approve", foreign).status_code == 403
    act(client, "spam", own)
    act(client, "empty_spam")
    assert list(PostComment.objects.all()) == [foreign]


@pytest.mark.parametrize("number", [2, 20])
def test_a_page_costs_at_most_twelve_queries(client, moderator, number):
    posts = [make_post() for _ in range(3)]
    for n in range(number):
        parent = make_comment(posts[n % 3], status="approved")
        make_comment(parent=parent, status="pending")
        make_ping(posts[n % 3], status="pending")
    judged(*PostComment.objects.all())
    client.get(QUEUE)
    for query in (
        {},
        {"status": "pending"},
        {"status": "pending", "kind": "ping", "page": 2},
        {"q": "thought"},
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(QUEUE, query).status_code == 200
        assert len(queries) <= 12, "\n".join(query["sql"][:150] for query in queries)


def test_why_it_was_held_and_what_happened_can_be_read(client, moderator):
    row = make_comment(status="pending")
    PostComment.objects.filter(pk=row.pk).update(
        verdict="ham",
        reasons=[{"check": "links", "verdict": "hold", "score": 2, "reason": "3 links"},
                 {"check": "first time", "verdict": "hold", "score": 1, "reason": "first comment by Bob"}],
    )  # fmt: skip
    page = client.get(QUEUE, {"status": "pending"}).content.decode()
    for words in ("3 links", "first comment by Bob", "+3", "the blog itself received it"):
        assert words in page


def test_nothing_that_was_sent_becomes_html(client, moderator):
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    make_ping(
        status="pending", source_url="javascript://x/%0aalert(1)", title=evil, user_name=evil[:50], comment=evil,
        blog_name=evil, linked_words=evil, source_host=evil,
    )  # fmt: skip
    make_comment(status="pending", user_name=evil[:50], user_url="javascript:alert(1)", comment=evil)
    page = client.get(QUEUE).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_a_comment_is_shown_in_its_own_paragraphs_as_it_was_typed(client, moderator):
    make_comment(comment="One <b>bold</b> word.\n\nAnd another.")
    page = client.get(QUEUE).content.decode()
    assert "<p>One &lt;b&gt;bold&lt;/b&gt; word.</p>" in page


def test_replies_say_whom_they_answer(client, moderator):
    parent = make_comment(user_name="Charlie")
    make_comment(parent=parent, status="pending")
    assert "answers Charlie under" in client.get(QUEUE).content.decode()
