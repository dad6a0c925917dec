"""The admin of uploaded pictures: authors see their own, editors all of them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from posts import pictures
from posts.admin import uploads
from posts.admin.base import BlogAdmin, library
from posts.models import Image

ACCEPTED = ",".join(f"image/{name.lower()}" for name in pictures.FORMATS)


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
class ImageAdmin(BlogAdmin):
    form = ImageForm
    list_display = ("preview", "__str__", "size", "uploaded_by", "created")
    list_display_links = ("preview", "__str__")
    list_select_related = ("uploaded_by",)
    search_fields = ("alt", "caption", "file")
    readonly_fields = ("preview", "address")
    ordering = ("-created", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        return library(request).order_by(*self.ordering)

    def get_urls(self) -> list[URLPattern]:
        """And what the editor asks for."""
        guarded = self.admin_site.admin_view
        return [
            path("upload/", guarded(uploads.upload), name="posts_image_upload"),
            path("library/", guarded(uploads.browse), name="posts_image_library"),
            *super().get_urls(),
        ]

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> Any:
        return ("preview", "address", "alt", "caption") if obj else ("file", "alt", "caption")

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if not change:
            obj.uploaded_by_id = request.user.pk
        obj.save()
        if note := getattr(obj.file.file, "note", "") if not change else "":
            messages.warning(request, note)

    @admin.display(description=_("picture"))
    def preview(self, image: Image) -> SafeString:
        return format_html(
            '<img class="preview" src="{}" alt="{}" loading="lazy">', image.file.url, image.alt
        )

    @admin.display(description=_("address, to use it in a text"))
    def address(self, image: Image) -> str:
        return str(image.file.url)

    @admin.display(description=_("size"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"
