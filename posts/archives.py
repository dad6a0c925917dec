"""The lists of posts: what each archive holds, what it is called, and where it is; for its pages and its feed alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from posts.models import Author, Category, Post, Series, Tag
from posts.models.post import PostQuerySet


@dataclass(frozen=True)
class Archive:
    """One list of posts; ``kicker`` says of what kind it is."""

    title: str
    path: str
    posts: PostQuerySet
    kicker: str = ""
    description: str = ""
    author: Author | None = None


def category(name: str) -> Archive:
    """A category with everything below it."""
    found = get_object_or_404(Category, path=name)
    below = Category.objects.filter(path__startswith=f"{found.path}/").values_list("pk", flat=True)
    links = Post.categories.through.objects.filter(category_id__in=[found.pk, *below]).values("post_id")
    posts = Post.objects.published().filter(pk__in=links)
    return Archive(found.name, found.get_absolute_url(), posts, "Category", found.description)


def tag(name: str) -> Archive:
    found = get_object_or_404(Tag, slug=name)
    posts = Post.objects.published().filter(tags=found)
    return Archive(found.name, found.get_absolute_url(), posts, "Tag", found.description)


def author(name: str) -> Archive:
    found = get_object_or_404(Author.objects.select_related("avatar"), slug=name)
    posts = Post.objects.published().filter(author=found)
    return Archive(found.display_name, found.get_absolute_url(), posts, "Author", found.bio, found)


def series(name: str) -> Archive:
    """In the order that its author gave it."""
    found = get_object_or_404(Series, slug=name)
    posts = Post.objects.published().filter(series=found)
    return Archive(found.name, found.get_absolute_url(), posts, "Series", found.description)


def year(year: str) -> Archive:
    first = _first_moment(year, "01")
    return Archive(
        year,
        reverse("year", args=[year]),
        _between(first, _first_moment(str(first.year + 1), "01")),
        "Archive",
    )


def month(year: str, month: str) -> Archive:
    first = _first_moment(year, month)
    after = _first_moment(str(first.year + first.month // 12), str(first.month % 12 + 1))
    return Archive(
        date_format(first, "F Y"), reverse("month", args=[year, month]), _between(first, after), "Archive"
    )


def _first_moment(year: str, month: str) -> datetime:
    """The first moment of a month here. Raises Http404 for a year that a calendar does not have."""
    try:
        return timezone.make_aware(datetime(int(year), int(month), 1))
    except (ValueError, OverflowError) as error:
        raise Http404 from error


def _between(first: datetime, after: datetime) -> PostQuerySet:
    return Post.objects.published().filter(published_at__gte=first, published_at__lt=after)


BY_NAME: dict[str, Callable[..., Archive]] = {
    "category": category,
    "tag": tag,
    "author": author,
    "series": series,
    "year": year,
    "month": month,
}
