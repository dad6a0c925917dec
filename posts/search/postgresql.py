"""The index in PostgreSQL: two vectors of our own words, so that both databases find the same."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from posts.search.documents import Document
from posts.search.query import Query, Term

CREATE = """
    CREATE TABLE posts_search (
        post_id bigint PRIMARY KEY, title tsvector NOT NULL, facets text[] NOT NULL, words tsvector NOT NULL);
    CREATE INDEX posts_search_words ON posts_search USING gin (words);
    CREATE INDEX posts_search_title ON posts_search USING gin (title);
"""
DROP = "DROP TABLE posts_search"
LAST_POSITION = 16383  # of a word in a vector; PostgreSQL itself keeps no higher one
FACET = "="  # stands before a facet in `words`; no word begins so
WRITE = """
    INSERT INTO posts_search (post_id, title, facets, words) VALUES (%s, %s::tsvector, %s, %s::tsvector)
    ON CONFLICT (post_id) DO UPDATE SET title = excluded.title, facets = excluded.facets, words = excluded.words
"""
# The newest first, and ranked only then: a word that all posts hold must not have all of them ranked.
_NEWEST = """
    SELECT post_id, ts_rank(words, %(everywhere)s::tsquery, 1) AS weight FROM
    (SELECT post_id, words FROM posts_search WHERE {} ORDER BY post_id DESC LIMIT %(most)s) AS newest
"""
EVERYWHERE = _NEWEST.format("words @@ %(everywhere)s::tsquery")
# No condition that says nothing new: the planner would take it for one that leaves less.
BY_TITLE = _NEWEST.format("title @@ %(title)s::tsquery")
BY_TITLE_NARROWED = _NEWEST.format("title @@ %(title)s::tsquery AND words @@ %(rest)s::tsquery")
FIND = "SELECT post_id FROM ({} UNION {}) AS hits ORDER BY weight DESC, post_id DESC"
ALIKE = """
    SELECT post_id, tsvector_to_array(title), facets FROM posts_search
    WHERE words @@ %s::tsquery OR title @@ %s::tsquery ORDER BY post_id DESC LIMIT %s
"""


def write(documents: Iterable[Document]) -> None:
    rows: list[list[Any]] = [
        [row.pk, _vector([("A", row.title)]), row.facets, _all_words(row)] for row in documents
    ]
    with connection.cursor() as cursor:
        cursor.executemany(WRITE, rows)


def remove(ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM posts_search WHERE post_id = ANY(%s)", [list(ids)])


def clear() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE posts_search")


def tidy() -> None:
    """Let the planner know how common each word is."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE posts_search")


def find(query: Query, facets: Sequence[Sequence[str]], most: int) -> list[int]:
    """The newest matches, and the newest that match by their title, best first."""
    wanted = " & ".join(map(_term, query.wanted))
    narrowed = [f"({_either(FACET + name for name in names)})" for names in facets]
    kept_out = [f"!({_term(term)})" for term in query.unwanted]
    rest = " & ".join([*narrowed, *kept_out])
    by_title, everywhere = (BY_TITLE_NARROWED, f"{wanted} & {rest}") if rest else (BY_TITLE, wanted)
    titled = " & ".join(_term(term, known=True) for term in query.wanted)
    values: dict[str, Any] = {"everywhere": everywhere, "title": titled, "rest": rest, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(FIND.format(EVERYWHERE, by_title), values)
        return [pk for (pk,) in cursor.fetchall()]


def alike(title: Sequence[str], facets: Sequence[str], most: int) -> list[tuple[int, list[str], list[str]]]:
    """The newest posts that share a word of the title or a facet: key, words of the title, facets."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [_either(FACET + name for name in facets), _either(title), most])
        return list(cursor.fetchall())


def _all_words(row: Document) -> str:
    facets = " ".join(f"'{FACET}{name}'" for name in row.facets)
    return f"{_vector([('A', row.title), ('B', row.names), ('D', row.text)])} {facets}"


def _vector(parts: Iterable[tuple[str, Sequence[str]]]) -> str:
    """A vector as PostgreSQL reads it: each word with where it stands and how much it weighs."""
    placed = ((weight, word) for weight, words in parts for word in words)
    return " ".join(
        f"'{word}':{min(place, LAST_POSITION)}{weight}" for place, (weight, word) in enumerate(placed, 1)
    )


def _term(term: Term, *, known: bool = False) -> str:
    """With ``known`` a beginning is also asked for as a word: of that the planner knows how common it is."""
    *before, last = (f"'{word}'" for word in term.words)
    begun = f"({last}:* | {last})" if known else f"{last}:*"
    return " <-> ".join([*before, begun if term.open else last])


def _either(words: Iterable[str]) -> str:
    return " | ".join(f"'{word}'" for word in words)
