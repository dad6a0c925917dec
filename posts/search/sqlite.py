"""The index in SQLite's FTS5: one virtual table, whose rowid is the key of the post."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from posts.search.documents import Document
from posts.search.query import Query, Term

CREATE = """
    CREATE VIRTUAL TABLE posts_search USING fts5(
        title, facets, names, text, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')
"""
DROP = "DROP TABLE posts_search"
WEIGHTS = "10.0, 0.0, 4.0, 1.0"  # of the columns in their order: a title is worth ten mentions

_NEWEST = f"""
    SELECT * FROM (SELECT rowid AS id, bm25(posts_search, {WEIGHTS}) AS weight
    FROM posts_search WHERE posts_search MATCH %s ORDER BY rowid DESC LIMIT %s)
"""  # noqa: S608 - our own numbers
FIND = f"""
    SELECT id FROM ({_NEWEST} UNION ALL {_NEWEST}) GROUP BY id ORDER BY min(weight), id DESC
"""  # noqa: S608
ALIKE = """
    SELECT rowid, title, facets FROM posts_search WHERE posts_search MATCH %s ORDER BY rowid DESC LIMIT %s
"""


def write(documents: Iterable[Document]) -> None:
    rows: list[list[Any]] = [
        [row.pk, *map(" ".join, (row.title, row.facets, row.names, row.text))] for row in documents
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO posts_search (rowid, title, facets, names, text) VALUES (%s, %s, %s, %s, %s)", rows
        )


def remove(ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM posts_search WHERE rowid = %s", [[pk] for pk in ids])


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM posts_search")


def tidy() -> None:
    """Merge what many writes left in pieces."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO posts_search (posts_search) VALUES ('optimize')")


def find(query: Query, facets: Sequence[Sequence[str]], most: int) -> list[int]:
    """The newest matches, and the newest that match by their title, best first."""
    everywhere, by_title = (match(query, facets, columns) for columns in ("{title names text}", "title"))
    with connection.cursor() as cursor:
        cursor.execute(FIND, [everywhere, most, by_title, most])
        return [pk for (pk,) in cursor.fetchall()]


def alike(title: Sequence[str], facets: Sequence[str], most: int) -> list[tuple[int, list[str], list[str]]]:
    """The newest posts that share a word of the title or a facet: key, words of the title, facets."""
    either = [f"facets : ({' OR '.join(map(_quoted, facets))})"] if facets else []
    either += [f"title : ({' OR '.join(map(_quoted, title))})"] if title else []
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [" OR ".join(either), most])
        return [(pk, words.split(), shared.split()) for pk, words, shared in cursor.fetchall()]


def match(query: Query, facets: Sequence[Sequence[str]], columns: str) -> str:
    """An FTS5 expression; words are letters and digits alone, so that quotes around them suffice."""
    positive = f"{columns} : ({' AND '.join(map(_term, query.wanted))})"
    parts = [positive, *(f"facets : ({' OR '.join(map(_quoted, either))})" for either in facets)]
    expression = " AND ".join(parts)
    if query.unwanted:
        expression = f"({expression}) NOT {{title names text}} : ({' OR '.join(map(_term, query.unwanted))})"
    return expression


def _term(term: Term) -> str:
    return _quoted(" ".join(term.words)) + (" *" if term.open else "")


def _quoted(words: str) -> str:
    return f'"{words}"'
