"""The conversation under a post, read from the database: flat, in thread order, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

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
    gone: str
    blog_name: str
    user_name: str
    user_url: str
    user_id: int | None
    created: datetime

    @property
    def is_ping(self) -> bool:
        return self.kind != COMMENT

    @property
    def is_linked(self) -> bool:
        """Whether the page is there by which it was said, as far as we know."""
        return bool(self.source_url) and not self.gone


@dataclass(frozen=True)
class Conversation:
    """One page of it; the counts are of all pages.

    ``above``: what stands above a reply on this page and is not one of its rows. A row of an earlier page, or the
    kind of what is not shown any longer.
    """

    rows: list[Row]
    comments: int
    pings: int
    page: int
    pages: int
    above: dict[str, Row | str]


def conversation(post: Post, page: int, size: int, *, newest_first: bool = False) -> Conversation:
    """Page ``page`` of what is shown under the post: one query where all of it fits, two or three where it does not.

    Args:
        size: as many entries of the threads begun by a comment, and as many of those begun by a ping, so that both
            tabs have full pages; 0 means all.
    """
    shown = PostComment.objects.shown().filter(post=post).order_by("path")
    if not size or post.comment_count + post.ping_count <= size:
        rows = _rows(shown)
        pings = sum(row.is_ping for row in rows)
        return Conversation(rows, len(rows) - pings, pings, 1, 1, _above(post, rows))
    keys = list(shown.values_list("path", "kind"))
    pings = sum(kind != COMMENT for _, kind in keys)
    tabs = _tabs(_ordered(keys, newest_first=newest_first))
    paths = [path for tab in tabs for path in tab[(page - 1) * size : page * size]]
    pages = max(1, *(-(-len(tab) // size) for tab in tabs))
    rows = _rows(shown.filter(path__in=paths)) if paths else []
    return Conversation(rows, len(keys) - pings, pings, page, pages, _above(post, rows))


def page_of(comment: PostComment, size: int, *, newest_first: bool = False) -> int:
    """The page that holds this comment."""
    if not size:
        return 1
    shown = PostComment.objects.shown().filter(post=comment.post_id).order_by("path")
    keys = list(shown.values_list("path", "kind"))
    for tab in _tabs(_ordered(keys, newest_first=newest_first)):
        if comment.path in tab:
            return tab.index(comment.path) // size + 1
    return 1


def _rows(shown: Shown) -> list[Row]:
    return [Row(*values) for values in shown.values_list(*Row._fields)]


def _ordered(keys: list[tuple[str, str]], *, newest_first: bool) -> list[tuple[str, str]]:
    """Whole threads, the newest on top; within a thread answers stay in the order of time."""
    return sorted(keys, key=lambda key: key[0][:SEGMENT], reverse=True) if newest_first else keys


def _tabs(keys: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """The paths of the threads begun by a comment, and of those begun by a ping; each in thread order."""
    begun_by_ping = {path for path, kind in keys if len(path) == SEGMENT and kind != COMMENT}
    tabs: tuple[list[str], list[str]] = ([], [])
    for path, _ in keys:
        tabs[path[:SEGMENT] in begun_by_ping].append(path)
    return tabs


def _above(post: Post, rows: list[Row]) -> dict[str, Row | str]:
    """What replies hang on that is not among the rows: on an earlier page, withdrawn or removed."""
    present = {row.path for row in rows}
    above = {path[:end] for path in present for end in range(SEGMENT, len(path), SEGMENT)} - present
    if not above:
        return {}
    found = PostComment.objects.filter(post=post, path__in=above)
    known: dict[str, Row | str] = dict.fromkeys(above, COMMENT)
    known.update(found.values_list("path", "kind"))
    known.update((row.path, row) for row in _rows(found.shown()))
    return known
