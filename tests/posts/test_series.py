"""A series numbers its posts: the next number to who joins, an order that is kept, and "Part 3 of 7" for readers."""

import pytest

from posts.models import Post, Series
from tests.factories import make_post, set_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return Series.objects.create(name="Blogging")


def numbers(series):
    return list(series.posts.in_series_order().values_list("title", "series_position"))


def test_who_joins_is_the_next(series):
    make_post("a", series=series)
    make_post("b", series=series, state="draft")
    make_post("late", series=series, series_position=118)
    make_post("c", series=series)
    assert numbers(series) == [("a", 1), ("b", 2), ("late", 118), ("c", 119)]


def test_another_save_moves_nothing_and_a_number_of_ones_own_is_kept(series):
    posts = [make_post(title, series=series) for title in "ab"]
    posts[0].write()
    posts[1].series_position = 7
    posts[1].write()
    assert numbers(series) == [("a", 1), ("b", 7)]


def test_who_changes_the_series_takes_no_number_along(series):
    other = Series.objects.create(name="Other")
    make_post("o", series=other)
    post = make_post("a", series=series, series_position=5)
    post.series = other
    post.write()
    assert numbers(other) == [("o", 1), ("a", 2)]
    post.series = None
    post.write()
    assert Post.objects.get(title="a").series_position is None


def test_the_order_is_numbered_anew_and_who_is_not_named_follows(series):
    made = {title: make_post(title, series=series, series_position=n) for n, title in enumerate("abcd", 5)}
    stranger = make_post("x")
    series.put_in_order([made["d"].pk, stranger.pk, made["b"].pk])
    assert numbers(series) == [("d", 1), ("b", 2), ("a", 3), ("c", 4)]
    assert Post.objects.get(title="x").series_position is None


def test_many_are_put_in_order_in_few_statements(series, django_assert_max_num_queries):
    posts = [make_post(series=series) for _ in range(12)]
    with django_assert_max_num_queries(8):
        series.put_in_order([post.pk for post in reversed(posts)])


def test_readers_are_told_which_part_it_is_among_those_they_may_read(client, series):
    make_post("a", series=series)
    make_post("Secret", series=series, state="draft")
    last = make_post("b", series=series)
    page = client.get(last.get_absolute_url()).content.decode()
    assert "Part 2 of 2 in the series" in page
    assert "Secret" not in page


def test_a_long_series_folds(client, series):
    posts = [make_post(series=series) for _ in range(8)]
    assert "<details><summary>All parts</summary>" in client.get(posts[0].get_absolute_url()).content.decode()
    posts[7].withdraw()
    assert "All parts" not in client.get(posts[0].get_absolute_url()).content.decode()


def test_its_archive_counts_on_over_the_pages(client, series):
    set_site(posts_per_page=2)
    for title in "abc":
        make_post(title, series=series)
    assert "Part 2" in client.get("/series/blogging/").content.decode()
    second = client.get("/series/blogging/page/2/").content.decode()
    assert "Part 3" in second
    assert "Part 1" not in second


def test_no_other_list_speaks_of_parts(client, series):
    make_post("a", series=series)
    assert "Part 1" not in client.get("/").content.decode()
