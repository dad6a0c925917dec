"""What a database's planner must know to choose well: that nearly every post is published."""

from typing import Any

from django.db import connection

from posts.models import Post


def learn() -> None:
    """SQLite looks only when told to, at every row; an eighth of a second for 100,000. PostgreSQL looks by itself.

    Told to look at some rows alone, SQLite takes a state for rare, and goes down all posts by their date to find a
    thousand whose keys it is given; or an index for larger than its table, and counts a category in whole rows.
    """
    if connection.vendor != "sqlite":
        return
    tables: list[Any] = [Post, Post.tags.through, Post.categories.through]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit = 0")
        for model in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
