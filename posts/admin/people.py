"""The admin of profiles: authors change their own, editors all of them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from posts.admin.base import BlogAdmin, edits_everything, library
from posts.models import Author


@admin.register(Author)
class AuthorAdmin(BlogAdmin):
    fills_slugs = True
    list_display = ("display_name", "slug", "user", "website")
    list_select_related = ("user",)
    search_fields = ("display_name", "slug")
    autocomplete_fields = ("avatar",)
    fieldsets = (
        (None, {"fields": ("display_name", "bio", "website", "avatar")}),
        (
            _("Address"),
            {
                "fields": ("slug", "user"),
                "description": _("The slug stands in the address of the author's page."),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        profiles = super().get_queryset(request)
        return profiles if edits_everything(request) else profiles.filter(user=request.user)

    def _theirs(self, request: HttpRequest, author: Author | None) -> bool:
        return author is None or edits_everything(request) or author.user_id == request.user.pk

    def has_view_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        return super().has_view_permission(request, obj) and self._theirs(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._theirs(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Author | None = None) -> Any:
        """Whose profile it is decides whose posts are whose: that is the administrator's to say."""
        if request.user.is_superuser:
            return ()
        return ("user",) if edits_everything(request) else ("slug", "user")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Author | None = None) -> Any:
        return {"slug": ("display_name",)} if obj is None and edits_everything(request) else {}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "avatar":
            kwargs["queryset"] = library(request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
