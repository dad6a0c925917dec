"""Tabs above the list of posts: one for each state, with how many there are of it."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from posts.admin.post_words import NAMES
from posts.models import Post


class StateTabs(admin.SimpleListFilter):
    """By state; without a choice all but the trash."""

    title = _("state")
    parameter_name = "state"
    template = "admin/tabs_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        states = {state: Count("pk", filter=Q(state=state)) for state in Post.State.values}
        self.counts = model_admin.get_queryset(request).order_by().aggregate(**states)
        return [(state.value, str(NAMES[state])) for state in Post.State]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value():
            return queryset.filter(state=self.value())
        return queryset.exclude(state=Post.State.TRASH)

    def choices(self, changelist: Any) -> Iterator[Any]:
        everything = sum(n for state, n in self.counts.items() if state != Post.State.TRASH)
        yield self._tab(changelist, None, pgettext("posts", "All"), everything)
        for state, name in self.lookup_choices:
            if self.counts[state] or self.value() == state:
                yield self._tab(changelist, state, name, self.counts[state])

    def _tab(self, changelist: Any, state: str | None, name: Any, n: int) -> dict[str, Any]:
        query = {self.parameter_name: state} if state else {}
        return {
            "selected": self.value() == state,
            "query_string": changelist.get_query_string(query, [self.parameter_name]),
            "display": name,
            "n": n,
        }
