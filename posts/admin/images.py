"""The admin of uploaded pictures: authors see their own, editors all; the list is `posts/admin/image_list.py`."""

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from posts import pictures
from posts.admin import image_words, uploads
from posts.admin.base import edits_everything, library
from posts.admin.image_filters import filters_for, searched
from posts.admin.image_list import ACCEPTED, ImageList, layout
from posts.admin.image_uses import uses_of
from posts.models import Image


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ("file", "alt", "caption")
        widgets = {"file": forms.FileInput(attrs={"accept": ACCEPTED})}
        help_texts = {"alt": _("What the picture shows, for those who cannot see it.")}

    def clean_file(self) -> Any:
        """Made safe while the form can still say what is wrong with it."""
        file = self.cleaned_data["file"]
        return pictures.reencoded(file) if "file" in self.changed_data else file


@admin.register(Image)
class ImageAdmin(ImageList):
    form = ImageForm
    change_form_template = "admin/posts/image/change_form.html"
    delete_confirmation_template = "admin/posts/image/delete.html"
    delete_selected_confirmation_template = "admin/posts/image/delete.html"
    search_fields = ("alt",)  # that there is a search; which one, `get_search_results` says
    ordering = ("-created", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        return library(request)

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return filters_for(edits_everything(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Image], search_term: str
    ) -> tuple[QuerySet[Image], bool]:
        return searched(queryset, search_term), False

    def get_urls(self) -> list[URLPattern]:
        """And what comes in, is described, and what the editor asks for."""
        guarded = self.admin_site.admin_view
        return [
            path("upload/", guarded(uploads.upload), name="posts_image_upload"),
            path("several/", guarded(uploads.several), name="posts_image_several"),
            path("words/", guarded(partial(image_words.words, admin=self)), name="posts_image_words"),
            path("layout/", guarded(layout), {"admin": self}, name="posts_image_layout"),
            path("library/", guarded(uploads.browse), name="posts_image_library"),
            *super().get_urls(),
        ]

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> Any:
        return ("alt", "caption") if obj else ("file", "alt", "caption")

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        image = context.get("original")
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        if image:
            context |= {"facts": image_facts(image), "uses": uses_of([image], request.user)[image.pk]}
        return super().render_change_form(request, context, *args, **kwargs)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Nothing goes with a picture; the page that asks says where it will be missing."""
        images = list(objs)
        uses = uses_of(images, request.user)
        lacking = set() if self.has_delete_permission(request) else {Image._meta.verbose_name}
        count = {Image._meta.verbose_name_plural: len(images)}
        return [(image, uses[image.pk]) for image in images], count, lacking, []

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if not change:
            obj.uploaded_by_id = request.user.pk
        obj.save()
        if note := getattr(obj.file.file, "note", "") if not change else "":
            messages.warning(request, note)


def image_facts(image: Image) -> dict[str, Any]:
    """What its page says of the file; one that is gone is said to be."""
    ending = image.name.rpartition(".")[2]
    kind = next((kind for kind, known in pictures.FORMATS.items() if known == ending), ending.upper())
    there = image.file.storage.exists(image.name)
    return {"is_there": there, "kind": kind, "address": settings.SITE_URL + image.file.url}
