"""Pictures for the editor: one comes in, or the library is looked through, while the post is being written."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from posts import pictures
from posts.admin.base import library
from posts.models import Image

PAGE = 12  # of the library: what a dialog shows without much scrolling
MOST_WORDS = 8  # of a search: each is a look through the table
LONGEST = 100  # characters of one of them


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep one picture, written anew; refused with a sentence where it is none."""
    if not request.user.has_perm("posts.add_image"):
        raise PermissionDenied
    file: Any = request.FILES.get("file")
    try:
        if file is None:
            raise ValidationError(_("No picture came with this request."))
        clean = pictures.reencoded(file)
        image = Image(file=clean, uploaded_by_id=request.user.pk)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=422)
    image.save()
    told = {"id": image.pk, "src": image.file.url, "width": image.width, "height": image.height, "alt": ""}
    return JsonResponse(told | {"note": clean.note}, status=201)


@never_cache
@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """A page of the pictures that this user may use, as the inside of the editor's dialog."""
    if not request.user.has_perm("posts.view_image"):
        raise PermissionDenied
    found, words = library(request), request.GET.get("q", "").replace("\0", "").split()
    for word in words[:MOST_WORDS]:
        found = found.filter(Q(alt__icontains=word[:LONGEST]) | Q(caption__icontains=word[:LONGEST]))
    page = max(1, int(number) if (number := request.GET.get("page", "1")[:6]).isdecimal() else 1)
    rows = list(found[(page - 1) * PAGE : page * PAGE + 1])
    following = page + 1 if len(rows) > PAGE else None
    return render(request, "admin/posts/editor/library.html", {"pictures": rows[:PAGE], "next": following})
