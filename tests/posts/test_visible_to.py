"""Who may see a post: one definition, every role by every state; and who may change it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from posts.models import Author, Post
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db
EVERYBODYS = {"published", "password"}
WITH_PRIVATE = EVERYBODYS | {"private"}
ALL = WITH_PRIVATE | {"draft", "review", "scheduled", "trash"}

# role -> (of the posts of others, of their own) that are to be read on the site
SEEN = {
    "anonymous": (EVERYBODYS, EVERYBODYS),
    "reader": (EVERYBODYS, WITH_PRIVATE),
    "author": (EVERYBODYS, WITH_PRIVATE),
    "moderator": (EVERYBODYS, WITH_PRIVATE),
    "editor": (WITH_PRIVATE, WITH_PRIVATE),
    "administrator": (WITH_PRIVATE, WITH_PRIVATE),
}
# the same of what may be changed in the admin
CHANGED = {
    "anonymous": (set(), set()),
    "reader": (set(), set()),
    "author": (set(), ALL),
    "moderator": (set(), set()),
    "editor": (ALL, ALL),
    "administrator": (ALL, ALL),
}


def one_of_each(author):
    for state in sorted(ALL - {"password", "scheduled"}):
        make_post(state, state=state, author=author)
    make_post("scheduled", state="scheduled", at=timezone.now() + timedelta(hours=1), author=author)
    make_post("password", password="sesame", author=author)


@pytest.fixture
def alice():
    """Somebody else, with a post in every state."""
    one_of_each(author := Author.of(make_user("alice", role="author")))
    return author


def of_role(role):
    return AnonymousUser() if role == "anonymous" else make_user("bob", role=role)


def titles(posts, author):
    return set(posts.filter(author=author).values_list("title", flat=True)) if author else set()


@pytest.mark.parametrize("role", SEEN)
def test_what_a_role_may_read(role, alice):
    user = of_role(role)
    posts = Post.objects.visible_to(user)
    assert titles(posts, alice) == SEEN[role][0]
    if user.is_authenticated:
        one_of_each(mine := Author.of(user))
        assert titles(Post.objects.visible_to(user), mine) == SEEN[role][1]


@pytest.mark.parametrize("role", CHANGED)
def test_what_a_role_may_change(role, alice):
    user = of_role(role)
    assert titles(Post.objects.editable_by(user), alice) == CHANGED[role][0]
    if user.is_authenticated:
        one_of_each(mine := Author.of(user))
        assert titles(Post.objects.editable_by(user), mine) == CHANGED[role][1]


def test_published_is_what_nobody_in_particular_may_see(alice):
    assert set(Post.objects.published()) == set(Post.objects.visible_to(AnonymousUser()))


def test_a_password_post_shows_that_it_exists_and_is_not_to_be_searched(alice):
    assert titles(Post.objects.published(), alice) - titles(Post.objects.readable(), alice) == {"password"}


def test_a_published_post_of_a_time_to_come_is_nobodys(alice):
    post = Post.objects.get(title="published")
    Post.objects.filter(pk=post.pk).update(published_at=timezone.now() + timedelta(minutes=1))
    post.refresh_from_db()
    assert not post.is_public
    assert "published" not in titles(Post.objects.visible_to(of_role("administrator")), alice)


@pytest.mark.parametrize("state", sorted(ALL))
def test_a_post_says_of_itself_what_the_queryset_says(state, alice):
    post = Post.objects.get(title=state)
    assert post.is_public is Post.objects.published().filter(pk=post.pk).exists()
    assert post.talks is Post.objects.readable().filter(pk=post.pk).exists()


def test_a_user_who_is_no_longer_active_sees_what_everybody_sees(alice):
    user = make_user("charlie", role="editor", is_active=False)
    assert titles(Post.objects.visible_to(user), alice) == EVERYBODYS
