"""Where the owner wants the newest on top: whole threads turn round, answers stay below, permalinks still find it."""

import re

import pytest

from comments import permalinks
from tests.factories import make_comment, make_ping, make_post, set_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    """Three threads, the second with two answers in the order of time."""
    post = make_post()
    first = make_comment(post)
    second = make_comment(post)
    answers = [make_comment(parent=second) for _ in range(2)]
    third = make_comment(post)
    set_site(newest_first=True)
    return post, [third, second, *answers, first]


def shown(client, address):
    page = client.get(address).content.decode()
    return [int(pk) for pk in re.findall(r'<article class="\w+ u-comment h-cite" id="comment-(\d+)"', page)]


def test_the_newest_thread_stands_on_top_and_answers_below_theirs(client, talk):
    post, order = talk
    assert shown(client, post.get_absolute_url()) == [comment.pk for comment in order]


def test_its_first_page_is_the_newest_and_nothing_is_lost_between_pages(client, talk):
    post, order = talk
    set_site(comments_per_page=2)
    pages = [post.get_absolute_url(), *(f"{post.get_absolute_url()}comment-page-{n}/" for n in (2, 3))]
    assert [shown(client, page) for page in pages] == [
        [comment.pk for comment in order[at : at + 2]] for at in (0, 2, 4)
    ]


def test_a_permalink_leads_to_the_page_that_holds_it(client, talk):
    post, order = talk
    set_site(comments_per_page=2)
    for comment in order:
        address = permalinks.location(comment).partition("#")[0]
        assert comment.pk in shown(client, address)


def test_trackbacks_may_stand_on_top_all_the_same(client, talk):
    post, order = talk
    pings = [make_ping(post) for _ in range(2)]
    set_site(trackbacks_first=True)
    assert shown(client, post.get_absolute_url())[:3] == [pings[1].pk, pings[0].pk, order[0].pk]
