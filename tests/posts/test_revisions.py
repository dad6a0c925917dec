"""What a post said before: kept by every verb that changes words, bounded, and said again on request."""

import pytest

from posts.models import OldAddress, Post, Revision
from posts.models import revision as revisions
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db


def texts(post):
    return list(post.revisions.values_list("html", flat=True))


def rewrite(post, text, by=None):
    post.by, post.html = by, text
    post.write()


def test_each_change_of_words_is_kept_with_whoever_made_it():
    alice = make_user("alice")
    post = make_post(html="<p>One.</p>")
    rewrite(post, "<p>Two.</p>", alice)
    assert texts(post) == ["<p>Two.</p>", "<p>One.</p>"]
    assert post.revisions.first().by == alice


def test_a_change_of_state_alone_is_no_revision():
    post = make_post()
    post.trash()
    post.restore()
    assert len(texts(post)) == 1


def test_what_stood_before_revisions_were_kept_becomes_the_first():
    post = make_post(html="<p>One.</p>")
    Revision.objects.all().delete()
    rewrite(post, "<p>Two.</p>")
    assert texts(post) == ["<p>Two.</p>", "<p>One.</p>"]


def test_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr(revisions, "KEPT", 3)
    post = make_post(html="<p>0</p>")
    for n in range(1, 6):
        rewrite(post, f"<p>{n}</p>")
    assert texts(post) == ["<p>5</p>", "<p>4</p>", "<p>3</p>"]


def test_going_back_is_a_revision_of_its_own():
    post = make_post(html="<p>One.</p>")
    rewrite(post, "<p>Two.</p>")
    post.go_back_to(post.revisions.last())
    assert texts(post) == ["<p>One.</p>", "<p>Two.</p>", "<p>One.</p>"]
    assert Post.objects.get().html == "<p>One.</p>"


def test_every_save_is_another_version():
    post = make_post(state="draft")
    before = post.version
    post.write()
    post.publish()
    assert Post.objects.get().version == before + 2


def test_the_clock_makes_no_other_version(monkeypatch):
    from datetime import timedelta

    from django.utils import timezone

    from posts.publishing import publish_due

    post = make_post(state="scheduled", at=timezone.now() + timedelta(hours=1))
    late = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert publish_due() == 1
    assert (Post.objects.get().version, Post.objects.get().state) == (post.version, "published")


@pytest.mark.parametrize("verb", ["write", "publish", "withdraw"])
def test_every_verb_leaves_the_old_address_of_what_was_public(verb):
    post = make_post()
    old = post.get_absolute_url()
    post.slug = "elsewhere"
    getattr(post, verb)()
    assert OldAddress.objects.get().path == old


def test_a_draft_that_nobody_read_leaves_no_address():
    post = make_post(state="draft")
    post.slug = "elsewhere"
    post.write()
    assert not OldAddress.objects.exists()


def test_a_post_that_comes_back_to_its_old_address_is_there(client):
    post = make_post(slug="first")
    first = post.get_absolute_url()
    for slug in ("second", "first"):
        post.slug = slug
        post.write()
    assert client.get(first).status_code == 200
    assert client.get(first.replace("first", "second"))["Location"] == first


def test_a_chain_of_old_addresses_is_one_step(client):
    post = make_post(slug="first")
    first = post.get_absolute_url()
    for slug in ("second", "third"):
        post.slug = slug
        post.write()
    assert client.get(first)["Location"] == post.get_absolute_url()


def test_a_long_address_in_another_script_is_kept():
    post = make_post(slug="庭" * 100)
    old = post.get_absolute_url()
    post.slug = "garden"
    post.write()
    assert len(old) > 900
    OldAddress.objects.get().full_clean()
