"""Every address that leads to a post: its own, its number, where it once was, and what is asked as WordPress asks."""

import pytest

from tests.factories import make_post, make_user
from tests.posts.reading import page

pytestmark = pytest.mark.django_db


def test_a_post_is_at_its_year_month_and_slug(client):
    post = make_post("Garden")
    assert post.get_absolute_url() == f"/{post.published_at:%Y/%m}/garden/"
    assert page(client, post.get_absolute_url()).h1.get_text() == "Garden"


@pytest.mark.parametrize("title", ["日本語の記事", "Grüße", "Садовник"])
def test_a_title_in_any_alphabet_has_an_address(client, title):
    assert page(client, make_post(title).get_absolute_url()).h1.get_text() == title


def test_an_address_without_its_slash_is_led_to_the_one_with_it(client):
    post = make_post()
    answer = client.get(post.get_absolute_url().rstrip("/"))
    assert (answer.status_code, answer.headers["Location"]) == (301, post.get_absolute_url())


def test_the_number_of_a_post_leads_to_it_for_good(client):
    post = make_post()
    answer = client.get(f"/?p={post.pk}")
    assert (answer.status_code, answer.headers["Location"]) == (301, post.get_absolute_url())


@pytest.mark.parametrize("number", ["0", "x", "", "-1", "1.5", "٣", "9" * 18, "9" * 400, "1 ", "%00"])
def test_a_number_that_is_none_is_missing(client, number):
    make_post()
    page(client, f"/?p={number}", 404)


@pytest.mark.parametrize(
    "wrong", ["/1999/01/garden/", "/2024/13/garden/", "/24/03/garden/", "/2024/3/garden/"]
)
def test_the_right_slug_in_the_wrong_month_is_missing(client, wrong):
    make_post("Garden")
    page(client, wrong, 404)


def test_an_old_slug_leads_to_the_new_one_for_good(client):
    post = make_post("Garden")
    old = post.get_absolute_url()
    for slug in ("gardens", "our-gardens"):
        post.slug = slug
        post.write()
    answer = client.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, post.get_absolute_url())


def test_a_post_that_took_an_old_address_is_what_is_read_there(client):
    moved = make_post("Garden")
    moved.slug = "gardens"
    moved.write()
    newcomer = make_post("Garden", slug="garden")
    assert page(client, newcomer.get_absolute_url()).h1.get_text() == "Garden"


def test_wordpresss_search_leads_to_ours(client):
    assert client.get("/?s=two words").headers["Location"] == "/search/?q=two+words"


def test_a_private_post_is_read_by_its_author_and_by_editors_only(client):
    from posts.models import Author

    alice = make_user("alice", role="author")
    post = make_post("Diary", state="private", author=Author.of(alice))
    expected = {"author": 404, "editor": 200, "moderator": 404, "administrator": 200, "reader": 404}
    for role, status in expected.items():
        client.force_login(make_user(role=role))
        page(client, post.get_absolute_url(), status)
        assert client.get(f"/?p={post.pk}").status_code == (302 if status == 200 else 404)
    client.force_login(alice)
    answer = client.get(post.get_absolute_url())
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
