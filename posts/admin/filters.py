"""What the list of posts is narrowed by: tabs for the states, and fields that stand beside the search."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from posts import local
from posts.admin.base import edits_everything
from posts.admin.post_words import NAMES
from posts.archives import linked, month_span
from posts.models import ArchiveMonth, Author, Category, Post, Series, Tag

MOST_CHOICES = 500  # of a field; whoever has more of them searches
LONGEST = 200  # characters of a name in the address
MINE = "mine"
State = Post.State
LIVING = [state for state in State if state != State.TRASH]


class StateTabs(admin.SimpleListFilter):
    """By state; without a choice all but the trash. Who edits everything has a tab for what is their own."""

    title = _("state")
    parameter_name = "state"
    template = "admin/tabs_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        self.user: Any = request.user
        posts = model_admin.get_queryset(request).order_by()
        mine = Count("pk", filter=Q(author__user=self.user))
        counted = list(posts.values_list("state").annotate(n=Count("pk"), mine=mine))
        self.counts = {state: n for state, n, _mine in counted}
        self.everything = sum(n for state, n, _mine in counted if state != State.TRASH)
        self.counts[MINE] = sum(mine for state, _n, mine in counted if state != State.TRASH)
        own: list[tuple[str, Any]] = [(MINE, _("Mine"))] if edits_everything(request) else []
        return [*own, *((state.value, NAMES[state]) for state in State)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == MINE:
            return queryset.filter(author__user=self.user).exclude(state=State.TRASH)
        return queryset.filter(state=self.value()) if self.value() else queryset.exclude(state=State.TRASH)

    def choices(self, changelist: Any) -> Iterator[Any]:
        yield self._tab(changelist, None, pgettext("posts", "All"), self.everything)
        for state, name in self.lookup_choices:
            if self.counts.get(state) or self.value() == state:
                yield self._tab(changelist, state, name, self.counts.get(state, 0))

    def _tab(self, changelist: Any, state: str | None, name: Any, n: int) -> dict[str, Any]:
        query = {self.parameter_name: state} if state else {}
        return {
            "selected": self.value() == state,
            "query_string": changelist.get_query_string(query, [self.parameter_name]),
            "display": name,
            "n": n,
        }


class Narrowing(admin.SimpleListFilter, ABC):
    """A field in the form of the search; `rows` are its choices, `narrow` is what one of them means."""

    template = "admin/no_filter.html"  # the list's own page shows it
    field_template = "admin/posts/post/select.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return self.rows()

    def has_output(self) -> bool:
        return True

    @abstractmethod
    def rows(self) -> list[tuple[str, str]]: ...

    @abstractmethod
    def narrow(self, posts: QuerySet, value: str) -> QuerySet: ...

    @property
    def chosen(self) -> str:
        return (self.value() or "").replace("\0", "")[:LONGEST]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return self.narrow(queryset, self.chosen) if self.chosen else queryset


class InCategory(Narrowing):
    """With all that stands below it."""

    title, parameter_name = _("category"), "category"

    def rows(self) -> list[tuple[str, str]]:
        named = Category.objects.order_by("path")[:MOST_CHOICES]
        return [(row.path, "\u2003" * row.level + row.name) for row in named]

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        through: Any = Post.categories.through
        return linked(posts, through.objects.filter(category__in=Category.branch(value).values("pk")))


class WithTag(Narrowing):
    """A name or a slug, typed: there may be thousands."""

    title, parameter_name = _("tag"), "tag"
    field_template = "admin/posts/post/typed.html"

    def rows(self) -> list[tuple[str, str]]:
        return [(name, name) for name in Tag.objects.values_list("name", flat=True)[:MOST_CHOICES]]

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        through: Any = Post.tags.through
        tags = Tag.objects.filter(name__iexact=value) | Tag.objects.filter(slug=value)
        return linked(posts, through.objects.filter(tag__in=tags.values("pk")))


class ByAuthor(Narrowing):
    title, parameter_name = _("author"), "author"

    def rows(self) -> list[tuple[str, str]]:
        return [
            (row.slug, row.display_name) for row in Author.objects.order_by("display_name")[:MOST_CHOICES]
        ]

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        return posts.filter(author__in=list(Author.objects.filter(slug=value)))


class InSeries(Narrowing):
    title, parameter_name = _("series"), "series"

    def rows(self) -> list[tuple[str, str]]:
        return list(Series.objects.values_list("slug", "name")[:MOST_CHOICES])

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        return posts.filter(series__in=list(Series.objects.filter(slug=value)))


class InMonth(Narrowing):
    title, parameter_name = _("month"), "month"

    def rows(self) -> list[tuple[str, str]]:
        return [(str(row), local.month(row.first_day)) for row in ArchiveMonth.objects.all()[:MOST_CHOICES]]

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        year, _dash, month = value.partition("-")
        try:
            start, end = month_span(int(year), int(month))
        except (ValueError, OverflowError, ZeroDivisionError):
            return posts.none()
        return posts.filter(state__in=LIVING, published_at__gte=start, published_at__lt=end)


NARROWED_BY = (InCategory, WithTag, ByAuthor, InSeries, InMonth)
