"""A long conversation in pages: full ones in both tabs, and what was said before repeated as one line."""

import re

import pytest

from tests.factories import make_comment, make_ping, make_post, set_site

pytestmark = pytest.mark.django_db


def page(client, post, number=1):
    address = post.get_absolute_url() + (f"comment-page-{number}/" if number > 1 else "")
    return client.get(address)


def ids(answer):
    return [int(pk) for pk in re.findall(r'id="comment-(\d+)"', answer.content.decode())]


def lines(answer):
    """The one-line repetitions: which comment, and what is shown of it."""
    found = re.findall(
        r'<p class="comment--above" dir="auto"><a href="/comment/(\d+)/">(.*?)</a> (.*?)</p>',
        answer.content.decode(),
    )
    return [(int(pk), name, words) for pk, name, words in found]


def test_every_comment_is_on_exactly_one_page_in_thread_order(client):
    set_site(comments_per_page=3)
    post = make_post()
    first, last = make_comment(post), make_comment(post)
    replies = [make_comment(parent=first) for _ in range(5)]
    pages = [ids(page(client, post, number)) for number in (1, 2, 3)]
    assert pages == [
        [first.pk, replies[0].pk, replies[1].pk],
        [replies[2].pk, replies[3].pk, replies[4].pk],
        [last.pk],
    ]
    assert page(client, post, 4).status_code == 404


def test_a_page_that_starts_inside_a_thread_repeats_what_is_above_as_one_line_each(client):
    set_site(comments_per_page=2)
    root = make_comment(user_name="Alice", comment="Beans *climb* & peas do too.")
    answer = make_comment(parent=root, user_name="Charlie", comment="Not <here>. " + "They fall. " * 30)
    deep = make_comment(parent=answer)
    second = page(client, root.post, 2)
    assert ids(second) == [deep.pk]
    (one, name, words), (two, other, cut) = lines(second)
    assert (one, name, words) == (root.pk, "Alice", "Beans climb &amp; peas do too.")
    assert (two, other) == (answer.pk, "Charlie")
    assert cut.startswith("Not &lt;here&gt;. They fall.")
    assert cut.endswith("…")


def test_what_is_repeated_leads_to_the_page_where_it_stands(client):
    set_site(comments_per_page=1)
    root = make_comment()
    make_comment(parent=root)
    [(pk, _, _)] = lines(page(client, root.post, 2))
    assert client.get(f"/comment/{pk}/")["Location"] == f"{root.post.get_absolute_url()}#comment-{root.pk}"


def test_what_is_gone_keeps_its_place_without_its_words(client):
    set_site(comments_per_page=2)
    root = make_comment(comment="Something regretted.")
    make_comment(parent=root), make_comment(parent=root), make_comment(parent=root)
    root.trash("author")
    second = page(client, root.post, 2)
    assert b"This comment is no longer here." in second.content
    assert b"regretted" not in second.content
    assert lines(second) == []


def test_the_first_page_repeats_nothing(client):
    set_site(comments_per_page=1)
    root = make_comment()
    make_comment(parent=root)
    assert lines(page(client, root.post)) == []


def test_both_tabs_have_full_pages(client):
    set_site(comments_per_page=2)
    post = make_post()
    comments = [make_comment(post) for _ in range(4)]
    pings = [make_ping(post) for _ in range(3)]
    assert ids(page(client, post, 2)) == [comments[2].pk, comments[3].pk, pings[2].pk]


def test_an_answer_to_a_trackback_follows_it_on_its_pages(client):
    set_site(comments_per_page=2)
    ping = make_ping(title="Peas on my wall", user_name="Charlie")
    replies = [make_comment(parent=ping) for _ in range(2)]
    second = page(client, ping.post, 2)
    assert ids(second) == [replies[1].pk]
    assert lines(second) == [(ping.pk, "Charlie", "Peas on my wall")]


def test_a_nested_list_is_closed_on_every_page(client):
    set_site(comments_per_page=1)
    parent = make_comment()
    for _ in range(4):
        parent = make_comment(parent=parent)
    for number in range(1, 6):
        html = page(client, parent.post, number).content.decode()
        for tag in ("ol", "li", "details"):
            assert len(re.findall(f"<{tag}[ >]", html)) == html.count(f"</{tag}>")


def test_a_page_of_a_long_conversation_costs_as_many_queries_as_a_short_one(
    client, django_assert_max_num_queries
):
    set_site(comments_per_page=2)
    root = make_comment()
    for _ in range(6):
        make_comment(parent=root)
    with django_assert_max_num_queries(15):
        page(client, root.post, 3)
