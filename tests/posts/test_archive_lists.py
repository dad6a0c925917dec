"""Archives: what each holds, its pages, and the ways to it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from posts import archives, months
from posts.models import ArchiveMonth, Author, Category, Post, Series, Tag
from tests.factories import make_author, make_post, run_chores, set_site

pytestmark = pytest.mark.django_db

PATHS = ("/", "/category/plants/", "/tag/wet/", "/author/charlie/", "/series/year/", "/2024/", "/2024/03/")


def titles(client, path):
    return [post.title for post in client.get(path).context["posts"]]


def make_many(n):
    """Posts of March 2024, a minute apart, that stand in every archive of PATHS."""
    plants = Category.objects.get_or_create(name="Plants")[0]
    tag, series = Tag.objects.get_or_create(name="Wet")[0], Series.objects.get_or_create(name="Year")[0]
    charlie = make_author("Charlie", slug="charlie")
    first = datetime(2024, 3, 1, tzinfo=UTC)
    start = Post.objects.count()
    for number in range(start, start + n):
        at = first + timedelta(minutes=number)
        make_post(f"Post {number}", at=at, author=charlie, categories=[plants], tags=[tag], series=series)


def leave(n):
    """The first posts of all, as if there were no others."""
    Post.objects.exclude(title__in=[f"Post {number}" for number in range(n)]).update(state="draft")


class TestMany:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def many(cls, kept):
        with kept():
            make_many(31)
            yield

    @pytest.mark.parametrize("path", PATHS)
    def test_pages_follow_each_other_and_end(self, client, path):
        leave(12)
        set_site(posts_per_page=5)
        seen = titles(client, path) + titles(client, f"{path}page/2/") + titles(client, f"{path}page/3/")
        expected = [f"Post {n}" for n in range(12)]
        assert seen == (expected if "series" in path else expected[::-1])
        for beyond in ("4", "0", "00", "99999", "999999999999999999999"):
            assert client.get(f"{path}page/{beyond}/").status_code == 404

    @pytest.mark.parametrize("path", [*PATHS, *(f"{path}feed/" for path in PATHS)])
    def test_queries_do_not_grow_with_posts(self, client, path, django_assert_num_queries):
        client.get(path)
        with CaptureQueriesContext(connection) as of_many:
            client.get(path)
        leave(11)
        with django_assert_num_queries(len(of_many)):
            client.get(path)


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("path", ["/category/plants/", "/tag/wet/"])
def test_few_and_many_are_found_alike(client, monkeypatch, path, few):
    monkeypatch.setattr(archives, "FEW", few)
    make_many(3)
    make_post("Elsewhere")
    Post.objects.filter(title="Post 1").update(state="draft")
    assert titles(client, path) == ["Post 2", "Post 0"]


def test_a_post_in_two_categories_of_a_branch_is_listed_once(client):
    plants = Category.objects.create(name="Plants")
    trees = Category.objects.create(name="Trees", parent=plants)
    make_post("Both", categories=[plants, trees])
    assert titles(client, "/category/plants/") == ["Both"]


def test_a_category_leads_up_and_down(client):
    plants = Category.objects.create(name="Plants")
    make_post(categories=[Category.objects.create(name="Trees", parent=plants)])
    Category.objects.create(name="Empty", parent=plants)
    assert "Empty" not in client.get("/category/plants/").content.decode()
    assert 'href="/category/plants/trees/"' in client.get("/category/plants/").content.decode()
    assert 'href="/category/plants/"' in client.get("/category/plants/trees/").content.decode()


def test_a_month_ends_where_the_next_begins(client):
    march, april = datetime(2024, 3, 1, tzinfo=UTC), datetime(2024, 4, 1, tzinfo=UTC)
    for at in (march - timedelta(seconds=1), march, april - timedelta(seconds=1), april):
        make_post(f"{at:%d %m}", at=at)
    assert titles(client, "/2024/03/") == ["31 03", "01 03"]
    assert len(titles(client, "/2024/")) == 4


def test_nothing_of_the_future_is_in_this_month(client):
    make_post("Now")
    later = make_post("Later")
    Post.objects.filter(pk=later.pk).update(published_at=timezone.now() + timedelta(minutes=1))
    assert titles(client, f"/{timezone.now():%Y/%m}/") == ["Now"]
    assert titles(client, f"/{timezone.now():%Y}/") == ["Now"]


def test_the_index_counts_months_and_shows_the_tree(client):
    make_many(3)
    trees = Category.objects.create(name="Trees", parent=Category.objects.get(name="Plants"))
    make_post(at=datetime(2023, 1, 1, tzinfo=UTC), categories=[trees])
    run_chores()
    shown = client.get("/archives/").content.decode()
    assert 'href="/2024/03/">March</a> <span class="meta" aria-hidden="true">3<' in shown
    assert 'href="/2024/">2024</a>' in shown
    plants, trees = shown.index('href="/category/plants/"'), shown.index('href="/category/plants/trees/"')
    assert "<ul>" in shown[plants:trees]
    for path in ("/tag/wet/", "/series/year/", "/author/charlie/"):
        assert f'href="{path}"' in shown


def test_months_are_counted_as_posts_come_and_go():
    make_many(2)
    run_chores()
    assert [(str(month), month.posts) for month in ArchiveMonth.objects.all()] == [("2024-03", 2)]
    post = make_post("Other", at=datetime(2023, 12, 31, tzinfo=UTC))
    make_post("Draft", state="draft", at=datetime(2022, 1, 1, tzinfo=UTC))
    run_chores()
    assert [str(month) for month in ArchiveMonth.objects.all()] == ["2024-03", "2023-12"]
    post.withdraw()
    run_chores()
    assert [str(month) for month in ArchiveMonth.objects.all()] == ["2024-03"]


def test_months_are_those_of_the_blog_s_own_clock(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    timezone.get_default_timezone.cache_clear()
    try:
        make_post("New year there", at=datetime(2023, 12, 31, 20, tzinfo=UTC))
        months.recount()
        assert str(ArchiveMonth.objects.get()) == "2024-01"
    finally:
        timezone.get_default_timezone.cache_clear()


def test_readers_find_the_index(client):
    assert 'href="/archives/"' in client.get("/").content.decode()
    assert 'href="/archives/"' in client.get("/nothing/").content.decode()


def test_an_empty_blog_has_an_index(client):
    Author.objects.all().delete()
    assert "Nothing has been published here yet" in client.get("/archives/").content.decode()


def test_names_of_drafts_alone_are_nowhere(client):
    secret = {"tags": [Tag.objects.create(name="Plan")], "categories": [Category.objects.create(name="Plan")]}
    make_post(state="draft", author=make_author("Plan"), series=Series.objects.create(name="Plan"), **secret)
    make_post("Open")
    for path in ("/archives/", "/search/", "/search/?q=zzz", "/search/?tag=plan"):
        assert "Plan" not in client.get(path).content.decode()
    for path in (
        "/tag/plan/",
        "/category/plan/",
        "/author/plan/",
        "/series/plan/",
        "/2019/",
        "/tag/plan/feed/json/",
    ):
        assert client.get(path).status_code == 404


def test_a_category_above_one_in_use_is_shown(client):
    plants = Category.objects.create(name="Plants")
    make_post(categories=[Category.objects.create(name="Trees", parent=plants)])
    Category.objects.create(name="Empty")
    shown = client.get("/archives/").content.decode()
    assert 'href="/category/plants/"' in shown
    assert "Empty" not in shown
