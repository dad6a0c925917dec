"""What is found: by which words, in which order, and never what not everybody may read."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posts import search
from posts.models import Category, Post, Tag
from posts.search.query import read
from tests.factories import make_author, make_post, run_chores

pytestmark = pytest.mark.django_db


def find(text, *facets):
    return [Post.objects.get(pk=pk).title for pk in search.find(read(text), facets)]


def held(text):
    """What the index itself holds, readable or not."""
    return search.backend().find(read(text), (), 10)


def make_garden():
    make_post("Old roses", html="<p>They smell in the morning.</p>")
    make_post("Beans", html="<p>Beans climb. Old roses do not, says my <em>neigh</em>bour.</p>")
    make_post("Čapek's year", html="<p>A gardener's year by Karel Čapek: roses, old and new.</p>")
    run_chores("index")


@pytest.fixture
def garden():
    make_garden()


HOSTILE = [
    *(
        "'; DROP TABLE posts_search; --",
        '"',
        '""',
        "\0",
        "*",
        "a*b^c",
        "NEAR(a b)",
        "title:x",
        "{a}:b",
        "a AND",
    ),
    *("NOT a", "(((", "-", "--", '-"', "\\", "%s %(x)s", "'a':*A & !", "<->", "🌱", "\ud800"),
    *("x" * 10_000, "a " * 5000),
]


class TestWords:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def garden(cls, kept):
        with kept():
            make_garden()
            yield

    @pytest.mark.parametrize(
        ("text", "titles"),
        [
            ("beans", {"Beans"}),
            ("BEANS climb", {"Beans"}),
            ("beans morning", set()),
            ("gard", {"Čapek's year"}),
            ("gard year", set()),
            ("capek", {"Čapek's year"}),
            ("neighbour", {"Beans"}),
            ('"old roses"', {"Old roses", "Beans"}),
            ("old roses", {"Old roses", "Beans", "Čapek's year"}),
            ("roses -climb", {"Old roses", "Čapek's year"}),
            ('roses -"old roses"', {"Čapek's year"}),
            ("em", set()),
            ("-roses", set()),
            ("", set()),
        ],
    )
    def test_it_finds(self, text, titles):
        assert set(find(text)) == titles

    @pytest.mark.parametrize("text", HOSTILE)
    def test_hostile_words_are_words(self, text):
        assert isinstance(search.find(read(text)), list)


def test_a_title_weighs_more(garden):
    assert find("old roses")[0] == "Old roses"


def test_the_title_is_found_among_many_newer_mentions(monkeypatch):
    monkeypatch.setattr(search, "MOST_HITS", 3)
    make_post("Leeks")
    for n in range(5):
        make_post(f"Note {n}", html="<p>Leeks again.</p>")
    run_chores("index")
    assert find("leeks")[0] == "Leeks"


def test_names_of_categories_tags_and_authors_are_found():
    category, tag = Category.objects.create(name="Letters"), Tag.objects.create(name="Compost")
    make_post("One", categories=[category], tags=[tag], author=make_author("Charlie"))
    run_chores("index")
    assert find("letters") == find("compost") == find("charlie") == ["One"]


def test_facets_narrow():
    first, second = Tag.objects.create(name="first"), Tag.objects.create(name="second")
    make_post("Both", tags=[first, second], at=datetime(2024, 3, 1, tzinfo=UTC))
    make_post("One", tags=[first], at=datetime(2024, 4, 1, tzinfo=UTC))
    run_chores("index")
    one, two = f"tag{first.pk}", f"tag{second.pk}"
    assert set(find("gardens", [one])) == {"Both", "One"}
    assert find("gardens", [two]) == ["Both"]
    assert find("gardens", [one], ["month202404"]) == ["One"]
    assert set(find("gardens", [two, one], ["year2024"])) == {"Both", "One"}
    assert find("gardens", []) == []


def test_a_facet_is_no_word_of_a_text():
    tag = Tag.objects.create(name="first")
    make_post("Tagged", tags=[tag])
    make_post("Says so", html=f"<p>gardens tag{tag.pk}</p>")
    run_chores("index")
    assert find("gardens", [f"tag{tag.pk}"]) == ["Tagged"]
    assert find(f"tag{tag.pk}") == ["Says so"]


@pytest.mark.parametrize("state", ["draft", "review", "private", "trash"])
def test_what_is_hidden_is_not_in_it(state):
    make_post("Secret", state=state)
    run_chores("index")
    assert find("secret") == []


def test_the_index_follows_the_verbs():
    post = make_post("Changing", html="<p>apples</p>")
    run_chores("index")
    post.html = "<p>pears</p>"
    post.write()
    run_chores("index")
    assert (find("apples"), find("pears")) == ([], ["Changing"])
    post.withdraw()
    run_chores("index")
    assert held("pears") == []
    post.publish()
    run_chores("index")
    assert find("pears") == ["Changing"]


@pytest.mark.parametrize("hidden", [{"state": "private"}, {"password": "x"}])
def test_an_index_that_lags_behind_shows_nothing_hidden(garden, hidden):
    Post.objects.filter(title="Beans").update(**hidden)
    assert find("climb") == []


def test_a_password_takes_a_post_out(garden):
    post = Post.objects.get(title="Beans")
    post.password = "x"
    post.write()
    run_chores("index")
    Post.objects.filter(pk=post.pk).update(password="")
    assert find("climb") == []


def test_a_post_that_is_deleted_leaves_no_trace(garden):
    assert len(held("climb")) == 1
    Post.objects.get(title="Beans").delete()
    assert held("climb") == []


def test_a_rebuild_finds_what_was_written_past_the_verbs(garden):
    Post.objects.filter(title="Beans").update(html="<p>Peas now.</p>")
    assert find("peas") == []
    assert list(search.rebuild()) == [3]
    assert find("peas") == ["Beans"]
    assert find("climb") == []


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_text_breaks_the_database(text):
    assert search.find(read(f"a {text} b")) == []


def test_a_book_fits_into_the_index():
    make_post("Book", html="".join(f"<p>word{n} 庭{chr(0x4E00 + n % 20000)}</p>" for n in range(40_000)))
    run_chores("index")
    assert find("word77") == ["Book"]
