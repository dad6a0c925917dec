"""How many questions a page asks of the database: the same for a few posts as for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from posts.models import Category, Tag
from tests.factories import make_author, make_comment, make_ping, make_post, set_site
from tests.posts.reading import many_posts

pytestmark = pytest.mark.django_db
AT_MOST = {
    "/": 5,
    "/tag/beans/": 6,
    "/category/green/": 7,
    "/author/alice/": 6,
    "/2024/": 5,
    "/feed/": 6,
    "/feed/atom/": 6,
    "/feed/json/": 6,
    "/tag/beans/feed/": 8,
    "/sitemap.xml": 4,
    "/comments/feed/": 3,
}


def queries(client, address):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def posts(n):
    words = {"tags": [Tag.objects.get_or_create(name="beans")[0]], "author": make_author("Alice")}
    many_posts(n, categories=[Category.objects.get_or_create(name="Green")[0]], **words)


@pytest.mark.parametrize("address", AT_MOST)
def test_a_list_costs_the_same_however_many_posts_it_holds(client, address):
    set_site(posts_per_page=30)
    posts(2)
    few = queries(client, address)
    posts(10)
    assert queries(client, address) == few <= AT_MOST[address]


def test_a_post_costs_the_same_however_much_was_said_and_stands_around_it(client):
    post = make_post("Garden", tags=[Tag.objects.create(name="beans")])
    make_comment(post)
    few = queries(client, post.get_absolute_url())
    posts(5)
    for _ in range(10):
        make_comment(parent=make_comment(post))
        make_ping(post)
    assert queries(client, post.get_absolute_url()) == few <= 12


def test_a_page_of_a_long_conversation_costs_one_more(client):
    set_site(comments_per_page=3)
    post = make_post("Garden")
    make_comment(post)
    short = queries(client, post.get_absolute_url())
    for _ in range(10):
        make_comment(post)
    assert queries(client, f"{post.get_absolute_url()}comment-page-2/") <= short + 1


def test_what_is_missing_is_told_cheaply(client):
    with CaptureQueriesContext(connection) as seen:
        client.get("/2024/01/nothing/")
    assert len(seen) <= 4
