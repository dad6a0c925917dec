"""The search page: a plain GET form that works without JavaScript, and something to read in every case."""

from datetime import UTC, datetime

import pytest

from posts.models import Category, Tag
from tests.factories import make_author, make_post, run_chores, set_site

pytestmark = pytest.mark.django_db


def asked_for(client, status=200, **asked):
    response = client.get("/search/", asked)
    assert response.status_code == status
    return response.content.decode()


def titles(client, **asked):
    return [post.title for post in client.get("/search/", asked).context["posts"]]


def test_words_are_marked_in_title_and_text(client):
    make_post("Old roses", html="<p>They smell & roses climb.</p>")
    run_chores()
    shown = asked_for(client, q="roses")
    assert "Old <mark>roses</mark></a></h2>" in shown
    assert "They smell &amp; <mark>roses</mark> climb." in shown
    assert "1 post found" in shown


def test_what_was_typed_stands_in_the_form_escaped(client):
    shown = asked_for(client, q='"><script>alert(1)</script>')
    assert "<script>alert" not in shown
    assert 'value="&quot;&gt;&lt;script&gt;' in shown


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        ({"category": "plants"}, {"In a tree", "In plants"}),
        ({"category": "plants/trees"}, {"In a tree"}),
        ({"tag": "wet"}, {"Wet"}),
        ({"author": "charlie"}, {"Charlie's"}),
        ({"when": "2024"}, {"Old"}),
        ({"when": "2024-03"}, {"Old"}),
        ({"when": "2024-04"}, set()),
        ({"category": "plants", "tag": "wet"}, set()),
        ({"category": "plant"}, set()),
        ({"tag": "unknown"}, set()),
        ({"when": "yesterday"}, set()),
        ({"when": "2024-13"}, set()),
        ({"author": "a" * 5000}, set()),
        ({"tag": "\0"}, {"Charlie's", "In a tree", "In plants", "Old", "Wet"}),
    ],
)
def test_it_is_narrowed(client, narrowed, found):
    plants = Category.objects.create(name="Plants")
    make_post("In plants", categories=[plants])
    make_post("In a tree", categories=[Category.objects.create(name="Trees", parent=plants)])
    make_post("Wet", tags=[Tag.objects.create(name="Wet")])
    make_post("Charlie's", author=make_author("Charlie", slug="charlie"))
    make_post("Old", at=datetime(2024, 3, 5, tzinfo=UTC))
    run_chores()
    assert set(titles(client, q="gardens", **narrowed)) == found


class TestMany:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def many(cls, kept):
        with kept():
            tag = Tag.objects.create(name="wet")
            for n in range(25):
                make_post(f"Number {n}", html="<p>roses</p>", tags=[tag])
            run_chores()
            yield

    def test_what_it_is_narrowed_by_stays_chosen_on_every_page(self, client):
        shown = asked_for(client, q="roses", tag="wet")
        assert '<option value="wet" selected>' in shown
        assert 'href="/search/?q=roses&amp;tag=wet&amp;page=2"' in shown

    def test_pages_end(self, client):
        assert len(titles(client, q="roses")) == 10
        assert len(titles(client, q="roses", page="3")) == 5
        for beyond in ("4", "0", "-1", "x", "1e3", "99999999999"):
            asked_for(client, status=404, q="roses", page=beyond)

    def test_no_post_is_on_two_pages(self, client):
        seen = [title for number in "123" for title in titles(client, q="roses", page=number)]
        assert len(set(seen)) == len(seen) == 25

    def test_the_page_is_as_long_as_the_owner_says(self, client):
        set_site(posts_per_page=7)
        assert len(titles(client, q="roses")) == 7


def test_without_words_it_offers_the_newest(client):
    make_post("Newest of all")
    shown = asked_for(client)
    assert "Newest of all" in shown
    assert "found" not in shown


def test_without_a_hit_it_offers_the_newest_and_categories(client):
    make_post("Newest of all", categories=[Category.objects.create(name="Letters")])
    shown = asked_for(client, q="nowhere", category="letters")
    assert "No post holds all of this" in shown
    assert "Newest of all" in shown
    assert 'href="/category/letters/"' in shown
    assert 'href="/search/?q=nowhere"' in shown


def test_exclusions_alone_are_explained(client):
    assert "no word in it to look for" in asked_for(client, q="-roses")


def test_password_posts_are_neither_found_nor_offered(client):
    make_post("Locked", password="x")
    run_chores()
    assert "Locked" not in asked_for(client, q="gardens")


def test_engines_do_not_index_it_but_readers_find_its_address(client):
    shown = asked_for(client, q="a b", page="1")
    assert '<meta name="robots" content="noindex">' in shown


@pytest.mark.parametrize("asked", [{"q": "roses"}, {"q": "roses", "page": "2"}])
def test_its_queries_are_few_and_as_many_for_any_number_of_hits(client, django_assert_num_queries, asked):
    for n in range(12):
        make_post(f"Number {n}", html="<p>roses</p>")
    run_chores()
    with django_assert_num_queries(10):
        client.get("/search/", asked)
    for n in range(30):
        make_post(f"More {n}", html="<p>roses</p>", tags=[Tag.objects.create(name=f"t{n}")])
    run_chores()
    with django_assert_num_queries(10):
        client.get("/search/", asked)


def test_words_beyond_the_longest_are_cut(client):
    response = client.get("/search/", {"q": "rose " * 2000})
    assert response.status_code == 200
    assert len(response.context["text"]) <= 200


def test_the_old_form_s_address_leads_here(client):
    assert client.get("/", {"s": "old roses"}).headers["Location"] == "/search/?q=old+roses"
