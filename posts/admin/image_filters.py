"""What the library is narrowed by: fields that stand beside the search, and the words of it."""

from abc import abstractmethod
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Max, Min, Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from posts import local, sizes
from posts.admin.filters import MOST_CHOICES, Narrowing
from posts.archives import typed_span
from posts.models import Image

MOST_WORDS = 8  # of a search: each is a look through the table
LONGEST = 100  # characters of one of them


def searched(images: QuerySet[Image], text: str) -> QuerySet[Image]:
    """Those with all of these words; the address of any size is found as well."""
    for word in text.replace("\0", "").split()[:MOST_WORDS]:
        part = word[:LONGEST]
        of_file = Q(file__startswith=sizes.key(part)) if sizes.key(part) else Q()
        images = images.filter(Q(alt__icontains=part) | Q(caption__icontains=part) | of_file)
    return images


class OfPictures(Narrowing):
    """One of few choices, each named by a query of its own."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return self.named()

    @abstractmethod
    def named(self) -> list[tuple[str, str]]: ...


class InMonth(OfPictures):
    """From the first upload to the last: those between are not counted."""

    title, parameter_name = _("month"), "month"

    def named(self) -> list[tuple[str, str]]:
        ends = Image.objects.aggregate(first=Min("created"), last=Max("created"))
        if ends["first"] is None:
            return []
        first, last = (localtime(moment).date().replace(day=1) for moment in (ends["first"], ends["last"]))
        number = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        months = [first.replace(year=n // 12, month=n % 12 + 1) for n in reversed(number)]
        return [(f"{month:%Y-%m}", local.month(month)) for month in months[:MOST_CHOICES]]

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        span = typed_span(value)
        if span is None:
            return posts.none()
        return posts.filter(created__gte=span[0], created__lt=span[1])


class Lacking(OfPictures):
    """What there is to do in a library: words that nobody wrote, pictures that nobody uses."""

    title, parameter_name = _("only those"), "only"

    def named(self) -> list[tuple[str, str]]:
        return [("unsaid", str(_("without words"))), ("unused", str(_("used nowhere")))]

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        if value == "unsaid":
            return posts.filter(alt="")
        return posts.unused() if value == "unused" else posts.none()  # type: ignore[attr-defined]


class Whose(OfPictures):
    """By who uploaded them."""

    title, parameter_name = _("uploaded by"), "by"

    def named(self) -> list[tuple[str, str]]:
        uploaders = Image.objects.order_by().values("uploaded_by")
        users = get_user_model().objects.filter(pk__in=uploaders).order_by("username")
        return [(name, name) for name in users.values_list("username", flat=True)[:MOST_CHOICES]]

    def narrow(self, posts: QuerySet, value: str) -> QuerySet:
        return posts.filter(uploaded_by__username=value)


def filters_for(everything: bool) -> tuple[Any, ...]:
    return (Whose, InMonth, Lacking) if everything else (InMonth, Lacking)
