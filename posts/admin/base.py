"""What every admin page of this app shares: the editor's scripts carry the nonce of the request."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.apps import apps
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from js_asset import Media

from posts.models import Author, Image
from posts.page_cache.changes import pages_changed

ROWS = 20  # of a list
LONGEST = 2000  # characters of a list's own address
SLUG_SCRIPTS = ("/urlify.", "/prepopulate.", "/xregexp.")


class BlogAdmin(admin.ModelAdmin):
    """Django's ModelAdmin, with short lists and media that the security policy lets in."""

    list_per_page = ROWS
    show_full_result_count = False  # counting 100,000 posts again for each page
    list_title: Any = ""  # else the models' name
    fills_slugs = False  # as one types; takes 50 kB of scripts

    @property
    def media(self) -> Any:
        media: Any = super().media
        if self.fills_slugs:
            return media
        wanted = [path for path in media._js if not any(name in str(path) for name in SLUG_SCRIPTS)]
        return forms.Media(css=media._css, js=wanted)

    def view_on_site(self, obj: Any) -> str:
        """Its page on this very site, as it is stored: a refused form leaves the object half changed."""
        stored = type(obj)._default_manager.filter(pk=obj.pk).first()
        return stored.get_absolute_url() if hasattr(stored, "get_absolute_url") else ""

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        nonce = getattr(request, "csp_nonce", None)  # false until it is first read
        nonce = "" if nonce is None else str(nonce)
        context["media"] = Media.from_media(context["media"], nonce=nonce)
        context["csp_nonce"] = nonce
        return super().render_change_form(request, context, *args, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Without the rows that only join two others: nobody knows them by name."""
        found, counts, lacking, protected = super().get_deleted_objects(objs, request)
        joins = [
            model._meta for model in apps.get_models(include_auto_created=True) if model._meta.auto_created
        ]
        numbers = {
            name: n for name, n in counts.items() if name not in {one.verbose_name_plural for one in joins}
        }
        return (
            without(found, tuple(f"{capfirst(one.verbose_name)}: " for one in joins)),
            numbers,
            lacking,
            protected,
        )

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """A list deletes without the models' own `delete`."""
        super().delete_queryset(request, queryset)
        pages_changed()


def back_to(request: HttpRequest, name: str) -> str:
    """The list of this name, as it was narrowed."""
    query = urlsplit(request.POST.get("list", request.GET.get("list", ""))[:LONGEST]).query
    return reverse(name) + (f"?{query}" if query else "")


def without(found: list[Any], names: tuple[str, ...]) -> list[Any]:
    """A nested list as Django's page of a deletion has it, without the entries that begin with one of these."""
    kept = [without(one, names) if isinstance(one, list) else one for one in found]
    return [one for one in kept if one and not str(one).startswith(names)]


def edits_everything(request: HttpRequest) -> bool:
    """Whether this user works on what others wrote as well."""
    return request.user.has_perm("posts.edit_all_posts")


def library(request: HttpRequest) -> QuerySet[Image]:
    """The pictures that this user may see and use: all of them, or those that they uploaded."""
    return (
        Image.objects.all()
        if edits_everything(request)
        else Image.objects.filter(uploaded_by_id=request.user.pk)
    )


def author_of(request: HttpRequest) -> Author:
    """The profile of who is at work; the admin lets nobody in who is not signed in."""
    user: Any = request.user
    return Author.of(user)
