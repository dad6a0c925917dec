"""How a new post begins is the owner's choice, wherever it is begun; what is written already stays as it is."""

import json

import pytest
from django.core.management import call_command

from posts.models import Post
from tests.factories import make_post, make_user, set_site
from trackbacks.answering import Said, draft

pytestmark = pytest.mark.django_db
CHOICES = {"new_posts_take_comments": False, "new_posts_take_pings": False, "new_posts_tell_others": False}


def switches(post):
    return post.comments_open, post.pings_open, post.tells_others


def test_the_form_of_a_new_post_begins_with_them(admin_client):
    set_site(**CHOICES)
    form = admin_client.get("/admin/posts/post/add/").context["adminform"].form
    assert [form[name].value() for name in ("comments_open", "pings_open", "tells_others")] == [False] * 3


def test_the_command_begins_with_them_and_may_say_otherwise(capsys, tmp_path):
    set_site(**CHOICES)
    (tmp_path / "text.html").write_text("<p>Words.</p>")
    call_command(
        "create_post", title="A", html=str(tmp_path / "text.html"), status="published", comments="open"
    )
    assert switches(Post.objects.get(pk=json.loads(capsys.readouterr().out)["id"])) == (True, False, False)


def test_an_answer_begins_with_them():
    set_site(**CHOICES)
    said = Said(url="https://bob.example/", words="Well said.")
    assert switches(draft(said, make_user("alice", role="author"))) == (False, False, False)


def test_what_is_written_already_stays_as_it_is():
    post = make_post()
    set_site(**CHOICES)
    post.refresh_from_db()
    assert switches(post) == (True, True, True)
