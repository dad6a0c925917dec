"""The admin of categories and tags; series, which have an order, are `posts/admin/series.py`."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from posts.admin.base import BlogAdmin
from posts.admin.merge import merge_page
from posts.admin.tags import suggest
from posts.models import Category, Tag


class Grouping(BlogAdmin):
    """A name, its slug, and how many posts carry it."""

    search_fields = ("name", "slug")
    actions = ("merge",)
    formfield_overrides: ClassVar = {
        models.TextField: {"widget": forms.Textarea({"rows": 3, "class": "vTextField"})}
    }

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) and self.has_delete_permission(request)

    @admin.action(description=_("Merge into one"), permissions=["merge"])
    def merge(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        return merge_page(request, self, chosen)

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
