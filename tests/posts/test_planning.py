"""SQLite is told how the rows lie, so that it looks up the keys that it is given."""

import pytest
from django.db import connection
from django.utils import timezone

from posts import planning
from posts.models import Post
from tests.factories import make_author

pytestmark = pytest.mark.django_db
ROWS, KEYS = 4000, 100


def plan():
    return Post.objects.readable().filter(pk__in=range(1, KEYS)).order_by().explain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks by itself")
def test_a_thousand_posts_are_not_searched_for_a_hundred_keys():
    author, now = make_author(), timezone.now()
    fields = {"author": author, "state": "published", "published_at": now}
    Post.objects.bulk_create(Post(slug=f"s{n}", title=f"T{n}", **fields) for n in range(ROWS))
    assert "posts_by_date" in plan()
    planning.learn()
    assert "PRIMARY KEY" in plan()


def test_it_may_be_done_at_any_time():
    planning.learn()
    planning.learn()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL looks by itself")
def test_every_row_is_looked_at():
    author = make_author()
    Post.objects.bulk_create(Post(slug=f"s{n}", title=f"T{n}", author=author) for n in range(ROWS))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit = 100")
        planning.learn()
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'posts_by_change'")
        assert cursor.fetchone()[0].startswith(f"{ROWS} ")
