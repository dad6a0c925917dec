"""The home page: sticky posts first, then the newest, a page at a time."""

import pytest

from tests.factories import make_comment, make_ping, make_post, set_site
from tests.posts.reading import many_posts, page, titles

pytestmark = pytest.mark.django_db


def test_the_newest_come_first(client):
    many_posts(3)
    assert titles(page(client, "/")) == ["Post 3", "Post 2", "Post 1"]


def test_a_sticky_post_stays_on_top_and_is_marked(client):
    old = many_posts(3)[0]
    old.sticky = True
    old.write()
    home = page(client, "/")
    assert titles(home) == ["Post 1", "Post 3", "Post 2"]
    assert "Featured" in home.select("article")[0].get_text()
    assert "Featured" not in home.select("article")[1].get_text()


def test_a_page_holds_as_many_as_the_owner_says_and_leads_on(client):
    set_site(posts_per_page=2)
    many_posts(5)
    first, second, last = (page(client, address) for address in ("/", "/page/2/", "/page/3/"))
    assert [titles(one) for one in (first, second, last)] == [
        ["Post 5", "Post 4"],
        ["Post 3", "Post 2"],
        ["Post 1"],
    ]
    assert [first.select_one(f"main a[rel={rel}]") is None for rel in ("prev", "next")] == [True, False]
    assert first.select_one("main a[rel=next]")["href"] == "/page/2/"
    assert second.select_one("main a[rel=prev]")["href"] == "/"
    assert last.select_one("main a[rel=next]") is None


@pytest.mark.parametrize("number", ["2", "0", "00", "99999", "123456", "1" * 400])
def test_a_page_that_there_is_not_is_missing(client, number):
    make_post()
    page(client, f"/page/{number}/", 404)


def test_a_blog_without_posts_says_so(client):
    assert "Nothing has been published here yet" in page(client, "/").get_text()


def test_a_row_says_who_when_how_long_and_how_much_was_said(client):
    post = make_post("Garden", excerpt="By hand & heart")
    make_comment(post)
    make_comment(post)
    make_ping(post)
    row = page(client, "/").select_one("article")
    text = " ".join(row.get_text(" ").split())
    for words in ("By hand & heart", "Alice", "1 min read", "2 comments", "1 trackback"):
        assert words in text
    assert row.select_one("time")["datetime"] == post.published_at.isoformat(timespec="seconds")


def test_a_password_post_shows_its_title_and_nothing_of_its_text(client):
    post = make_post("Locked", html="<p>Secret.</p>", excerpt="Secret too", password="sesame")
    make_comment(post)
    row = page(client, "/").select_one("article").get_text()
    assert "Locked" in row and "protected by a password" in row
    assert "Secret" not in row and "comment" not in row
