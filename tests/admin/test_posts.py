"""The admin of posts: writing, publishing and taking back, always by the verbs."""

import re

import pytest
from django.utils import timezone

from comments.models import StatusCount
from posts.models import Category, Image, OldAddress, Post, Tag
from tests.factories import make_author, make_comment, make_post, make_user
from trackbacks.models import LinkScan

pytestmark = pytest.mark.django_db
ADD = "/admin/posts/post/add/"
LIST = "/admin/posts/post/"


def change(post):
    return f"{LIST}{post.pk}/change/"


def fields(**changes):
    """What the form sends; a name with the value None is left out, like an unticked box."""
    sent = {
        "title": "A garden",
        "html": "<p>Words.</p>",
        "state": "draft",
        "comments_open": "on",
        "pings_open": "on",
    }
    sent |= dict.fromkeys(
        ("slug", "excerpt", "published_at", "password", "series_position", "send_trackbacks"), ""
    )
    return {name: value for name, value in (sent | changes).items() if value is not None}


def own_post(user, **values):
    return make_post(author=make_author(user=user), **values)


def errors(response):
    assert response.status_code == 200, "the form was taken as it is"
    return dict(response.context["adminform"].form.errors)


def test_a_draft_is_kept_under_its_authors_name(client, alice):
    assert client.post(ADD, fields()).status_code == 302
    post = Post.objects.get()
    assert (post.state, post.author.user, post.html) == ("draft", alice, "<p>Words.</p>")
    assert not LinkScan.objects.exists()


def test_the_author_is_not_to_be_chosen_by_an_author(client, alice):
    bob = make_author("Bob")
    client.post(ADD, fields(author=bob.pk))
    assert Post.objects.get().author.user == alice


def test_publishing_announces_the_post_with_its_categories(client, alice):
    category, tag = Category.objects.create(name="Plants"), Tag.objects.create(name="rose")
    client.post(ADD, fields(state="published", categories=[category.pk], tags="rose"))
    post = Post.objects.get()
    assert post.is_public
    assert list(post.categories.all()) == [category]
    assert list(post.tags.all()) == [tag]
    assert LinkScan.objects.get().post == post


def test_the_publish_button_publishes_whatever_the_select_says(client, alice):
    client.post(ADD, fields(_publish="1"))
    assert Post.objects.get().is_public


def test_a_time_to_come_schedules(client, alice):
    client.post(ADD, fields(state="scheduled", published_at="2099-01-01T10:30"))
    post = Post.objects.get()
    assert (post.state, post.published_at.isoformat()) == ("scheduled", "2099-01-01T10:30:00+00:00")


def test_publish_on_a_scheduled_post_means_now(client, alice):
    post = own_post(alice, state="draft")
    post.schedule(timezone.now() + timezone.timedelta(days=2))
    shown = client.get(change(post)).context["adminform"].form["published_at"].value()
    client.post(change(post), fields(state="scheduled", published_at=f"{shown:%Y-%m-%dT%H:%M}", _publish="1"))
    post.refresh_from_db()
    assert post.is_public


def test_a_scheduled_post_needs_a_time(client, alice):
    response = client.post(ADD, fields(state="scheduled"))
    assert "published_at" in errors(response)


def test_an_update_of_a_public_post_is_announced_and_keeps_its_time(client, alice):
    post = own_post(alice)
    LinkScan.objects.all().delete()
    shown = f"{post.published_at:%Y-%m-%dT%H:%M}"
    client.post(
        change(post), fields(state="published", published_at=shown, html="<p>New.</p>", slug=post.slug)
    )
    again = Post.objects.get()
    assert (again.html, again.published_at) == ("<p>New.</p>", post.published_at)
    assert LinkScan.objects.filter(post=post).exists()


def test_taking_back_a_public_post_makes_it_a_draft(client, alice):
    post = own_post(alice)
    client.post(change(post), fields(state="draft"))
    post.refresh_from_db()
    assert post.was_public


def test_a_new_slug_leaves_the_old_address(client, alice):
    post = own_post(alice)
    old = post.get_absolute_url()
    shown = f"{post.published_at:%Y-%m-%dT%H:%M}"
    client.post(change(post), fields(state="published", slug="another", published_at=shown))
    assert OldAddress.objects.get().path == old


def test_scripts_do_not_survive_saving(client, alice):
    client.post(ADD, fields(html='<p onclick="x()">a<script>alert(1)</script></p>'))
    assert Post.objects.get().html == "<p>a</p>"


@pytest.mark.parametrize(
    ("line", "fine"),
    [
        ("https://bob.example/trackback/1", True),
        ("http://127.0.0.1:8001/2026/11/x/trackback/", True),  # what is behind it is the fetch guard's to say
        ("javascript:alert(1)", False),
        ("ftp://bob.example/", False),
        ("bob.example", False),
        ("http://", False),
        ("http://[::1", False),
        ("http://user:secret@bob.example/", False),
        ("http://testserver/2026/11/x/trackback/", False),
        ("https://bob.example/" + "a" * 2000, False),
        ("'; DROP TABLE posts_post; --", False),
    ],
)
def test_pasted_trackback_urls_are_checked(client, alice, line, fine):
    response = client.post(ADD, fields(send_trackbacks=f"{line}\n"))
    assert (response.status_code == 302) is fine
    assert Post.objects.exists() is fine


def test_a_line_that_is_no_url_is_named_and_every_line_stays(client, alice):
    page = client.post(ADD, fields(send_trackbacks="https://bob.example/1\n\nbob.example")).content.decode()
    assert "Line 3: This is no http or https URL: bob.example" in page
    assert "https://bob.example/1\n\nbob.example</textarea>" in page


def test_pasted_urls_are_kept_once_each(client, alice):
    client.post(
        ADD,
        fields(
            send_trackbacks=" https://bob.example/1 \r\n\r\nhttps://bob.example/1\r\nhttps://bob.example/2"
        ),
    )
    assert Post.objects.get().send_trackbacks == "https://bob.example/1\nhttps://bob.example/2"


def test_deleting_moves_to_the_trash_first_and_then_for_good(client, alice):
    post = own_post(alice)
    make_comment(post)
    where = f"{LIST}{post.pk}/delete/"
    assert "Move to the trash" in client.get(where).content.decode()
    client.post(where, {"post": "yes"})
    post.refresh_from_db()
    assert post.state == "trash"
    client.post(where, {"post": "yes"})
    assert not Post.objects.exists()
    assert StatusCount.objects.get(status="approved").n == 0


def test_the_trash_gives_back(client, alice):
    post = own_post(alice)
    post.trash()
    client.post(f"{LIST}?state=trash", {"action": "restore", "_selected_action": [post.pk]})
    post.refresh_from_db()
    assert post.is_public


@pytest.mark.parametrize(("action", "state"), [("trash", "trash"), ("publish", "published")])
def test_a_bulk_action_calls_the_verb_for_each(client, alice, action, state):
    posts = [own_post(alice, state="draft") for _ in range(2)]
    client.post(LIST, {"action": action, "_selected_action": [post.pk for post in posts]})
    assert set(Post.objects.values_list("state", flat=True)) == {state}


def test_the_list_shows_states_with_counts_and_hides_the_trash(client, alice):
    for state in ("draft", "draft", "published", "trash"):
        own_post(alice, state=state)
    page = client.get(LIST).content.decode()
    tabs = re.findall(r'(\w[\w ]*) <span class="n">(\d+)</span>', page)
    assert tabs == [("All", "3"), ("Draft", "2"), ("Published", "1"), ("In the trash", "1")]
    assert page.count('class="action-select"') == 3


def test_a_text_the_editor_would_lose_is_edited_as_html(client, alice):
    post = own_post(alice, html="<details><summary>More</summary><p>x</p></details>")
    page = client.get(change(post)).content.decode()
    assert "html-source" in page
    assert "data-django-prose-editor" not in page


def test_a_text_of_the_editor_is_edited_in_it(client, alice):
    post = own_post(
        alice,
        html='<h2>a</h2><p><a href="http://bob.example/">b</a></p><pre><code>x = 1</code></pre>',
    )
    assert "data-django-prose-editor-configurable" in client.get(change(post)).content.decode()


def test_the_image_of_a_post_is_one_that_its_author_may_see(client, alice):
    bob = make_user("bob", role="author")
    foreign = Image.objects.create(file="x.png", width=1, height=1, uploaded_by=bob)
    assert "image" in errors(client.post(ADD, fields(image=foreign.pk)))
    own = Image.objects.create(file="y.png", width=1, height=1, uploaded_by=alice)
    assert client.post(ADD, fields(image=own.pk)).status_code == 302


def test_the_image_that_an_editor_chose_stays(client, alice):
    foreign = Image.objects.create(file="x.png", width=1, height=1)
    post = own_post(alice, state="draft", image=foreign)
    assert client.post(change(post), fields(image=foreign.pk)).status_code == 302


class TestWithoutThePermissionToPublish:
    @pytest.fixture
    def carol(self, client):
        from django.contrib.auth.models import User

        user = make_user(
            "carol", permissions=("posts.add_post", "posts.change_post", "posts.view_post"), is_staff=True
        )
        client.force_login(user)
        return User.objects.get(pk=user.pk)

    @pytest.mark.parametrize("state", ["published", "scheduled"])
    def test_a_public_state_is_no_choice(self, client, carol, state):
        assert "state" in errors(client.post(ADD, fields(state=state, published_at="2099-01-01T10:30")))

    def test_the_publish_button_does_nothing(self, client, carol):
        client.post(ADD, fields(_publish="1", state="review"))
        assert Post.objects.get().state == "review"

    def test_what_is_public_cannot_be_rewritten(self, client, carol):
        post = own_post(carol)
        assert client.post(change(post), fields(html="<p>Worse.</p>")).status_code == 403

    def test_no_bulk_action_publishes(self, client, carol):
        post = own_post(carol, state="draft")
        client.post(LIST, {"action": "publish", "_selected_action": [post.pk]})
        post.refresh_from_db()
        assert post.state == "draft"


def test_an_editor_writes_for_others(client):
    client.force_login(make_user("dora", role="editor"))
    bob = make_author("Bob")
    client.post(ADD, fields(author=bob.pk))
    assert Post.objects.get().author == bob


def test_protocols_are_switched_off_for_one_post(client, alice):
    client.post(
        ADD,
        fields(
            protocols_in_off=["pingback"], protocols_out_off=["webmention", "trackback"], tells_others="on"
        ),
    )
    post = Post.objects.get()
    assert (post.protocols_in_off, sorted(post.protocols_out_off)) == (
        ["pingback"],
        ["trackback", "webmention"],
    )
    assert post.tells_others
