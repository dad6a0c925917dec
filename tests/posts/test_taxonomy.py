"""Categories are a tree whose paths follow every move; tags and series are flat."""

import pytest
from django.core.exceptions import ValidationError

from posts.models import Category, Series, Tag
from posts.models.taxonomy import MAX_DEPTH
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def category(name, parent=None, **fields):
    return Category.objects.create(name=name, parent=parent, **fields)


def path(node):
    return Category.objects.get(pk=node.pk).path


@pytest.fixture
def tree():
    """garden > beds > tomatoes, and kitchen."""
    garden, kitchen = category("Garden"), category("Kitchen")
    beds = category("Beds", garden)
    return garden, beds, category("Tomatoes", beds), kitchen


def test_a_path_holds_the_slugs_from_the_root_down(tree):
    assert [path(node) for node in tree] == ["garden", "garden/beds", "garden/beds/tomatoes", "kitchen"]
    assert tree[2].get_absolute_url() == "/category/garden/beds/tomatoes/"


def test_a_new_slug_moves_everything_below(tree):
    garden, beds, tomatoes, _ = tree
    garden.slug = "yard"
    garden.save()
    assert [path(node) for node in (garden, beds, tomatoes)] == ["yard", "yard/beds", "yard/beds/tomatoes"]


def test_a_new_parent_moves_everything_below(tree):
    _, beds, tomatoes, kitchen = tree
    beds.parent = kitchen
    beds.save()
    assert [path(beds), path(tomatoes)] == ["kitchen/beds", "kitchen/beds/tomatoes"]


def test_a_node_becomes_a_root(tree):
    _, beds, tomatoes, _ = tree
    beds.parent = None
    beds.save()
    assert [path(beds), path(tomatoes)] == ["beds", "beds/tomatoes"]


def test_a_save_that_moves_nothing_writes_no_child(tree, django_assert_num_queries):
    garden = Category.objects.get(pk=tree[0].pk)
    with django_assert_num_queries(2):  # as it was, and the row
        garden.save()


def test_the_order_is_that_of_the_tree(tree):
    assert list(Category.objects.values_list("path", flat=True)) == sorted(path(node) for node in tree)


def test_nothing_is_its_own_ancestor(tree):
    garden, _, tomatoes, _ = tree
    garden.parent = tomatoes
    with pytest.raises(ValidationError):
        garden.clean()


def test_the_tree_is_ten_deep_at_most():
    node = None
    for n in range(MAX_DEPTH):
        node = Category(name=f"level {n}", parent=node)
        node.clean()
        node.save()
    with pytest.raises(ValidationError):
        Category(name="too deep", parent=node).clean()


def test_a_name_that_is_taken_gets_a_number_anywhere_in_the_tree(tree):
    assert category("Beds", tree[3]).path == "kitchen/beds-2"


def test_tags_and_series_have_addresses_of_their_own():
    assert Tag.objects.create(name="Späte Äpfel").get_absolute_url() == "/tag/sp%C3%A4te-%C3%A4pfel/"
    assert Series.objects.create(name="Blogging 118").get_absolute_url() == "/series/blogging-118/"


def test_a_post_outlives_its_series_and_its_categories(tree):
    series = Series.objects.create(name="Blogging 118")
    post = make_post(series=series, categories=[tree[1]])
    series.delete()
    tree[1].delete()
    post.refresh_from_db()
    assert (post.series, post.categories.count()) == (None, 0)


@pytest.mark.parametrize("slug", ["feed", "page"])
def test_a_category_below_another_hides_none_of_its_addresses(slug):
    above = category("Garden")
    with pytest.raises(ValidationError, match="address of the category above"):
        Category(name="Notes", slug=slug, parent=above).full_clean()
    Category(name="Notes", slug=slug).full_clean()
