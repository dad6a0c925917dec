"""Related posts under a post."""

import pytest

from posts.models import Category, Post, Series, Tag
from posts.related import related
from tests.factories import make_post, run_chores

pytestmark = pytest.mark.django_db


def titles(post):
    return [other.title for other in related(post)]


def made(*others, title="Mine", **fields):
    post = make_post(title, **fields)
    run_chores("index")
    return post


@pytest.fixture
def tags():
    return [Tag.objects.create(name=name) for name in ("roses", "beans")]


def test_the_most_shared_come_first(tags):
    category = Category.objects.create(name="Garden")
    make_post("One tag", tags=tags[:1])
    make_post("Both tags", tags=tags)
    make_post("Tag and category", tags=tags[:1], categories=[category])
    make_post("Category", categories=[category])
    make_post("Nothing")
    assert titles(made(tags=tags, categories=[category])) == ["Both tags", "Tag and category", "One tag"]


def test_the_newer_of_equals_comes_first_and_three_are_enough(tags):
    for n in range(5):
        make_post(f"Post {n}", tags=tags)
    assert titles(made(tags=tags)) == ["Post 4", "Post 3", "Post 2"]


def test_words_of_the_title_count():
    make_post("Pruning old roses")
    make_post("The and of")
    assert titles(made(title="The roses and the frost of May")) == ["Pruning old roses"]


def test_a_post_without_anything_shared_has_none(tags):
    make_post("Tagged", tags=tags)
    assert titles(made(title="Alone")) == []


@pytest.mark.parametrize("hidden", [{"state": "private"}, {"password": "x"}])
def test_hidden_posts_are_not_shown_even_while_the_index_lags(tags, hidden):
    other = make_post("Other", tags=tags)
    post = made(tags=tags)
    assert titles(post) == ["Other"]
    Post.objects.filter(pk=other.pk).update(**hidden)
    assert titles(post) == []


def test_what_the_series_names_is_not_named_again(tags):
    series = Series.objects.create(name="Year")
    make_post("First", tags=tags, series=series)
    make_post("Elsewhere", tags=tags)
    assert titles(made(title="Second", tags=tags, series=series)) == ["Elsewhere"]


def test_two_queries(tags, django_assert_num_queries):
    for n in range(5):
        make_post(f"Post {n}", tags=tags)
    post = made(tags=tags)
    post = Post.objects.prefetch_related("categories", "tags").get(pk=post.pk)
    with django_assert_num_queries(2):
        related(post)


def test_it_stands_under_the_post(client, tags):
    other = make_post("Other", tags=tags)
    shown = client.get(made(tags=tags).get_absolute_url()).content.decode()
    assert '<h2 id="related">Related</h2>' in shown
    assert f'<a href="{other.get_absolute_url()}">Other</a>' in shown


def test_a_locked_post_names_none(client, tags):
    make_post("Other", tags=tags)
    assert titles(made(tags=tags, password="x")) == []
