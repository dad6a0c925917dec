"""The parts of a series are put in order by numbers, on the page of the series."""

import pytest

from posts.models import Series
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    series = Series.objects.create(name="Blogging")
    for title in "abcd":
        make_post(title, series=series)
    return series


@pytest.fixture
def editor(client):
    client.force_login(make_user(role="editor"))


def address(series):
    return f"/admin/posts/series/{series.pk}/change/"


def send(client, series, **numbers):
    sent = {"name": series.name, "slug": series.slug, "description": ""}
    for n, post in enumerate(series.posts.in_series_order(), 1):
        sent[f"part_{post.pk}"] = numbers.get(post.title, n)
    return client.post(address(series), sent)


def order(series):
    return "".join(series.posts.in_series_order().values_list("title", flat=True))


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        ({"d": 1}, "dabc"),
        ({"a": 3}, "bcad"),
        ({"a": 99}, "bcda"),
        ({"c": 1, "d": 1}, "cdab"),
        ({"a": "", "b": ""}, "abcd"),
        ({"a": 4, "d": 1}, "dbca"),
    ],
)
def test_a_number_leads_to_that_place(client, editor, series, numbers, wanted):
    assert send(client, series, **numbers).status_code == 302
    assert order(series) == wanted


@pytest.mark.parametrize("odd", ["x", "-1", "0", "1e9", "9" * 400, "1.5", "\0"])
def test_what_is_no_number_is_said_beside_it(client, editor, series, odd):
    response = send(client, series, b=odd)
    assert response.status_code == 200
    post = series.posts.get(title="b")
    assert response.context["adminform"].form.errors[f"part_{post.pk}"]
    assert order(series) == "abcd"


def test_a_save_of_the_name_alone_renumbers_nothing(client, editor, series):
    series.posts.filter(title="d").update(series_position=118)
    send(client, series)
    assert series.posts.get(title="d").series_position == 118


def test_a_number_for_a_post_elsewhere_is_nothing(client, editor, series):
    other = make_post("elsewhere")
    client.post(
        address(series), {"name": "Blogging", "slug": "blogging", "description": "", f"part_{other.pk}": "1"}
    )
    other.refresh_from_db()
    assert (other.series, other.series_position) == (None, None)


def test_an_author_reads_the_order_and_changes_nothing(client, series):
    client.force_login(make_user(role="author"))
    page = client.get(address(series)).content.decode()
    assert 'class="part-title"' in page
    assert "part-number" not in page
    assert send(client, series, d=1).status_code == 403
    assert order(series) == "abcd"


def test_what_readers_do_not_see_is_marked(client, editor, series):
    make_post("hidden", series=series, state="draft")
    assert '<span class="kind">Draft</span>' in client.get(address(series)).content.decode()


def test_many_parts_cost_as_much_as_few(client, editor, series, django_assert_max_num_queries):
    for _ in range(20):
        make_post(series=series)
    with django_assert_max_num_queries(14):
        client.get(address(series))
