"""A comment's permalink: it leads to the page and the tab that hold it, and knows nothing of what is hidden."""

import pytest

from tests.factories import make_comment, make_ping, make_post, set_site

pytestmark = pytest.mark.django_db


def target(client, comment):
    answer = client.get(f"/comment/{comment.pk}/")
    assert answer.status_code == 302
    path, _, anchor = answer["Location"].partition("#")
    assert anchor == f"comment-{comment.pk}"
    return path.removeprefix(comment.post.get_absolute_url())


def test_all_on_one_page_without_a_page_number(client):
    set_site(comments_per_page=0)
    post = make_post()
    comments = [make_comment(post) for _ in range(5)]
    assert [target(client, comment) for comment in comments] == [""] * 5


def test_pages_are_counted_by_comments_in_the_order_of_the_thread(client):
    set_site(comments_per_page=2)
    post = make_post()
    first, second = make_comment(post), make_comment(post)
    replies = [make_comment(parent=first) for _ in range(3)]
    assert [target(client, comment) for comment in (first, *replies, second)] == [
        "",
        "",
        "comment-page-2/",
        "comment-page-2/",
        "comment-page-3/",
    ]


def test_hidden_threads_take_no_room(client):
    set_site(comments_per_page=1)
    post = make_post()
    make_comment(post, status="spam"), make_comment(post, status="pending")
    assert target(client, make_comment(post)) == ""


def test_a_reply_whose_parent_is_gone_still_has_its_page(client):
    set_site(comments_per_page=1)
    post = make_post()
    first, second = make_comment(post), make_comment(post)
    reply = make_comment(parent=first)
    first.trash("system")
    assert target(client, reply) == ""
    assert target(client, second) == "comment-page-2/"


def test_pings_fill_pages_of_their_own(client):
    set_site(comments_per_page=1)
    post = make_post()
    comments = [make_comment(post) for _ in range(2)]
    pings = [make_ping(post) for _ in range(2)]
    assert [target(client, row) for row in (*comments, *pings)] == [
        "",
        "comment-page-2/",
        "?tab=trackbacks",
        "comment-page-2/?tab=trackbacks",
    ]


def test_a_ping_and_the_replies_to_it_are_in_their_tab(client):
    set_site(discussion_layout="tabs")
    ping = make_ping()
    reply = make_comment(parent=ping)
    assert target(client, ping) == "?tab=trackbacks"
    assert target(client, reply) == "?tab=trackbacks"
    assert target(client, make_comment(ping.post)) == ""


def test_where_trackbacks_come_first_the_comments_are_named(client):
    set_site(discussion_layout="tabs", trackbacks_first=True)
    ping = make_ping()
    assert target(client, ping) == ""
    assert target(client, make_comment(ping.post)) == "?tab=comments"


def test_together_there_are_no_tabs(client):
    set_site(discussion_layout="together")
    assert target(client, make_ping()) == ""


@pytest.mark.parametrize("status", ["pending", "spam", "trash", "unconfirmed"])
def test_a_hidden_comment_answers_as_a_missing_one(client, status):
    hidden = make_comment(status=status)
    here = client.get(f"/comment/{hidden.pk}/")
    missing = client.get("/comment/987654321/")
    assert (here.status_code, here.content) == (missing.status_code, missing.content)
    assert here.status_code == 404


@pytest.mark.parametrize("state", ["draft", "private", "trash"])
def test_a_comment_on_a_withdrawn_post_is_gone_with_it(client, state):
    comment = make_comment()
    comment.post.withdraw(state)
    assert client.get(f"/comment/{comment.pk}/").status_code == 410


@pytest.mark.parametrize("number", ["0", "9" * 10, "9" * 11, "9" * 5000, "٣"])
def test_numbers_that_are_none_are_not_found(client, number):
    assert client.get(f"/comment/{number}/").status_code == 404


def test_a_permalink_changes_nothing(client):
    comment = make_comment()
    assert client.post(f"/comment/{comment.pk}/").status_code == 405
