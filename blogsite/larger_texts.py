"""The form of a post or page may be larger than any other request: whoever writes here may send a long text."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse

from blogsite.roles import works_here

# Encoded, a text of 2 MB (posts.admin.editor_widget.MAX_BYTES) takes 6 MB at most, and the other fields little.
MAX_BYTES = 7 * 1024 * 1024
FORMS = ("posts_post_", "posts_page_")
ENCODED = "application/x-www-form-urlencoded"


def larger_texts(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Read the body before Django measures it by the bound of everything else (DATA_UPLOAD_MAX_MEMORY_SIZE)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: Any, view: Any, args: Any, kwargs: Any) -> None:
        length = request.META.get("CONTENT_LENGTH") or ""
        if (
            is_form_of_text(request)
            and length.isdecimal()
            and int(length) <= MAX_BYTES
            and works_here(request.user)
        ):
            request._body = request.read(int(length))
            request._stream = BytesIO(request._body)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def is_form_of_text(request: HttpRequest) -> bool:
    match = request.resolver_match
    return (
        request.method == "POST"
        and request.content_type == ENCODED
        and match is not None
        and match.namespace == "admin"
        and (match.url_name or "").startswith(FORMS)
    )
