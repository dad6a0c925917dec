"""What the list of posts is narrowed by: tabs for the states, and fields that stand beside the search."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Count, Exists, F, Model, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from posts import local
from posts.admin.base import edits_everything
from posts.admin.post_words import NAMES
from posts.archives import typed_span
from posts.models import ArchiveMonth, Author, Category, Post, Series, Tag

MOST_CHOICES = 500  # of a field; whoever has more of them searches
LONGEST = 200  # characters of a name in the address
MINE = "mine"
State = Post.State
LIVING = [state for state in State if state != State.TRASH]


class Offer(NamedTuple):
    """What a filter offers: a value for the address, its name; of a state, how many posts."""

    value: str
    name: str
    n: int


def offered(request: HttpRequest, model_admin: Any) -> dict[str, list[Offer]]:
    """What all filters of the list offer, by their parameters: one query, kept for the request."""
    kept: dict[str, list[Offer]] | None = getattr(request, "_offered", None)
    if kept is None:
        kept = {one.parameter_name: [] for one in (StateTabs, *NARROWED_BY)}
        posts = model_admin.get_queryset(request).order_by()
        first, *others = (found for one in (StateTabs, *NARROWED_BY) for found in one.offers(request, posts))
        for parameter, *offer in first.union(*others, all=True):
            kept[parameter].append(Offer(*offer))
        request._offered = kept  # type: ignore[attr-defined]
    return kept


def _as_offers(rows: QuerySet, parameter: str, value: Any, name: Any, n: Any) -> QuerySet:
    """These rows as parts of the one query."""
    texts = {"offer_of": Value(parameter), "offer_value": value, "offer_name": name}
    return rows.order_by().annotate(**texts).values(*texts).annotate(offer_n=n).values_list(*texts, "offer_n")


class StateTabs(admin.SimpleListFilter):
    """By state; without a choice all but the trash. Who edits everything has a tab for what is their own."""

    title = _("state")
    parameter_name: str = "state"
    template = "admin/tabs_filter.html"

    @classmethod
    def offers(cls, request: HttpRequest, posts: QuerySet) -> Iterator[QuerySet]:
        """How many posts of each state; counted by indices alone, without a join over all of them."""
        yield _as_offers(posts, cls.parameter_name, F("state"), Value(""), Count("pk"))
        if edits_everything(request):
            yield _as_offers(
                own(posts, request.user), cls.parameter_name, Value(MINE), F("state"), Count("pk")
            )

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        self.user: Any = request.user
        counted = offered(request, model_admin)[self.parameter_name]
        self.counts = {state: n for state, _name, n in counted if state != MINE}
        self.everything = sum(n for state, n in self.counts.items() if state != State.TRASH)
        self.counts[MINE] = sum(n for value, state, n in counted if value == MINE and state != State.TRASH)
        mine: list[tuple[str, Any]] = [(MINE, _("Mine"))] if edits_everything(request) else []
        return [*mine, *((state.value, NAMES[state]) for state in State)]

    @property
    def n(self) -> int:
        """How many posts the chosen tab holds."""
        value = self.value()
        return self.counts.get(value, 0) if value else self.everything

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == MINE:
            return own(queryset, self.user).exclude(state=State.TRASH)
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


def own(posts: QuerySet, user: Any) -> QuerySet:
    """Of one author, whose key is looked up and not joined: their index then serves order and number."""
    return posts.filter(author=Author.objects.filter(user=user).order_by().values("pk")[:1])


class Narrowing(admin.SimpleListFilter, ABC):
    """A field in the form of the search; `offers` are its choices, `narrow` is what one of them means."""

    template = "admin/no_filter.html"  # the list's own page shows it
    field_template = "admin/posts/post/select.html"
    parameter_name: str
    model: type[Model]
    offered_value: Any = F("slug")
    offered_name: Any = F("name")

    @classmethod
    def offers(cls, request: HttpRequest, posts: QuerySet) -> Iterator[QuerySet]:
        rows = cls.model._default_manager
        few = rows.filter(pk__in=rows.values("pk")[:MOST_CHOICES])
        yield _as_offers(few, cls.parameter_name, cls.offered_value, cls.offered_name, Value(0))

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return self.rows(offered(request, model_admin)[self.parameter_name])

    def has_output(self) -> bool:
        return True

    def rows(self, offers: list[Offer]) -> list[tuple[str, str]]:
        """The choices in their order."""
        return [
            (offer.value, offer.name) for offer in sorted(offers, key=lambda offer: offer.name.casefold())
        ]

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
    model, offered_value = Category, F("path")

    def rows(self, offers: list[Offer]) -> list[tuple[str, str]]:
        return [(path, "\u2003" * path.count("/") + name) for path, name, _n in sorted(offers)]

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        through: Any = Post.categories.through
        links = through.objects.filter(category__in=Category.branch(value).values("pk"))
        return posts.filter(Exists(links.filter(post_id=OuterRef("pk"))))


class WithTag(Narrowing):
    """A name or a slug, typed: there may be thousands."""

    title, parameter_name = _("tag"), "tag"
    field_template = "admin/posts/post/typed.html"
    model, offered_value = Tag, F("name")

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        through: Any = Post.tags.through
        tags = Tag.objects.filter(name__iexact=value) | Tag.objects.filter(slug=value)
        links = through.objects.filter(tag__in=tags.values("pk"))
        return posts.filter(Exists(links.filter(post_id=OuterRef("pk"))))


class ByAuthor(Narrowing):
    title, parameter_name = _("author"), "author"
    model, offered_name = Author, F("display_name")

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        return posts.filter(author=Author.objects.filter(slug=value).order_by().values("pk")[:1])


class InSeries(Narrowing):
    title, parameter_name = _("series"), "series"
    model = Series

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        return posts.filter(series=Series.objects.filter(slug=value).order_by().values("pk")[:1])


class InMonth(Narrowing):
    title, parameter_name = _("month"), "month"
    model = ArchiveMonth
    offered_value, offered_name = Cast("year", TextField()), Cast("month", TextField())

    def rows(self, offers: list[Offer]) -> list[tuple[str, str]]:
        months = [ArchiveMonth(year=int(offer.value), month=int(offer.name)) for offer in offers]
        newest = sorted(months, key=lambda row: row.first_day, reverse=True)
        return [(str(row), local.month(row.first_day)) for row in newest]

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        span = typed_span(value)
        if span is None:
            return posts.none()
        return posts.filter(state__in=LIVING, published_at__gte=span[0], published_at__lt=span[1])


NARROWED_BY = (InCategory, WithTag, ByAuthor, InSeries, InMonth)
