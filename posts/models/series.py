"""A series: posts that belong together, each with its number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from posts.models.taxonomy import Named
from posts.page_cache.changes import pages_changed

if TYPE_CHECKING:
    from posts.models.post import Post


class Series(Named):
    """Posts that belong together, in an order of their own."""

    class Meta(Named.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def ask_for_index(self) -> None:
        """Its name is not kept there."""

    def next_number(self) -> int:
        return (self.posts.aggregate(last=Max("series_position"))["last"] or 0) + 1

    @transaction.atomic
    def put_in_order(self, wanted: Sequence[int]) -> None:
        """Number the parts from 1, in the order of these keys; those that are not named follow as they stood."""
        parts = {post.pk: post for post in self.posts.in_series_order().only("series", "series_position")}
        order = [*(pk for pk in wanted if pk in parts), *(pk for pk in parts if pk not in set(wanted))]
        moved = [parts[pk] for n, pk in enumerate(order, 1) if parts[pk].series_position != n]
        for n, pk in enumerate(order, 1):
            parts[pk].series_position = n
        self.posts.bulk_update(moved, ["series_position"], batch_size=500)
        pages_changed()


def number(post: "Post", before: "Post | None") -> int | None:
    """The number of a post that is being stored: the next one where it joins, none where it is in no series."""
    if post.series is None:
        return None
    joins = before is None or before.series_id != post.series_id
    untouched = before is not None and before.series_position == post.series_position
    if post.series_position is None or (joins and untouched):
        return post.series.next_number()
    return post.series_position
