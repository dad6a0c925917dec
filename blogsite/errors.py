"""What a reader sees when a form's token is wrong; the other errors are templates that Django finds by name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comments.views import without_cookie


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or came from elsewhere. A comment comes back filled in: nobody's words are lost."""
    match = request.resolver_match
    if match and match.url_name == "comment_form":
        return without_cookie(request, **match.kwargs)
    return render(request, "403_csrf.html", status=403)
