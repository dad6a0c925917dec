"""Preview and the shared link: exactly what is typed or saved, for whom it is meant, never stored and never found."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from posts import sharing
from posts.models import Category, Post
from tests.admin.test_autosave import of
from tests.admin.test_posts import fields
from tests.factories import make_author, make_post
from trackbacks.models import LinkScan

pytestmark = pytest.mark.django_db
PREVIEW = "/admin/posts/post/preview/"


@pytest.fixture
def post(alice):
    return make_post("Roses", author=make_author(user=alice), state="draft", html="<p>Stored.</p>")


def shared(client, post):
    client.post(f"/admin/posts/post/{post.pk}/share/")
    post.refresh_from_db()
    return sharing.link(post).removeprefix("http://testserver")


def is_never_kept(response):
    robots = (
        response["X-Robots-Tag"] == "noindex, nofollow" and 'content="noindex' in response.content.decode()
    )
    return "no-store" in response["Cache-Control"] and robots


def test_a_preview_shows_what_is_typed_and_changes_nothing(client, post):
    category = Category.objects.create(name="Plants")
    sent = of(post, html="<p>Typed.<script>x()</script></p>", title="Tulips", categories=[category.pk])
    response = client.post(PREVIEW, sent, follow=True)
    page = response.content.decode()
    assert "Typed." in page and "Tulips" in page and "Plants" in page and "This is a preview" in page
    assert "x()" not in page
    assert is_never_kept(response)
    assert Post.objects.get().html == "<p>Stored.</p>"
    assert not LinkScan.objects.exists()


def test_a_new_post_is_previewed_before_it_is_saved(client, alice):
    response = client.post(PREVIEW, fields(key="new-abcdefghijkl", html="<p>Typed.</p>"), follow=True)
    assert "Typed." in response.content.decode()
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "field", [{"title": ""}, {"published_at": "9999-12-31T23:59"}, {"slug": "!!"}, {"author": "9"}]
)
def test_a_preview_bears_a_field_in_error(client, post, field):
    assert client.post(PREVIEW, of(post, **field), follow=True).status_code == 200


def test_a_shared_draft_is_read_without_signing_in(client, post):
    response = Client().get(shared(client, post))
    assert "Stored." in response.content.decode()
    assert is_never_kept(response)
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_the_link_ends_after_seven_days(client, post):
    link = shared(client, post)
    Post.objects.update(shared_at=timezone.now() - timedelta(days=7, seconds=1))
    post.refresh_from_db()
    assert Client().get(link).status_code == 404
    assert sharing.link(post) == ""


def test_a_link_is_taken_back_and_a_new_one_is_another(client, post):
    link = shared(client, post)
    client.post(f"/admin/posts/post/{post.pk}/share/", {"stop": "1"})
    assert Client().get(link).status_code == 404
    again = shared(client, post)
    assert again != link
    assert Client().get(link).status_code == 404
    assert Client().get(again).status_code == 200


@pytest.mark.parametrize(
    "forge", [lambda link: link[:-2] + "x/", lambda link: "/preview/x/", lambda link: "/preview/a:b:c/"]
)
def test_a_forged_link_is_missing(client, post, forge):
    link = shared(client, post)
    response = Client().get(forge(link))
    assert response.status_code == 404
    assert b"Roses" not in response.content


def test_what_ended_and_what_never_was_answer_the_same_bytes(client, post):
    link = shared(client, post)
    sharing.stop(post)
    ended = Client().get(link)
    post.delete()
    never = Client().get(link)
    assert (ended.status_code, ended.content, ended.headers) == (
        never.status_code,
        never.content,
        never.headers,
    )


def test_a_trashed_draft_is_no_longer_shared(client, post):
    link = shared(client, post)
    post.refresh_from_db()
    post.trash()
    assert Client().get(link).status_code == 404


def test_a_published_post_is_where_the_link_leads(client, post):
    link = shared(client, post)
    Post.objects.get().publish()
    assert Client().get(link)["Location"] == post.get_absolute_url()


def test_a_save_with_an_older_form_does_not_share_again(client, post):
    stale = Post.objects.get()
    stale.shared_at = timezone.now()
    stale.write()
    assert Post.objects.get().shared_at is None


def test_the_preview_of_a_post_asks_a_bounded_number_of_queries(client, post, django_assert_max_num_queries):
    link = shared(client, post)
    with django_assert_max_num_queries(8):
        Client().get(link)


def test_its_cards_may_load_a_player_and_only_they(client, post):
    card = '<p class="embed"><a href="https://www.youtube.com/watch?v=abcdefghijk">A film</a></p>'
    for html, may in ((card, True), ("<p>No card.</p>", False)):
        sent = of(post, html=html)
        policy = client.post(PREVIEW, sent, follow=True)["Content-Security-Policy"]
        assert ("frame-src https://www.youtube-nocookie.com" in policy) is may
    Post.objects.filter(pk=post.pk).update(html=card)
    assert "frame-src https://www.youtube" in Client().get(shared(client, post))["Content-Security-Policy"]
