"""Pictures come in: several by a plain form, each by itself where a script sends them; and the editor's library."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from posts import pictures
from posts.admin.base import library
from posts.admin.image_filters import searched
from posts.models import Image

PAGE = 12  # of the editor's library: what a dialog shows without much scrolling
AT_ONCE = 20  # of one request: each takes up to a second of one of four threads
NAME_LENGTH = 80  # of a file's name that is said again


def kept(request: HttpRequest, file: Any) -> tuple[Image, str]:
    """The picture, written anew and stored, and what of it was not kept. Raises ValidationError with the reason."""
    if file is None:
        raise ValidationError(_("No picture came with this request."))
    clean = pictures.reencoded(file)
    image = Image(file=clean, uploaded_by_id=request.user.pk)
    image.save()
    return image, clean.note


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep one picture; refused with a sentence where it is none."""
    if not request.user.has_perm("posts.add_image"):
        raise PermissionDenied
    try:
        image, note = kept(request, request.FILES.get("file"))
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=422)
    told = {"id": image.pk, "src": image.file.url, "width": image.width, "height": image.height, "alt": ""}
    return JsonResponse(told | {"note": note}, status=201)


@require_POST
def several(request: HttpRequest) -> HttpResponse:
    """Keep what is good of many, say of each other one why not, and ask what the good ones show."""
    if not request.user.has_perm("posts.add_image"):
        raise PermissionDenied
    files = request.FILES.getlist("files")
    if not files:
        messages.error(request, _("No file was chosen."))
    taken = [image.pk for number, file in enumerate(files) if (image := _answered(request, file, number))]
    if not taken:
        return HttpResponseRedirect(reverse("admin:posts_image_changelist"))
    n = len(taken)
    said = ngettext("%(n)d picture is in the library.", "%(n)d pictures are in the library.", n)
    messages.success(request, said % {"n": n})
    return HttpResponseRedirect(
        f"{reverse('admin:posts_image_words')}?{urlencode({'of': taken}, doseq=True)}"
    )


def _answered(request: HttpRequest, file: Any, number: int) -> Image | None:
    """One of many: stored, or refused by its name and with the reason."""
    name = str(file.name)
    name = name[:NAME_LENGTH] + ("…" if len(name) > NAME_LENGTH else "")
    try:
        if number >= AT_ONCE:
            raise ValidationError(_("Only %(n)d at once; please send this one again.") % {"n": AT_ONCE})
        image, note = kept(request, file)
    except ValidationError as error:
        messages.error(request, _said(name, " ".join(error.messages)))
        return None
    if note:
        messages.warning(request, _said(name, note))
    return image


def _said(name: str, words: str) -> str:
    return _("“%(name)s”: %(words)s") % {"name": name, "words": words}


@never_cache
@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """A page of the pictures that this user may use, as the inside of the editor's dialog."""
    if not request.user.has_perm("posts.view_image"):
        raise PermissionDenied
    found = searched(library(request), request.GET.get("q", ""))
    page = max(1, int(number) if (number := request.GET.get("page", "1")[:6]).isdecimal() else 1)
    rows = list(found[(page - 1) * PAGE : page * PAGE + 1])
    following = page + 1 if len(rows) > PAGE else None
    return render(request, "admin/posts/editor/library.html", {"pictures": rows[:PAGE], "next": following})
