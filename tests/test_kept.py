"""Rows that the tests of a class share: each test finds them as they were stored, and the next class finds none."""

import pytest

from posts.models import Post
from tests.factories import make_post

pytestmark = pytest.mark.django_db


class TestShared:
    @pytest.fixture(scope="class")
    @classmethod
    def stored(cls, kept):
        with kept():
            yield make_post("Garden").pk

    @pytest.mark.parametrize("turn", [1, 2])
    def test_what_a_test_changes_is_taken_back(self, stored, turn):
        assert list(Post.objects.values_list("title", flat=True)) == ["Garden"]
        Post.objects.filter(pk=stored).update(title="Changed")
        make_post("Another")


def test_afterwards_nothing_is_left():
    assert not Post.objects.exists()
