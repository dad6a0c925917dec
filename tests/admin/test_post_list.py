"""The list of posts: tabs, search, what it is narrowed by, quick edit, bulk edit, columns."""

import re

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from posts.models import Category, OldAddress, Post, Preferences, Series, Tag
from tests.factories import make_author, make_post, make_user, run_chores

pytestmark = pytest.mark.django_db
LIST = "/admin/posts/post/"


@pytest.fixture
def bob(client):
    user = make_user("bob", role="editor")
    client.force_login(user)
    return user


def titles(response):
    return [post.title for post in response.context["cl"].result_list]


def own(user, title="", **fields):
    return make_post(title, author=make_author(user=user), **fields)


def quick(post, **changes):
    """What the quick edit's form sends."""
    sent = {"title": post.title, "slug": post.slug, "state": post.state, "base": post.version}
    sent |= {"comments_open": "on", "pings_open": "on"}
    if post.published_at:
        sent["published_at"] = f"{timezone.localtime(post.published_at):%Y-%m-%dT%H:%M}"
    return {name: value for name, value in (sent | changes).items() if value is not None}


def bulk(posts, **changes):
    return {"action": "edit_many", "_selected_action": [post.pk for post in posts], "_look": "1", **changes}


class TestTabs:
    def test_an_editor_has_a_tab_for_what_is_their_own(self, client, bob):
        own(bob, "Bob's garden")
        make_post("Alice's garden")
        page = client.get(LIST).content.decode()
        tabs = re.findall(r'(\w[\w ]*) <span class="n">(\d+)</span>', page)
        assert tabs == [("All", "2"), ("Mine", "1"), ("Published", "2")]
        assert titles(client.get(LIST, {"state": "mine"})) == ["Bob's garden"]

    def test_an_author_has_none(self, client, alice):
        own(alice)
        assert "Mine" not in client.get(LIST).content.decode()


class TestSearching:
    @pytest.mark.parametrize("text", ["tomat", "behind", "old-sl"])
    def test_it_reads_title_text_and_address_of_drafts(self, client, alice, text):
        own(alice, "Tomatoes", html="<p>Behind the house.</p>", slug="old-slug", state="draft")
        own(alice, "Other", state="draft")
        assert titles(client.get(LIST, {"q": text})) == ["Tomatoes"]

    def test_what_is_long_published_is_found_by_the_index(self, client, alice, monkeypatch):
        monkeypatch.setattr("posts.search.everywhere.RECENT", 0)
        own(alice, "Tomatoes")
        run_chores("index")
        assert titles(client.get(LIST, {"q": "tomatoes"})) == ["Tomatoes"]

    def test_nothing_of_others_is_found(self, client, alice):
        make_post("Tomatoes", state="draft")
        assert titles(client.get(LIST, {"q": "Tomatoes"})) == []

    @pytest.mark.parametrize("text", ["\0", "%", "'\"", "a" * 5000, "\ud800".encode("utf-8", "replace")])
    def test_odd_words_find_nothing_and_break_nothing(self, client, alice, text):
        assert client.get(LIST, {"q": text}).status_code == 200


class TestNarrowing:
    @pytest.fixture
    def wanted(self, bob):
        top = Category.objects.create(name="Plants")
        below = Category.objects.create(name="Roses", parent=top)
        tag, series = Tag.objects.create(name="Red"), Series.objects.create(name="Blogging")
        make_post("Other", at=timezone.now() - timezone.timedelta(days=90))
        return own(bob, "Wanted", categories=[below], tags=[tag], series=series)

    @pytest.mark.parametrize(
        ("name", "value"),
        [("category", "plants"), ("tag", "red"), ("author", "bob"), ("series", "blogging"), ("month", "")],
    )
    def test_by_each(self, client, wanted, name, value):
        value = value or f"{timezone.localtime(wanted.published_at):%Y-%m}"
        assert titles(client.get(LIST, {name: value})) == ["Wanted"]

    @pytest.mark.parametrize("name", ["category", "tag", "author", "series", "month"])
    @pytest.mark.parametrize("value", ["nothing", "\0", "2026-13", "9999-12"])
    def test_what_nothing_has_is_an_empty_list(self, client, wanted, name, value):
        response = client.get(LIST, {name: value})
        assert response.status_code == 200
        assert titles(response) == [] or value == "\0"


class TestQuickEdit:
    def test_it_saves_by_the_verbs(self, client, alice):
        post, tag = own(alice, "Garden"), Tag.objects.create(name="rose")
        old = post.get_absolute_url()
        response = client.post(
            f"{LIST}{post.pk}/quick/", quick(post, title="Roses", slug="roses", tags="rose", sticky="on")
        )
        post.refresh_from_db()
        assert response["Location"] == LIST
        assert (post.title, post.sticky, list(post.tags.all())) == ("Roses", True, [tag])
        assert OldAddress.objects.get().path == old
        assert post.html == "<p>Some words about gardens.</p>"

    def test_it_leads_back_to_the_list_as_it_was_narrowed(self, client, alice):
        post = own(alice)
        where = f"{LIST}?state=published&q=x"
        response = client.post(f"{LIST}{post.pk}/quick/", quick(post, list=where))
        assert response["Location"] == where

    def test_it_leads_nowhere_else(self, client, alice):
        post = own(alice)
        response = client.post(f"{LIST}{post.pk}/quick/", quick(post, list="https://bob.example/x?y=1"))
        assert response["Location"] == f"{LIST}?y=1"

    def test_a_newer_version_is_not_written_over(self, client, alice):
        post = own(alice, "Garden")
        stale = quick(post, title="Mine")
        post.title, post.by = "Theirs", make_user("bob", role="editor")
        post.write()
        response = client.post(f"{LIST}{post.pk}/quick/", stale)
        post.refresh_from_db()
        assert (response.status_code, post.title) == (422, "Theirs")
        page = response.content.decode()
        assert "bob saved this post at" in page
        assert 'value="Mine"' in page

    def test_what_is_wrong_is_said_and_stays_typed(self, client, alice):
        post = own(alice, state="draft")
        response = client.post(f"{LIST}{post.pk}/quick/", quick(post, title="", slug="a b"))
        assert response.status_code == 422
        assert 'value="a b"' in response.content.decode()

    def test_a_public_state_is_no_choice_without_the_permission(self, client):
        user = make_user("charlie", permissions=("posts.change_post", "posts.view_post"), is_staff=True)
        client.force_login(user)
        post = own(user, state="draft")
        client.post(f"{LIST}{post.pk}/quick/", quick(post, state="published"))
        post.refresh_from_db()
        assert post.state == "draft"


class TestBulkEdit:
    def test_it_says_first_what_will_change(self, client, bob):
        posts = [make_post(), make_post()]
        page = client.post(LIST, bulk(posts, state="private")).content.decode()
        assert "This will change" in page
        assert "Change 2 posts" in page
        assert set(Post.objects.values_list("state", flat=True)) == {"published"}

    def test_it_changes_each_by_the_verbs(self, client, bob):
        old, new = Category.objects.create(name="Old"), Category.objects.create(name="New")
        tag, alice = Tag.objects.create(name="rose"), make_author("Alice B")
        post = make_post(categories=[old])
        changes = {"add_categories": [new.pk], "remove_categories": [old.pk], "add_tags": "Rose"}
        changes |= {"author": alice.pk, "comments_open": "0", "sticky": "1", "state": "private", "_sure": "1"}
        client.post(LIST, bulk([post], **changes))
        again = Post.objects.get()
        assert (list(again.categories.all()), list(again.tags.all())) == ([new], [tag])
        assert (again.author, again.comments_open, again.pings_open) == (alice, False, True)
        assert (again.sticky, again.state, again.updated_by) == (True, "private", bob)
        assert again.was_public

    @pytest.mark.parametrize(
        ("action", "before"), [("trash", "published"), ("restore", "trash"), ("publish", "draft")]
    )
    def test_a_verb_notes_who_did_it(self, client, bob, action, before):
        post = make_post(state=before)
        where = f"{LIST}?state=trash" if before == "trash" else LIST
        client.post(where, {"action": action, "_selected_action": [post.pk]})
        post.refresh_from_db()
        assert (post.state != before, post.updated_by) == (True, bob)

    def test_nothing_chosen_changes_nothing(self, client, bob):
        post = make_post()
        response = client.post(LIST, bulk([post], _sure="1"))
        assert response.status_code == 422
        assert Post.objects.get().version == post.version

    def test_a_tag_that_there_is_not_is_named(self, client, bob):
        response = client.post(LIST, bulk([make_post()], add_tags="rose, tulp", _sure="1"))
        assert "There is no tag “rose”." in response.content.decode()

    def test_posts_of_others_stay_as_they_are(self, client, alice):
        foreign = make_post()
        client.post(LIST, bulk([foreign, own(alice)], comments_open="0", _sure="1"))
        foreign.refresh_from_db()
        assert foreign.comments_open
        assert Post.objects.filter(comments_open=False).count() == 1

    def test_an_author_gives_posts_to_nobody(self, client, alice):
        post, other = own(alice), make_author("Charlie")
        client.post(LIST, bulk([post], author=other.pk, comments_open="0", _sure="1"))
        assert Post.objects.get().author.user == alice

    def test_more_than_it_bears_are_refused(self, client, bob, monkeypatch):
        monkeypatch.setattr("posts.admin.post_bulk.MOST", 1)
        page = client.post(LIST, bulk([make_post(), make_post()]), follow=True).content.decode()
        assert "Choose at most 1 posts at once." in page


class TestColumns:
    def test_each_user_has_their_own(self, client, alice):
        own(alice, tags=[Tag.objects.create(name="rose")])
        client.post(f"{LIST}screen/", {"columns": ["with_tags", "told", "length", "nonsense"], "rows": "50"})
        page = client.get(LIST).content.decode()
        assert re.findall(r"column-(\w+)", page) == ["named", "with_tags", "length", "told"]
        assert 'class="field-with_tags">rose' in page
        client.force_login(make_user("bob", role="editor"))
        assert "column-told" not in client.get(LIST).content.decode()

    def test_rows_are_those_that_were_asked_for(self, client, alice):
        for _ in range(21):
            own(alice)
        assert len(titles(client.get(LIST))) == 20
        client.post(f"{LIST}screen/", {"rows": "50"})
        assert len(titles(client.get(LIST))) == 21

    @pytest.mark.parametrize("kept", [[], 7, {"columns": 1, "rows": "x"}, {"columns": [["a"]], "rows": [2]}])
    def test_whatever_is_kept_the_list_opens(self, client, alice, kept):
        Preferences.keep(alice, posts=kept)
        assert client.get(LIST).status_code == 200

    def test_more_rows_ask_no_more(self, client, bob, django_assert_max_num_queries):
        client.post(
            f"{LIST}screen/", {"columns": ["in_categories", "with_tags", "in_series", "author", "told"]}
        )
        for n in range(15):
            tag, series = Tag.objects.create(name=f"t{n}"), Series.objects.create(name=f"s{n}")
            own(bob, tags=[tag], series=series, categories=[Category.objects.create(name=f"c{n}")])
        with django_assert_max_num_queries(12):
            client.get(LIST)


class TestPages:
    @pytest.fixture(scope="class")
    @classmethod
    def stored(cls, kept):
        """Posts of Bob's on three pages."""
        with kept():
            bob, tag = make_user("bob", role="editor"), Tag.objects.create(name="Red")
            for n in range(47):
                own(bob, f"Garden {n:02}", tags=[tag], state="trash" if n % 9 == 0 else "published")
            yield bob.pk

    @pytest.fixture
    def many(self, client, stored):
        client.force_login(User.objects.get(pk=stored))

    @pytest.mark.parametrize(
        "query", ["", "state=mine", "state=published", "q=garden", "tag=red", "o=1", "o=-1"]
    )
    def test_each_post_stands_on_one_page_in_the_order_of_all(self, client, many, query):
        pages = [titles(client.get(f"{LIST}?{query}&p={n}")) for n in (1, 2, 3)]
        shown = [title for page in pages for title in page]
        assert [len(page) for page in pages] == [20, 20, 1]
        assert shown == sorted(shown, reverse=query != "o=1")
        assert len(set(shown)) == 41

    @pytest.mark.parametrize("query", ["p=4", "q=garden&p=4", "tag=red&p=4"])
    def test_beyond_the_last_page_leads_back_to_the_list(self, client, many, query):
        assert client.get(f"{LIST}?{query}").status_code == 302

    @pytest.mark.parametrize(
        "query",
        ["", "state=mine", "p=3", "category=none", "tag=red", "author=bob", "month=2026-11", "q=garden"],
    )
    def test_no_list_asks_more_than_twelve_times(self, client, many, query, django_assert_max_num_queries):
        client.get(LIST)
        with django_assert_max_num_queries(12):
            client.get(f"{LIST}?{query}")

    def test_an_unknown_field_of_the_address_is_not_taken_for_a_tab(self, client, many):
        Post.objects.filter(title="Garden 01").update(sticky=True)
        response = client.get(f"{LIST}?sticky__exact=1")
        assert (titles(response), response.context["cl"].result_count) == (["Garden 01"], 1)


class TestOffers:
    def test_choices_stand_in_the_order_of_their_names(self, client, bob):
        top = Category.objects.create(name="plants")
        Category.objects.create(name="Roses", parent=top)
        Category.objects.create(name="Art")
        make_author("bobby")
        make_post(at=timezone.now() - timezone.timedelta(days=400))
        make_post()
        run_chores("months")
        specs = {spec.parameter_name: spec for spec in client.get(LIST).context["cl"].filter_specs}
        assert [name for _, name in specs["category"].lookup_choices] == ["Art", "plants", "\u2003Roses"]
        months = [value for value, _ in specs["month"].lookup_choices]
        assert months == sorted(months, reverse=True)
        assert len(months) == 2
