"""Of several tags, categories or series one stays; it has all that the others had."""

import pytest
from django.core.exceptions import ValidationError

from posts import search
from posts.merging import merge, posts_of
from posts.models import Category, Post, Series, Tag
from posts.models.taxonomy import MAX_DEPTH
from posts.search.query import read
from tests.factories import make_post, run_chores

pytestmark = pytest.mark.django_db


def category(name, parent=None):
    return Category.objects.create(name=name, parent=parent)


def test_every_post_carries_what_stays_once(client):
    kept, other, third = (Tag.objects.create(name=name) for name in ("color", "colour", "hue"))
    posts = [make_post(tags=tags) for tags in ([kept], [kept, other], [other, third], [third])]
    assert posts_of([kept, other, third]) == 4
    merge(kept, [other, third])
    assert [list(post.tags.all()) for post in posts] == [[kept]] * 4
    assert list(Tag.objects.all()) == [kept]
    assert client.get("/tag/hue/feed/").get("Location") == "/tag/color/feed/"


def test_addresses_that_led_to_the_others_lead_to_what_stays(client):
    kept, other = Tag.objects.create(name="color"), Tag.objects.create(name="colour")
    make_post(tags=[other])
    other.slug = "colours"
    other.save()
    merge(kept, [other])
    assert (
        client.get("/tag/colour/").get("Location")
        == client.get("/tag/colours/").get("Location")
        == "/tag/color/"
    )


def test_the_parts_of_a_series_come_after_those_that_are_there():
    kept, other = Series.objects.create(name="Kept"), Series.objects.create(name="Other")
    for title, series, position in (("c", other, 1), ("d", other, 2), ("a", kept, 1), ("b", kept, 5)):
        make_post(title, series=series, series_position=position)
    merge(kept, [other])
    assert "".join(Post.objects.order_by("series_position").values_list("title", flat=True)) == "abcd"
    assert kept.posts.count() == 4


def test_what_stood_below_a_category_stands_below_what_stays(client):
    garden, yard = category("Garden"), category("Yard")
    beds = category("Beds", yard)
    make_post(categories=[beds])
    merge(garden, [yard])
    assert list(Category.objects.values_list("path", flat=True)) == ["garden", "garden/beds"]
    assert client.get("/category/yard/beds/").get("Location") == "/category/garden/beds/"


def test_a_category_and_what_stands_below_it_become_one(client):
    kept, upper = category("Kept"), category("Upper")
    lower = category("Lower", upper)
    make_post(categories=[lower])
    merge(kept, [upper, lower])
    assert list(Category.objects.all()) == [kept]
    assert client.get("/category/upper/lower/").get("Location") == "/category/kept/"


def test_what_stays_may_stand_below_none_of_the_others():
    upper = category("Upper")
    lower = category("Lower", upper)
    with pytest.raises(ValidationError, match="keep the upper one"):
        merge(lower, [upper])
    merge(upper, [lower])
    assert list(Category.objects.all()) == [upper]


def test_nothing_is_done_where_it_would_be_too_deep():
    node = None
    for n in range(MAX_DEPTH):
        node = category(f"level {n}", node)
    wide = category("Wide")
    category("Below", wide)
    with pytest.raises(ValidationError, match="levels deep"):
        merge(node, [wide])
    assert Category.objects.filter(path="wide/below").exists()


def test_nothing_is_done_where_one_of_several_cannot_be():
    upper = category("Upper")
    lower, other = category("Lower", upper), category("Other")
    with pytest.raises(ValidationError):
        merge(lower, [other, upper])
    assert Category.objects.count() == 3


def test_related_and_search_follow(client):
    kept, other = Tag.objects.create(name="color"), Tag.objects.create(name="colour")
    post = make_post(tags=[other])
    run_chores()
    merge(kept, [other])
    run_chores()
    assert search.find(read("color"), [[f"tag{kept.pk}"]]) == [post.pk]
