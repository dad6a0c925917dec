"""Short names: from any title one that is free, short, and no address of the blog's own."""

import pytest

from posts.models import Author, Category, Page, Post, Tag
from posts.slugs import MAX_LENGTH, free_slug, is_reserved
from tests.factories import make_post


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The last warm evening", "the-last-warm-evening"),
        ("  Bob's   beds!  ", "bobs-beds"),
        ("Gärten & Höfe", "gärten-höfe"),
        ("庭の話", "庭の話"),
        ("!!!", "post"),
        ("", "post"),
        ("../../etc/passwd", "etcpasswd"),
        ("Feed", "feed-2"),
        ("2026", "2026-2"),
        ("20261", "20261"),
    ],
)
def test_a_title_becomes_a_slug(title, slug):
    assert free_slug(Post.objects.all(), title, "post") == slug


@pytest.mark.django_db
def test_a_taken_slug_gets_the_next_number():
    assert [make_post("Garden").slug for _ in range(3)] == ["garden", "garden-2", "garden-3"]


@pytest.mark.django_db
def test_a_long_title_is_cut_and_still_gets_its_number():
    first, second = make_post("x" * 255).slug, make_post("x" * 255).slug
    assert (first, second) == ("x" * MAX_LENGTH, "x" * MAX_LENGTH + "-2")


@pytest.mark.django_db
def test_what_is_cut_ends_in_no_dash():
    assert free_slug(Post.objects.all(), "x" * (MAX_LENGTH - 1) + " y", "post") == "x" * (MAX_LENGTH - 1)


@pytest.mark.django_db
def test_a_saved_slug_stays_when_the_title_changes():
    post = make_post("Garden")
    post.title = "Orchard"
    post.write()
    assert Post.objects.get().slug == "garden"


@pytest.mark.django_db
def test_everything_with_a_name_gets_one():
    made = [
        Author.objects.create(display_name="Alice Green"),
        Category.objects.create(name="Alice Green"),
        Tag.objects.create(name="Alice Green"),
        Page.objects.create(title="Alice Green"),
    ]
    assert {one.slug for one in made} == {"alice-green"}


@pytest.mark.parametrize("slug", ["admin", "FEED", "1999", "webmention", "xmlrpc.php"])
def test_the_blogs_own_words_are_reserved_in_any_case(slug):
    assert is_reserved(slug)


@pytest.mark.parametrize("slug", ["about", "admins", "199", "19999", "feed-2"])
def test_other_words_are_not(slug):
    assert not is_reserved(slug)
