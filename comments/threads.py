"""The conversation under a post, read from the database: flat, in thread order, a page of whole threads at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import Substr

from comments.models import PostComment
from comments.paths import SEGMENT
from posts.models import Post

COMMENT = PostComment.Kind.COMMENT
Shown = QuerySet[PostComment]


class Row(NamedTuple):
    """What is shown of one comment or ping; a plain tuple, because building 230 models costs more than the page."""

    pk: int
    kind: str
    ping_type: str
    path: str
    html: str
    title: str
    source_url: str
    source_host: str
    blog_name: str
    user_name: str
    user_url: str
    user_id: int | None
    created: datetime

    @property
    def is_ping(self) -> bool:
        return self.kind != COMMENT


@dataclass(frozen=True)
class Conversation:
    """One page of it; the counts are of all pages. ``missing``: path -> kind of what no longer stands above a reply."""

    rows: list[Row]
    comments: int
    pings: int
    page: int
    pages: int
    missing: dict[str, str]


def conversation(post: Post, page: int, threads_a_page: int) -> Conversation:
    """Page ``page`` of what is shown under the post: one query where all of it fits, two where it does not.

    Args:
        threads_a_page: as many threads begun by a comment, and as many begun by a ping; 0 means all.
    """
    shown = PostComment.objects.shown().filter(post=post).order_by("path")
    if not threads_a_page or post.comment_count + post.ping_count <= threads_a_page:
        rows = _rows(shown)
        pings = sum(row.is_ping for row in rows)
        return Conversation(rows, len(rows) - pings, pings, 1, 1, _missing(post, rows))
    keys = list(shown.values_list("path", "kind"))
    pings = sum(kind != COMMENT for _, kind in keys)
    roots, pages = _roots_of_page(keys, page, threads_a_page)
    rows = _rows(_whole_threads(shown, roots)) if roots else []
    return Conversation(rows, len(keys) - pings, pings, page, pages, _missing(post, rows))


def page_of(comment: PostComment, threads_a_page: int) -> int:
    """The page that holds this comment's thread."""
    if not threads_a_page:
        return 1
    keys = (
        PostComment.objects.shown().filter(post=comment.post_id).order_by("path").values_list("path", "kind")
    )
    own = comment.path[:SEGMENT]
    for roots in _roots(keys):
        if own in roots:
            return roots.index(own) // threads_a_page + 1
    return 1


def _rows(shown: Shown) -> list[Row]:
    return [Row(*values) for values in shown.values_list(*Row._fields)]


def _roots(keys: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """The first segments of all threads: begun by a comment, begun by a ping; in order."""
    kinds: dict[str, str] = {}
    for path, kind in keys:
        if len(path) == SEGMENT:
            kinds[path] = kind
        else:
            kinds.setdefault(path[:SEGMENT], COMMENT)
    return [r for r, kind in kinds.items() if kind == COMMENT], [
        r for r, kind in kinds.items() if kind != COMMENT
    ]


def _roots_of_page(keys: Iterable[tuple[str, str]], page: int, size: int) -> tuple[list[str], int]:
    both = _roots(keys)
    pages = max(1, *(-(-len(roots) // size) for roots in both))
    return [root for roots in both for root in roots[(page - 1) * size : page * size]], pages


def _whole_threads(shown: Shown, roots: list[str]) -> Shown:
    """The threads of these roots. A path is [0-9a-z], so "{" is above all of it: the range lets the index be used."""
    near = shown.filter(path__gte=min(roots), path__lt=max(roots) + "{")
    return near.alias(root=Substr("path", 1, SEGMENT)).filter(root__in=roots)


def _missing(post: Post, rows: list[Row]) -> dict[str, str]:
    """What replies hang on that is not shown itself: withdrawn or removed; asked for only where there is any."""
    present = {row.path for row in rows}
    above = {path[:end] for path in present for end in range(SEGMENT, len(path), SEGMENT)} - present
    if not above:
        return {}
    known = dict(PostComment.objects.filter(post=post, path__in=above).values_list("path", "kind"))
    return {path: known.get(path, COMMENT) for path in above}
