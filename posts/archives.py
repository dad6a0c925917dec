"""The lists of posts: what each archive holds, what it is called, and where it is; for its pages and its feed alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from posts import in_use, local
from posts.models import Author, Category, Post, Series, Tag
from posts.models.post_query import PostQuerySet

FEW = (
    1000  # posts that are quickly sorted; where there are more, the newest are soon met by going down by date
)


@dataclass(frozen=True)
class Archive:
    """One list of posts; ``kicker`` says of what kind it is, ``numbered`` that its posts are parts of a whole."""

    title: str
    path: str
    posts: PostQuerySet
    kicker: str = ""
    description: str = ""
    author: Author | None = None
    above: tuple[Category, ...] = ()
    below: tuple[Category, ...] = ()
    numbered: bool = False


def category(name: str) -> Archive:
    """A category with everything below it."""
    found = get_object_or_404(Category, path=name.replace("\0", ""))
    through: Any = Post.categories.through
    links = through.objects.filter(category__in=Category.branch(found.path).values("pk"))
    return Archive(
        found.name,
        found.get_absolute_url(),
        linked(Post.objects.published(), links),
        _("Category"),
        found.description,
        above=tuple(found.trail()),
        below=tuple(row for row in in_use.categories() if row.parent_id == found.pk),
    )


def tag(name: str) -> Archive:
    found = get_object_or_404(Tag, slug=name)
    through: Any = Post.tags.through
    posts = linked(Post.objects.published(), through.objects.filter(tag=found))
    return Archive(found.name, found.get_absolute_url(), posts, _("Tag"), found.description)


def author(name: str) -> Archive:
    found = get_object_or_404(Author.objects.select_related("avatar"), slug=name)
    posts = Post.objects.published().filter(author=found)
    return Archive(found.display_name, found.get_absolute_url(), posts, _("Author"), found.bio, found)


def series(name: str) -> Archive:
    """In the order that its author gave it."""
    found = get_object_or_404(Series, slug=name)
    posts = Post.objects.published().filter(series=found)
    return Archive(found.name, found.get_absolute_url(), posts, _("Series"), found.description, numbered=True)


def year(year: str) -> Archive:
    start, end = _span(year, 1)[0], _span(year, 12)[1]
    return Archive(year, reverse("year", args=[year]), _between(start, end), _("Archive"))


def month(year: str, month: str) -> Archive:
    start, end = _span(year, int(month))
    name = local.month(start)
    return Archive(name, reverse("month", args=[year, month]), _between(start, end), _("Archive"))


def month_span(year: int, month: int) -> tuple[datetime, datetime]:
    """The first moment of a month here, and of the next. Raises ValueError beyond the calendar."""
    after = (year + month // 12, month % 12 + 1)
    start, end = (timezone.make_aware(datetime(*first, 1)) for first in ((year, month), after))
    return start, end


def typed_span(typed: str) -> tuple[datetime, datetime] | None:
    """Of a month written as 2026-11; None where it is none."""
    year, _dash, month = typed.partition("-")
    try:
        return month_span(int(year), int(month))
    except (ValueError, OverflowError, ZeroDivisionError):
        return None


def _span(year: str, month: int) -> tuple[datetime, datetime]:
    try:
        return month_span(int(year), month)
    except (ValueError, OverflowError) as error:
        raise Http404 from error


def _between(first: datetime, after: datetime) -> PostQuerySet:
    return Post.objects.published(before=after).filter(published_at__gte=first)


def linked(posts: Any, links: QuerySet[Any]) -> Any:
    """Those of the posts that are among these links, found in the way that is quick for few or for many of them."""
    few = list(links.values_list("post_id", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return posts.filter(pk__in=few)
    return posts.filter(Exists(links.filter(post_id=OuterRef("pk"))))


BY_NAME: dict[str, Callable[..., Archive]] = {
    "category": category,
    "tag": tag,
    "author": author,
    "series": series,
    "year": year,
    "month": month,
}
