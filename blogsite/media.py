"""Uploaded pictures as readers get them: known types only, never anything a browser could run (PROMISES 24)."""

from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
# A picture's name is random and its bytes never change.
CACHING = "public, max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file below MEDIA_ROOT; whatever is no picture is not there."""
    kind = TYPES.get(PurePosixPath(path).suffix.lower())
    if kind is None:
        raise Http404
    try:
        response: Any = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (
        SuspiciousFileOperation,
        ValueError,
        OSError,
    ) as error:  # a path out of the folder, a NUL, a name too long
        raise Http404 from error
    if isinstance(response, FileResponse):
        response.headers["Content-Type"] = kind
        response.headers["Content-Disposition"] = "inline"
        response.headers["Cache-Control"] = CACHING
    response._csp_config = {"default-src": ["'none'"], "sandbox": True}
    return response
