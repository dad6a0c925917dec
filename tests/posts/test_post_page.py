"""The page of a post: what it says of itself, to people and to machines."""

import json

import pytest

from posts.models import Category, Series, Tag
from tests.factories import make_author, make_post
from tests.posts.reading import FIRST_DAY, many_posts, page

pytestmark = pytest.mark.django_db


def test_it_shows_who_wrote_what_when_and_under_which_words(client):
    post = make_post(
        "Garden",
        html="<p>Beans.</p>",
        excerpt="On beans",
        author=make_author("Alice", bio="Grows beans.", website="https://alice.example/"),
        categories=[Category.objects.create(name="Green")],
        tags=[Tag.objects.create(name="beans")],
    )
    soup = page(client, post.get_absolute_url())
    assert soup.title.get_text() == "Garden – Crosstalk"
    assert soup.select_one(".p-summary").get_text() == "On beans"
    assert soup.select_one(".e-content").get_text(strip=True) == "Beans."
    assert soup.select_one(".p-author a")["href"] == "/author/alice/"
    assert [link["href"] for link in soup.select(".p-category")] == ["/category/green/", "/tag/beans/"]
    assert "Grows beans." in soup.select_one(".author-box").get_text()


def test_search_engines_and_others_are_told_its_one_address(client):
    post = make_post("Garden", excerpt="On beans")
    soup = page(client, post.get_absolute_url() + "?tab=trackbacks")
    assert soup.select_one("link[rel=canonical]")["href"] == post.full_url
    properties = {meta["property"]: meta["content"] for meta in soup.select("meta[property]")}
    assert properties["og:url"] == post.full_url
    assert (properties["og:title"], properties["og:description"]) == ("Garden", "On beans")
    assert soup.select_one("meta[name=description]")["content"] == "On beans"


def test_it_leads_to_the_posts_before_and_after(client):
    first, middle, last = many_posts(3)
    soup = page(client, middle.get_absolute_url())
    assert soup.select_one(".neighbours a[rel=prev]")["href"] == first.get_absolute_url()
    assert soup.select_one(".neighbours a[rel=next]")["href"] == last.get_absolute_url()
    assert page(client, last.get_absolute_url()).select_one(".neighbours a[rel=next]") is None


def test_neighbours_of_the_same_second_are_each_met_once(client):
    same = [make_post(f"Same {i}", at=FIRST_DAY) for i in range(3)]
    way, address = [], same[0].get_absolute_url()
    while link := page(client, address).select_one(".neighbours a[rel=next]"):
        address = link["href"]
        way.append(address)
    assert way == [post.get_absolute_url() for post in same[1:]]


def test_a_series_is_listed_in_its_own_order(client):
    series = Series.objects.create(name="Beans")
    for title, position in (("Second", 2), ("Third", None), ("First", 1)):
        post = make_post(title, series=series, series_position=position)
    make_post("Hidden", series=series, series_position=0, state="draft")
    rows = page(client, post.get_absolute_url()).select(".series li")
    assert [row.get_text() for row in rows] == ["First", "Second", "Third"]
    assert rows[0].select_one("[aria-current]") is not None


@pytest.mark.parametrize("number", ["2", "0", "123456", "99999"])
def test_a_page_of_comments_that_there_is_not_is_missing(client, number):
    page(client, f"{make_post().get_absolute_url()}comment-page-{number}/", 404)


def test_its_form_asks_for_json_what_the_cached_page_lacks(client):
    answer = client.get(f"{make_post().get_absolute_url()}respond/", headers={"accept": "application/json"})
    assert {"csrfmiddlewaretoken", "timestamp", "security_hash", "open"} <= set(json.loads(answer.content))
