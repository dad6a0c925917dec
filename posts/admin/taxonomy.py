"""The admin of categories, tags and series."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from posts.admin.base import BlogAdmin
from posts.admin.tags import suggest
from posts.models import Category, Series, Tag


class Grouping(BlogAdmin):
    """A name, its slug, and how many posts carry it."""

    search_fields = ("name", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(n=Count("posts"))

    @admin.display(description=_("posts"), ordering="n")
    def used(self, group: Any) -> int:
        return int(group.n)


@admin.register(Category)
class CategoryAdmin(Grouping):
    list_display = ("indented", "path", "used")
    fields = ("name", "slug", "parent", "description")
    ordering = ("path",)

    @admin.display(description=_("name"), ordering="path")
    def indented(self, category: Category) -> str:
        return "\u2003" * category.path.count("/") + category.name


@admin.register(Tag)
class TagAdmin(Grouping):
    list_display = ("name", "slug", "used")
    fields = ("name", "slug", "description")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(suggest)
        return [path("suggest/", view, {"admin": self}, name="posts_tag_suggest"), *super().get_urls()]


@admin.register(Series)
class SeriesAdmin(Grouping):
    list_display = ("name", "slug", "used")
    fields = ("name", "slug", "description")
