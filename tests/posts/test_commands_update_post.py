"""`update_post`: what is left out stays as it is; a post is named by its id or by any of its addresses."""

import io
import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from posts.models import Post
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def update(post, *options):
    out = io.StringIO()
    call_command("update_post", str(post), *options, stdout=out)
    return json.loads(out.getvalue())


def test_what_is_left_out_stays(tmp_path):
    post = make_post(
        "Garden",
        excerpt="By hand",
        password="sesame",
        comments_open=False,
        send_trackbacks="http://a.example/tb",
    )
    before = Post.objects.values().get(pk=post.pk)
    update(post.pk, "--title", "Gardens")
    after = Post.objects.values().get(pk=post.pk)
    assert {name for name in before if before[name] != after[name]} == {"title", "updated", "version"}


@pytest.mark.parametrize("name", ["{0.pk}", "{0.full_url}", "/?p={0.pk}", "http://testserver/?p={0.pk}"])
def test_a_post_is_found_by_id_and_by_address(name):
    post = make_post("Gärten und Höfe")
    assert update(name.format(post), "--title", "Found")["id"] == post.pk


def test_an_address_may_be_typed_as_it_is_read():
    post = make_post("Gärten")
    assert update(f"/{post.published_at:%Y/%m}/gärten/", "--title", "Found")["id"] == post.pk


def test_the_same_path_on_another_site_is_not_ours():
    with pytest.raises(CommandError, match="not an address of this blog"):
        update(f"http://elsewhere.example{make_post().get_absolute_url()}", "--title", "New")


def test_a_post_that_was_public_leaves_its_old_address_behind():
    post = make_post("Garden")
    old = post.get_absolute_url()
    post.become("private")
    update(post.pk, "--slug", "moved")
    assert Post.objects.get().old_addresses.filter(path=old).exists()


def test_a_post_is_found_where_it_once_was():
    post = make_post("Garden")
    old = post.get_absolute_url()
    update(post.pk, "--slug", "moved")
    assert update(old, "--title", "Found")["url"].endswith("/moved/")


def test_a_draft_is_found_by_the_url_that_was_printed():
    post = make_post("Garden", state="draft")
    assert update(post.full_url, "--status", "published")["id"] == post.pk
    assert Post.objects.get().is_public


def test_ping_adds_to_those_that_are_there():
    post = make_post(send_trackbacks="http://a.example/tb")
    update(post.pk, "--ping", "http://b.example/tb", "--ping", "http://a.example/tb")
    assert Post.objects.get().send_trackbacks.split() == ["http://a.example/tb", "http://b.example/tb"]


def test_an_update_of_a_public_post_asks_for_another_scan():
    post = make_post()
    before = post.link_scan.generation
    update(post.pk, "--title", "New words")
    post.link_scan.refresh_from_db()
    assert post.link_scan.generation == before + 1


def test_trash_withdraws():
    post = make_post()
    update(post.pk, "--status", "trash")
    assert Post.objects.get().state == "trash"
    assert Post.objects.get().was_public
    assert post.link_scan.__class__.objects.get().state == "cancelled"


def test_a_new_time_moves_the_post():
    post = make_post("Garden", at=timezone.now() - timedelta(days=3))
    assert update(post.pk, "--at", "2024-02-03T00:00:00Z")["url"] == "http://testserver/2024/02/garden/"
    assert Post.objects.get().old_addresses.filter(path=post.get_absolute_url()).exists()


def test_scheduled_is_published_now_when_told_to():
    post = make_post(state="scheduled", at=timezone.now() + timedelta(days=3))
    update(post.pk, "--status", "published")
    assert Post.objects.get().is_public


@pytest.mark.parametrize("name", ["7", "/2026/01/nothing/", "/about/", "nothing"])
def test_a_post_that_is_not_there_is_one_clear_line(name):
    with pytest.raises(CommandError, match="no post"):
        update(name, "--title", "New")
