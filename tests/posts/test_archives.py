"""Archives: what each holds, in which order, where it is, and that an empty one is as good as none."""

from datetime import UTC, datetime

import pytest

from posts.models import Category, Series, Tag
from tests.factories import make_author, make_post
from tests.posts.reading import page, titles

pytestmark = pytest.mark.django_db


def test_a_category_holds_everything_below_it(client):
    garden = Category.objects.create(name="Garden")
    beans = Category.objects.create(name="Beans", parent=garden)
    sister = Category.objects.create(name="Gardening")
    make_post("Above", categories=[garden])
    make_post("Below", categories=[beans])
    make_post("In both", categories=[garden, beans])
    make_post("Beside", categories=[sister])
    assert beans.get_absolute_url() == "/category/garden/beans/"
    assert titles(page(client, "/category/garden/")) == ["In both", "Below", "Above"]
    assert titles(page(client, "/category/garden/beans/")) == ["In both", "Below"]
    page(client, "/category/beans/", 404)


def test_a_category_that_moves_takes_its_children_along(client):
    garden, home = (Category.objects.create(name=name) for name in ("Garden", "Home"))
    beans = Category.objects.create(name="Beans", parent=garden)
    make_post(categories=[beans])
    garden.parent = home
    garden.save()
    page(client, "/category/home/garden/beans/")
    page(client, "/category/garden/beans/", 301)


def test_a_tag_an_author_and_a_series_hold_their_own(client):
    tag, series = Tag.objects.create(name="Beans"), Series.objects.create(name="Rows")
    make_post("Mine", tags=[tag], author=make_author("Bob"), series=series)
    make_post("Other")
    for address in ("/tag/beans/", "/author/bob/", "/series/rows/"):
        assert titles(page(client, address)) == ["Mine"], address


def test_a_series_is_read_from_its_beginning(client):
    series = Series.objects.create(name="Rows")
    for title, position in (("Second", 2), ("Third", None), ("First", 1)):
        make_post(title, series=series, series_position=position)
    assert titles(page(client, "/series/rows/")) == ["First", "Second", "Third"]


def test_a_year_ends_where_the_next_begins(client):
    make_post("Last of the year", at=datetime(2023, 12, 31, 23, 59, 59, 999999, tzinfo=UTC))
    make_post("New year", at=datetime(2024, 1, 1, tzinfo=UTC))
    assert titles(page(client, "/2023/")) == ["Last of the year"]
    assert titles(page(client, "/2024/")) == ["New year"]


def test_a_post_stands_in_the_month_of_its_address(client, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    post = make_post("Early", at=datetime(2023, 12, 31, 20, tzinfo=UTC))
    assert post.get_absolute_url() == "/2024/01/early/"
    assert titles(page(client, "/2024/01/")) == ["Early"]


@pytest.mark.parametrize(
    "address",
    ["/tag/{}/", "/tag/{}/feed/", "/category/{}/", "/category/{}/feed/", "/series/{}/", "/author/{}/"],
)
def test_one_with_nothing_public_in_it_answers_like_one_that_there_is_not(client, address):
    tag, category, series = (kind.objects.create(name="plan") for kind in (Tag, Category, Series))
    make_post(state="draft", tags=[tag], categories=[category], series=series, author=make_author("plan"))
    empty, missing = client.get(address.format("plan")), client.get(address.format("plum"))
    assert (empty.status_code, empty.content) == (404, missing.content)


@pytest.mark.parametrize(
    "address", ["/2019/", "/2019/02/", "/2019/feed/", "/2019/02/feed/", "/0000/", "/9999/"]
)
def test_a_time_without_posts_is_missing(client, address):
    make_post()
    page(client, address, 404)


@pytest.mark.parametrize(
    "address", ["/category/%00/", "/category/a%00/feed/", "/tag/%00/", "/category//", "/%00/"]
)
def test_a_name_that_can_be_none_is_missing(client, address):
    page(client, address, 404)
