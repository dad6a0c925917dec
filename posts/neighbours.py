"""What stands around a post: the ones before and after it, and its place in a series."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q

from posts.models import Post

TITLE_AND_ADDRESS = ("title", "slug", "published_at", "created", "state", "password")


class Neighbours(NamedTuple):
    """Any of them may be missing."""

    older: Post | None
    newer: Post | None


def neighbours(post: Post) -> Neighbours:
    """The posts published just before and just after."""
    if post.published_at is None:
        return Neighbours(None, None)
    around = Post.objects.published().only(*TITLE_AND_ADDRESS)
    at = post.published_at
    older = around.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=post.pk)).order_by(
        "-published_at", "-pk"
    )
    newer = around.filter(Q(published_at__gt=at) | Q(published_at=at, pk__gt=post.pk)).order_by(
        "published_at", "pk"
    )
    return Neighbours(older.first(), newer.first())


def series_of(post: Post) -> list[Post]:
    """Every published post of the series, in its order; empty without one."""
    if post.series_id is None:
        return []
    parts = Post.objects.published().filter(series=post.series_id).only(*TITLE_AND_ADDRESS)
    return list(parts.in_series_order())


def part_of(post: Post, parts: Sequence[Post]) -> int:
    """Which of the published parts it is, counted from 1; 0 where it is none."""
    return next((n for n, part in enumerate(parts, 1) if part.pk == post.pk), 0)
