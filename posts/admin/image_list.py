"""The list of pictures: a grid or rows with what is known of each, as its user chose."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from posts import local, pictures
from posts.admin import uploads
from posts.admin.base import BlogAdmin, back_to
from posts.admin.image_uses import uses_of
from posts.models import Image, Preferences

TILES = 40  # of a page: five rows of a wide screen
USES = 3  # of one picture, told in its row; its page tells more
LAYOUTS = {"grid": gettext_lazy("Grid"), "list": gettext_lazy("List")}
ACCEPTED = ",".join(f"image/{name.lower()}" for name in pictures.FORMATS)


class Library(ChangeList):
    """What its user chose to see of the pictures, and the form above them."""

    filter_specs: list[Any]
    layouts = LAYOUTS
    accepted = ACCEPTED
    most_bytes, at_once = pictures.MAX_BYTES, uploads.AT_ONCE

    def get_results(self, request: HttpRequest) -> None:
        self.may_delete = self.model_admin.has_delete_permission(request)
        self.layout = "list" if Preferences.of(request.user).get("images") == "list" else "grid"
        if self.layout == "list":
            self.queryset = self.queryset.select_related("uploaded_by")
        super().get_results(request)
        if self.layout == "list":
            self.result_list = list(self.result_list)
            uses = uses_of(self.result_list, request.user, USES)
            for image in self.result_list:
                image.uses = uses[image.pk]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query) or any(spec.chosen for spec in self.filter_specs)


class ImageList(BlogAdmin):
    """The columns; those are sorted by that an index serves."""

    change_list_template = "admin/posts/image/change_list.html"
    list_display = ("named", "pixels", "weight", "uploader", "date", "used")
    list_display_links = None
    list_per_page = TILES

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Library

    @admin.display(description=gettext_lazy("picture"), ordering="alt")
    def named(self, image: Image) -> SafeString:
        return format_html(
            '<div class="named-picture"><a href="{}"><img class="preview" src="{}" alt="" width="{}" height="{}" '
            'loading="lazy" decoding="async"><span{} dir="auto">{}</span></a> <span class="quiet">{}</span></div>',
            reverse("admin:posts_image_change", args=[image.pk]),
            image.small,
            image.width,
            image.height,
            "" if image.alt else SafeString(' class="unsaid"'),
            image.alt or _("No words yet"),
            image.name.rpartition("/")[2],
        )

    @admin.display(description=gettext_lazy("pixels"))
    def pixels(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    @admin.display(description=gettext_lazy("size"), ordering="bytes")
    def weight(self, image: Image) -> str:
        return filesizeformat(image.bytes)

    @admin.display(description=gettext_lazy("uploaded by"), empty_value="")
    def uploader(self, image: Image) -> str:
        return str(image.uploaded_by or "")

    @admin.display(description=gettext_lazy("uploaded"), ordering="created")
    def date(self, image: Image) -> str:
        return local.brief(image.created)

    @admin.display(description=gettext_lazy("used"))
    def used(self, image: Any) -> SafeString:
        return render_to_string("admin/posts/image/used.html", {"uses": image.uses})


@require_POST
def layout(request: HttpRequest, admin: BlogAdmin) -> HttpResponse:
    """Keep whether this user wants a grid or a list."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    wanted = request.POST.get("layout", "")
    if wanted in LAYOUTS:
        Preferences.keep(request.user, images=wanted)
    return HttpResponseRedirect(back_to(request, "admin:posts_image_changelist"))
