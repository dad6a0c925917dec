"""Password posts: a signed cookie of its own opens one post for some days; a changed password closes it again."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from posts.models import Post
from posts.throttling import Limit, TooMany, count

REMEMBERED = timedelta(days=10)  # as WordPress does
GUESSES = Limit("post-password", 10, timedelta(minutes=15))


def _name(post: Post) -> str:
    return f"post-{post.pk}"


def _token(post: Post) -> str:
    return salted_hmac("posts.passwords", f"{post.pk}:{post.password}", algorithm="sha256").hexdigest()


def is_locked(request: HttpRequest, post: Post) -> bool:
    """Whether this reader has yet to give the post's password."""
    if not post.is_protected:
        return False
    given = request.get_signed_cookie(_name(post), "", salt="posts.passwords", max_age=REMEMBERED)
    return not constant_time_compare(given or "", _token(post))


def try_password(request: HttpRequest, post: Post) -> str:
    """What is wrong with the password that was sent, in words; empty when it is right."""
    if settings.RATE_LIMITS:
        try:
            count({GUESSES: request.META.get("REMOTE_ADDR", "")})
        except TooMany:
            return _("Too many tries. Please wait a quarter of an hour.")
    given = request.POST.get("password", "")
    return (
        ""
        if constant_time_compare(given.encode(), post.password.encode())
        else _("That is not the password.")
    )


def unlock(response: HttpResponse, post: Post) -> None:
    """Have the reader's browser keep the post open."""
    response.set_signed_cookie(
        _name(post),
        _token(post),
        salt="posts.passwords",
        max_age=int(REMEMBERED.total_seconds()),
        path=post.get_absolute_url(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
