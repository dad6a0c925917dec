"""Autosave: nothing typed is lost, readers see none of it, and nobody overwrites somebody else unseen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from posts.models import Autosave, Post
from posts.models import autosave as copies
from tests.admin.test_posts import ADD, change, fields
from tests.factories import make_author, make_post, make_user

pytestmark = pytest.mark.django_db
URL = "/admin/posts/post/autosave/"
KEY = "new-abcdefghijkl"


@pytest.fixture
def post(alice):
    return make_post("Roses", author=make_author(user=alice), state="draft", html="<p>Stored.</p>")


def of(post, **changes):
    """What the page of a stored post sends."""
    sent = {"post": str(post.pk), "base": str(post.version), "key": "", "text": "1", "slug": post.slug}
    return fields(**{**sent, "title": post.title, "author": str(post.author_id), **changes})


def test_what_is_typed_is_kept_beside_the_post(client, alice, post):
    answer = client.post(URL, of(post, html="<p>Typed.</p>")).json()
    row = Autosave.objects.get()
    assert (row.post, row.user, row.data["html"]) == (post, alice, ["<p>Typed.</p>"])
    assert Post.objects.get().html == "<p>Stored.</p>"
    assert answer["state"].startswith("Draft, saved ")


def test_a_new_post_has_a_copy_before_it_is_saved(client, alice):
    answer = client.post(URL, fields(key=KEY, text="1", html="<p>Typed.</p>"))
    assert answer.status_code == 200
    assert not Post.objects.exists()
    assert "that you began and did not save" in client.get(ADD).content.decode()


def test_the_labels_follow_what_is_typed(client, alice):
    typed = '<p><a href="http://bob.example/">x</a></p>'
    answer = client.post(URL, fields(key=KEY, text="1", html=typed, tells_others="on")).json()
    assert answer["labels"]["published"] == "Publish and tell up to 1 blog"


def test_a_newer_copy_is_offered_with_what_differs_and_restored(client, post):
    client.post(URL, of(post, html="<p>Typed words.</p>"))
    page = client.get(change(post)).content.decode()
    assert "There is a newer copy" in page
    assert "Typed words." in page
    row = Autosave.objects.get()
    form = client.get(change(post) + f"?restore={row.pk}").context["adminform"].form
    assert form["html"].value() == "<p>Typed words.</p>"


def test_a_copy_that_says_the_same_is_not_offered(client, post):
    client.post(URL, of(post, html=post.html, tells_others="on"))
    assert "There is a newer copy" not in client.get(change(post)).content.decode()


def test_saving_drops_the_copy(client, post):
    client.post(URL, of(post, html="<p>Typed.</p>"))
    client.post(change(post), fields(key=f"post-{post.pk}", html="<p>Typed.</p>"))
    assert not Autosave.objects.with_text().exists()


def test_discarding_drops_the_copy_and_tells_the_browser(client, post):
    client.post(URL, of(post, html="<p>Typed.</p>"))
    answer = client.post(f"/admin/posts/post/autosave/{Autosave.objects.get().pk}/discard/")
    assert answer["Location"].endswith(f"?saved=post-{post.pk}")
    assert not Autosave.objects.with_text().exists()


def test_a_copy_is_its_authors_alone(client, post):
    client.post(URL, of(post, html="<p>Typed.</p>"))
    editor = Client()
    editor.force_login(make_user("dora", role="editor"))
    row = Autosave.objects.get()
    assert "newer copy" not in editor.get(change(post)).content.decode()
    assert editor.get(f"/admin/posts/post/preview/{row.pk}/").status_code == 404
    assert editor.get(change(post) + f"?restore={row.pk}").context["adminform"].form.restored is None


@pytest.mark.parametrize("key", ["", "post-1", "new-", "new-ABCDEFGHIJKL", "../../etc"])
def test_a_made_up_key_is_refused(client, alice, key):
    assert client.post(URL, fields(key=key, text="1")).status_code == 400


@pytest.mark.parametrize("number", ["0", "x", "99999999999999999999999", "-1"])
def test_a_made_up_post_is_not_found(client, alice, number):
    assert client.post(URL, fields(key=KEY, post=number)).status_code == 404


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("at", "9" * 14),
        ("at", "x"),
        ("base", "9" * 30),
        ("html", "<p>\x00</p>"),
        ("tags", "x"),
        ("state", "x"),
    ],
)
def test_odd_values_make_no_error(client, post, name, value):
    assert client.post(URL, of(post, **{name: value})).status_code == 200
    assert "\\x00" not in str(Autosave.objects.get().data)


def test_a_browsers_clock_that_runs_ahead_is_not_believed(client, post):
    ahead = int((timezone.now() + timedelta(days=2)).timestamp() * 1000)
    client.post(URL, of(post, html="<p>Typed.</p>", at=str(ahead)))
    assert Autosave.objects.get().at <= timezone.now()


def test_begun_posts_are_bounded(client, alice, monkeypatch):
    monkeypatch.setattr(copies, "NEW_POSTS", 2)
    for letter in "abc":
        client.post(URL, fields(key=f"new-{letter * 12}", text="1"))
    assert set(Autosave.objects.values_list("key", flat=True)) == {"new-bbbbbbbbbbbb", "new-cccccccccccc"}


def test_what_nobody_came_back_to_is_forgotten(client, post):
    client.post(URL, of(post))
    Autosave.objects.update(seen_at=timezone.now() - timedelta(days=31))
    copies.forget_old()
    assert not Autosave.objects.exists()


def test_a_fresh_token_is_for_who_signed_in_elsewhere(client, alice):
    assert client.get(URL).json()["token"]


class TestTwoAtOnce:
    @pytest.fixture
    def dora(self):
        other = Client()
        other.force_login(make_user("dora", role="editor"))
        return other

    def test_each_sees_that_the_other_is_at_work(self, client, dora, post):
        dora.post(URL, of(post))
        assert "dora is editing this since" in client.post(URL, of(post)).json()["others"]
        assert "dora is editing this since" in client.get(change(post)).content.decode()

    def test_who_left_is_forgotten_after_two_minutes(self, client, dora, post):
        dora.post(URL, of(post))
        Autosave.objects.update(seen_at=timezone.now() - timedelta(seconds=121))
        assert client.post(URL, of(post)).json()["others"] == ""

    def test_a_save_on_an_older_version_is_refused_and_names_who_was_first(self, client, dora, post):
        sent = {**of(post), "base": str(post.version)}
        dora.post(change(post), {**sent, "html": "<p>Hers.</p>"})
        response = client.post(change(post), {**sent, "html": "<p>Mine.</p>"})
        page = response.content.decode()
        assert Post.objects.get().html == "<p>Hers.</p>"
        assert "dora saved this post at" in page
        assert "Hers." in page and "Mine." in page
        assert "Save mine anyway" in page

    def test_whoever_has_seen_it_may_save_anyway(self, client, dora, post):
        sent = of(post)
        dora.post(change(post), {**sent, "html": "<p>Hers.</p>"})
        now = Post.objects.get().version
        client.post(change(post), {**sent, "html": "<p>Mine.</p>", "_anyway": str(now)})
        assert Post.objects.get().html == "<p>Mine.</p>"
        assert "<p>Hers.</p>" in post.revisions.values_list("html", flat=True)

    def test_anyway_is_said_of_what_was_seen_and_not_of_a_third(self, client, dora, post):
        sent = of(post)
        dora.post(change(post), {**sent, "html": "<p>Hers.</p>"})
        seen = Post.objects.get().version
        dora.post(change(post), {**sent, "base": str(seen), "html": "<p>Hers again.</p>"})
        client.post(change(post), {**sent, "html": "<p>Mine.</p>", "_anyway": str(seen)})
        assert Post.objects.get().html == "<p>Hers again.</p>"

    def test_an_autosave_on_an_older_version_says_so(self, client, dora, post):
        sent = of(post)
        dora.post(change(post), {**sent, "html": "<p>Hers.</p>"})
        assert "dora saved this post" in client.post(URL, sent).json()["newer"]
