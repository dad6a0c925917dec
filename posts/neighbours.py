"""What stands around a post: the ones before and after it, and its place in a series."""

from typing import NamedTuple

from django.db.models import F, Q

from posts.models import Post
from posts.models.post_query import PostQuerySet

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


def in_series_order(posts: PostQuerySet) -> PostQuerySet:
    return posts.order_by(F("series_position").asc(nulls_last=True), "published_at", "pk")


def series_of(post: Post) -> list[Post]:
    """Every published post of the series, in its order; empty without one."""
    if post.series_id is None:
        return []
    return list(
        in_series_order(Post.objects.published().filter(series=post.series_id).only(*TITLE_AND_ADDRESS))
    )
