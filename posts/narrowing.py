"""What a search is narrowed by, and what it may be narrowed by: category, tag, author, and time."""

import re
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.http import urlencode

from posts import in_use
from posts.models import ArchiveMonth, Author, Category, Tag

MOST_CHOICES = 200  # in one list: more than that nobody reads; what is chosen already stays in it
LONGEST = 200  # characters of a name in the address
TIME = re.compile(r"(?a:(\d{4})(?:-(0[1-9]|1[0-2]))?)")


@dataclass(frozen=True)
class Narrowing:
    """The names as they stand in the address; empty where all are meant."""

    category: str = ""
    tag: str = ""
    author: str = ""
    when: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> "Narrowing":
        return cls(**{name: asked.get(name, "").replace("\0", "")[:LONGEST] for name in cls.__annotations__})

    @property
    def chosen(self) -> dict[str, str]:
        names = [field.name for field in fields(self)]
        return {name: value for name in names if (value := getattr(self, name))}

    @property
    def in_address(self) -> str:
        return urlencode(self.chosen)

    @cached_property
    def categories(self) -> list[Category]:
        return in_use.categories()[:MOST_CHOICES]

    @cached_property
    def tags(self) -> list[Tag]:
        return _choices(in_use.tags(), self.tag)

    @cached_property
    def authors(self) -> list[Author]:
        return _choices(in_use.authors(), self.author)

    @cached_property
    def times(self) -> list[ArchiveMonth]:
        return list(ArchiveMonth.objects.all())

    def facets(self) -> list[list[str]]:
        """What the index is asked for; a name that nothing has is an empty list, which nothing meets."""
        asked: dict[str, QuerySet[Any]] = {
            "category": Category.branch(self.category),
            "tag": Tag.objects.filter(slug=self.tag),
            "author": Author.objects.filter(slug=self.author),
        }
        found = [
            [f"{kind}{pk}" for pk in rows.values_list("pk", flat=True)]
            for kind, rows in asked.items()
            if self.chosen.get(kind)
        ]
        return [*found, _time_facet(self.when)] if self.when else found


def _choices(rows: Any, chosen: str) -> list[Any]:
    """The first of them, and the chosen one wherever it stands."""
    first = list(rows[:MOST_CHOICES])
    if chosen and len(first) == MOST_CHOICES and chosen not in (row.slug for row in first):
        first += rows.filter(slug=chosen)
    return first


def _time_facet(when: str) -> list[str]:
    found = TIME.fullmatch(when)
    if found is None:
        return []
    year, month = found.groups()
    return [f"month{year}{month}"] if month else [f"year{year}"]
