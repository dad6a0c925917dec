"""Search: posts that hold every word, marked; and an answer to whatever is typed."""

import pytest

from tests.factories import make_post, set_site
from tests.posts.reading import many_posts, page, titles

pytestmark = pytest.mark.django_db


def test_every_word_must_be_held_somewhere(client):
    make_post("Beans", html="<p>in rows</p>")
    make_post("Peas", html="<p>in rows</p>", excerpt="not beans")
    make_post("Beans", html="<p>in heaps</p>")
    assert titles(page(client, "/search/?q=ROWS+beans")) == ["Peas", "Beans"]


def test_the_words_are_marked_where_they_stand(client):
    make_post("Beans & more", excerpt="Of beans")
    row = page(client, "/search/?q=beans").select_one("article")
    assert [mark.get_text() for mark in row.select("mark")] == ["Beans", "beans"]
    assert row.h2.get_text() == "Beans & more"


def test_nothing_found_says_so_and_nothing_asked_asks(client):
    make_post()
    assert "Nothing here holds all of these words" in page(client, "/search/?q=zebra").get_text()
    asked = page(client, "/search/?q=")
    assert titles(asked) == [] and asked.select_one("input[name=q]")


def test_its_pages_keep_the_words(client):
    set_site(posts_per_page=2)
    many_posts(3)
    first = page(client, "/search/?q=gardens+words")
    assert first.select_one("main a[rel=next]")["href"] == "/search/?q=gardens+words&page=2"
    assert titles(page(client, "/search/?q=gardens+words&page=2")) == ["Post 1"]
    page(client, "/search/?q=gardens&page=9", 404)


@pytest.mark.parametrize(
    "query", ["%", "_", "\\", "'", '"', "(", "[a-", "*", "\0", "a" * 5000, "😀", "-", "<b>"]
)
def test_whatever_is_typed_is_answered(client, query):
    make_post("Percent", html="<p>100 words</p>")
    answer = client.get("/search/", {"q": query})
    assert answer.status_code == 200


def test_a_sign_is_no_wildcard(client):
    make_post("Plain")
    make_post("Half", html="<p>50 % of it</p>")
    assert titles(page(client, "/search/?q=%25")) == ["Half"]
