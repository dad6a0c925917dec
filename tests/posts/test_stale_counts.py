"""Saving a post leaves alone what the discussion counts, which moved while the post was being edited."""

import pytest

from posts.models import Post
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("verb", ["save", "write", "publish", "trash"])
def test_a_copy_that_is_old_takes_no_count_back(verb):
    stale = make_post()
    make_comment(Post.objects.get(pk=stale.pk))
    stale.title = "New words"
    getattr(stale, verb)()
    now = Post.objects.get(pk=stale.pk)
    assert now.title == "New words"
    assert now.comment_count == 1
