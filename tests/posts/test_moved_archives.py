"""Whoever comes to where a category, tag or series was is led to where it is, with its pages and feeds."""

import pytest

from posts.models import Category, OldArchive, Series, Tag
from posts.search.query import read
from tests.factories import make_post, run_chores

pytestmark = pytest.mark.django_db


def renamed(group, **fields):
    for name, value in fields.items():
        setattr(group, name, value)
    group.save()
    return group


@pytest.fixture
def rose():
    """A tag that was "rose" once."""
    tag = Tag.objects.create(name="Rose")
    make_post(tags=[tag])
    return renamed(tag, slug="roses")


@pytest.mark.parametrize("rest", ["", "feed/", "feed/atom/", "feed/json/", "page/2/"])
def test_its_pages_and_feeds_lead_on(client, rose, rest):
    response = client.get(f"/tag/rose/{rest}")
    assert (response.status_code, response.get("Location")) == (301, f"/tag/roses/{rest}")
    assert "max-age=3600" in response.get("Cache-Control", "")


def test_a_series_leads_on(client):
    series = Series.objects.create(name="Blogging")
    make_post(series=series)
    renamed(series, slug="writing")
    assert client.get("/series/blogging/feed/").get("Location") == "/series/writing/feed/"


def test_a_category_and_all_below_it_lead_on(client):
    garden = Category.objects.create(name="Garden")
    beds = Category.objects.create(name="Beds", parent=garden)
    make_post(categories=[beds])
    renamed(garden, slug="yard")
    renamed(garden, slug="späte-gärten")
    for old in ("garden", "yard"):
        assert client.get(f"/category/{old}/").get("Location") == "/category/sp%C3%A4te-g%C3%A4rten/"
        below = client.get(f"/category/{old}/beds/feed/")
        assert below.get("Location") == "/category/sp%C3%A4te-g%C3%A4rten/beds/feed/"
        assert client.get(below.get("Location")).status_code == 200


def test_there_and_back_leads_nowhere(client, rose):
    renamed(rose, slug="rose")
    assert client.get("/tag/rose/").status_code == 200
    assert client.get("/tag/roses/").get("Location") == "/tag/rose/"
    assert client.get("/tag/rose/page/9/").status_code == 404


def test_a_later_tag_of_the_old_slug_wins(client, rose):
    later = Tag.objects.create(name="rose")
    make_post(tags=[later])
    assert later.slug == "rose"
    assert client.get("/tag/rose/").status_code == 200
    assert client.get("/tag/rose/page/9/").status_code == 404


def test_what_is_written_by_no_verb_wins_as_well(client, rose):
    make_post(tags=Tag.objects.bulk_create([Tag(name="rose", slug="rose")]))
    assert client.get("/tag/rose/").status_code == 200


def test_a_name_of_drafts_alone_is_told_to_nobody(client):
    tag = Tag.objects.create(name="secret")
    make_post(tags=[tag], state="draft")
    renamed(tag, slug="more-secret")
    missing = client.get("/tag/nothing/")
    hidden = client.get("/tag/secret/")
    assert (hidden.status_code, hidden.content.replace(b"secret", b"nothing")) == (404, missing.content)


def test_a_post_is_not_accepted_there(client, rose):
    assert client.post("/tag/rose/").status_code == 405


@pytest.mark.parametrize("path", ["/tag/x%00y/", "/category/x%00/", "/category/" + "a/" * 600, "/series/-/"])
def test_an_odd_address_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_what_is_found_asks_nothing_more(client, rose, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        assert OldArchive.leads_to("tag", "rose") == rose


def test_a_deleted_tag_takes_its_old_addresses_along(client, rose):
    rose.delete()
    assert client.get("/tag/rose/").status_code == 404


def test_a_search_finds_the_new_name(client, monkeypatch):
    from posts import search

    monkeypatch.setattr(search, "BATCH", 2)
    tag = Tag.objects.create(name="Rose")
    posts = [make_post(tags=[tag]) for _ in range(5)]
    run_chores()
    renamed(tag, name="Dahlia")
    run_chores()
    assert sorted(search.find(read("dahlia"))) == [post.pk for post in posts]
    assert search.find(read("rose")) == []
