"""Pages of the list of posts: rows are counted once, and a deep page costs no more than one in the middle."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class DeepPaginator(Paginator):
    """Of a query set, on which ``known`` is its number of rows where that was counted before.

    A page's keys are found first, from the nearer end and without what is joined: an index alone serves that.
    """

    object_list: QuerySet[Any]

    @property
    def count(self) -> int:
        known: int | None = getattr(self.object_list, "known", None)
        if known is None:
            known = self.object_list.known = self.object_list.count()  # type: ignore[attr-defined]
        return known

    def page(self, number: int | str) -> Any:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        end = min(start + self.per_page, self.count)
        keys = self.object_list.select_related(None).prefetch_related(None).values("pk")
        if start > self.count // 2:
            keys = keys.reverse()[self.count - end : self.count - start]
        else:
            keys = keys[start:end]
        return Page(self.object_list.filter(pk__in=keys), number, self)
