"""A profile is made when somebody saves their first post, and not by looking at the form."""

import pytest

from posts.models import Author, Post
from tests.factories import make_author, make_post, make_user

pytestmark = pytest.mark.django_db
FORM = {"title": "First", "html": "<p>x</p>", "state": "draft", "protocols_in_off": []}


@pytest.mark.parametrize("role", ["author", "editor", "administrator"])
def test_the_form_makes_no_profile_and_saving_does(client, role):
    user = make_user("alice", role=role)
    client.force_login(user)
    assert client.get("/admin/posts/post/add/").status_code == 200
    assert not Author.objects.exists()
    client.post("/admin/posts/post/add/", FORM)
    assert Post.objects.get().author.user == user


def test_an_editor_may_still_name_somebody_else(client):
    client.force_login(make_user("alice", role="editor"))
    bob = make_author("Bob")
    client.post("/admin/posts/post/add/", FORM | {"author": bob.pk})
    assert Post.objects.get().author == bob


def test_an_editor_who_empties_the_field_takes_the_post_over(client):
    user = make_user("alice", role="editor")
    client.force_login(user)
    post = make_post(author=make_author("Bob"), state="draft")
    client.post(f"/admin/posts/post/{post.pk}/change/", FORM | {"author": "", "slug": post.slug})
    assert Post.objects.get().author.user == user


def test_a_refused_form_without_a_slug_is_shown_again(client):
    client.force_login(make_user("alice", role="administrator"))
    post = make_post()
    kept = {"state": "published", "published_at": f"{post.published_at:%Y-%m-%dT%H:%M}"}
    answer = client.post(f"/admin/posts/post/{post.pk}/change/", kept | {"slug": "", "title": ""})
    assert answer.status_code == 200
    assert post.get_absolute_url() in answer.content.decode()


@pytest.mark.parametrize("kind", ["post", "author"])
def test_the_way_to_the_site_stays_on_the_site(client, kind):
    client.force_login(make_user("alice", role="administrator"))
    thing = make_post() if kind == "post" else make_author("Bob")
    page = client.get(f"/admin/posts/{kind}/{thing.pk}/change/").content.decode()
    assert f'href="{thing.get_absolute_url()}"' in page
    assert "/admin/r/" not in page


def test_the_word_of_the_months_feed_is_no_slug(client):
    client.force_login(make_user("alice", role="administrator"))
    answer = client.post("/admin/posts/post/add/", FORM | {"slug": "feed"})
    assert "choose another" in answer.content.decode()
    assert not Post.objects.exists()
