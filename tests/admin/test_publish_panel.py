"""The panel that publishes: what its button says, what each role may do, undo, addresses, errors beside the field."""

from datetime import timedelta

import pytest
from django.utils import timezone

from posts.models import OldAddress, Post
from tests.admin.test_posts import ADD, change, errors, fields
from tests.factories import make_author, make_post, make_user
from trackbacks.models import LinkScan, OutgoingPing

pytestmark = pytest.mark.django_db
LINKED = ("bob.example/1", "charlie.example/", "testserver/a/")
LINKS = "<p>" + "".join(f'<a href="http://{url}">x</a> ' for url in LINKED) + '<a href="#top">y</a></p>'


def own_post(user, **values):
    return make_post(author=make_author(user=user), **values)


def label(client, post):
    context = client.get(change(post)).context
    return str(context["main_label"])


@pytest.mark.parametrize(
    ("state", "values", "words"),
    [
        ("draft", {}, "Publish"),
        ("draft", {"html": LINKS}, "Publish and tell up to 2 blogs"),
        (
            "draft",
            {"html": LINKS, "send_trackbacks": "http://dora.example/tb"},
            "Publish and tell up to 3 blogs",
        ),
        ("draft", {"send_trackbacks": "http://bob.example/tb"}, "Publish and tell up to 1 blog"),
        ("draft", {"html": LINKS, "tells_others": False}, "Publish"),
        ("draft", {"html": LINKS, "password": "x"}, "Publish"),
        ("published", {}, "Update"),
        ("published", {"html": LINKS}, "Update and tell up to 2 blogs"),
        ("private", {"html": LINKS}, "Save as private"),
        ("review", {"html": LINKS}, "Publish and tell up to 2 blogs"),
    ],
)
def test_the_button_says_what_it_will_do(client, alice, state, values, words):
    assert label(client, own_post(alice, state=state, **values)) == words


def test_a_blog_that_was_told_is_promised_no_second_time(client, alice):
    post = own_post(alice, html='<p><a href="http://bob.example/">x</a></p>')
    ping = OutgoingPing.to(post, "http://bob.example/", pasted=False)
    ping.sent_at = timezone.now()
    ping.save()
    assert label(client, post) == "Update"


def test_a_scheduled_post_says_when_it_tells(client, alice):
    post = own_post(alice, state="scheduled", at=timezone.now() + timedelta(days=1), html=LINKS)
    assert label(client, post) == "Schedule, then tell up to 2 blogs"


def test_who_may_not_publish_hands_in_for_review(client):
    user = make_user(
        "bob", permissions=("posts.add_post", "posts.change_post", "posts.view_post"), is_staff=True
    )
    client.force_login(user)
    post = make_post(author=make_author(user=user), state="draft")
    assert label(client, post) == "Hand in for review"
    client.post(change(post), fields(_publish="1"))
    post.refresh_from_db()
    assert post.state == "review"


def test_an_editor_sees_what_waits_for_review(client):
    make_post("Roses", state="review")
    client.force_login(make_user("dora", role="editor"))
    page = client.get("/admin/posts/post/?state=review").content.decode()
    assert "Roses" in page


def test_undo_within_the_window_tells_nobody(client, alice, settings):
    settings.PINGS_UNDO_SECONDS = 60
    post = own_post(alice, html=LINKS)
    assert "Undo publishing" in client.get(change(post)).content.decode()
    client.post(f"/admin/posts/post/{post.pk}/take-back/")
    post.refresh_from_db()
    assert post.state == "draft"
    assert LinkScan.objects.get().state == "cancelled"


def test_a_slug_in_use_is_refused_with_a_free_one(client, alice):
    make_post(slug="roses")
    post = own_post(alice, state="draft", slug="tulips")
    response = client.post(change(post), fields(slug="roses", html="<p>Typed.</p>"))
    assert "roses-2" in str(errors(response)["slug"])
    assert "Typed." in response.content.decode()


def test_an_address_from_which_readers_are_led_elsewhere_is_in_use(client, alice):
    other = make_post(slug="roses")
    other.slug = "tulips"
    other.write()
    response = client.post(ADD, fields(slug="roses"))
    assert "roses-2" in str(errors(response)["slug"])


def test_a_slug_is_made_fit_for_an_address(client, alice):
    client.post(ADD, fields(slug="Roses & Tulips!"))
    assert Post.objects.get().slug == "roses-tulips"


@pytest.mark.parametrize("slug", ["!!!", "a" * 101])
def test_a_slug_that_is_none_is_refused(client, alice, slug):
    assert "slug" in errors(client.post(ADD, fields(slug=slug)))


@pytest.mark.parametrize(
    "at",
    [
        "9999-12-31T23:59",
        "0001-01-01T00:00",
        "2026-02-30T10:00",
        "2026-13-01T10:00",
        "soon",
        "2026-01-01T25:00",
    ],
)
def test_an_impossible_date_is_refused_beside_its_field(client, alice, at):
    response = client.post(ADD, fields(state="scheduled", published_at=at))
    assert list(errors(response)) == ["published_at"]
    assert at in response.content.decode()


@pytest.mark.parametrize("title", ["", "   ", "x" * 10_000])
def test_a_title_that_is_none_is_refused_and_all_is_still_there(client, alice, title):
    response = client.post(ADD, fields(title=title, html="<p>Typed.</p>"))
    assert "title" in errors(response)
    assert "Typed." in response.content.decode()


def test_a_category_that_is_gone_meanwhile_is_named(client, alice):
    response = client.post(ADD, fields(categories=["99"], html="<p>Typed.</p>"))
    assert "categories" in errors(response)
    assert "Typed." in response.content.decode()


def test_a_public_post_that_moves_leaves_its_address_by_whichever_state(client, alice):
    post = own_post(alice)
    old = post.get_absolute_url()
    client.post(change(post), fields(state="draft", slug="elsewhere"))
    assert OldAddress.objects.get().path == old
