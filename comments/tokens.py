"""Signed words that stand in addresses and cookies: they carry a key, expire, and prove who was given them."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from comments.models import PostComment
from posts.models import Post

AWAITING_SECONDS = 24 * 3600  # its author sees a held comment by this link; later it is shown or it is not
MUTE_SECONDS = 366 * 24 * 3600  # mail is read late; RFC 8058 wants the link to work for long
REMEMBERED_SECONDS = 365 * 24 * 3600
LONGEST_TOKEN = 200
COOKIE = "commenter"
NOT_YET = (PostComment.Status.PENDING, PostComment.Status.UNCONFIRMED, PostComment.Status.SPAM)


def awaiting_token(comment: PostComment) -> str:
    return signing.dumps(comment.pk, salt="comments.awaiting")


def awaiting(request: HttpRequest, post: Post | None = None) -> PostComment | None:
    """The comment that this reader has just sent and that is not shown yet, by ``?awaiting=``.

    To its author, spam is awaiting a moderator like anything else.
    """
    pk = _read(request.GET.get("awaiting", ""), "comments.awaiting", AWAITING_SECONDS)
    comment = PostComment.objects.filter(pk=pk, status__in=NOT_YET).first() if pk else None
    return comment if comment and post in (None, comment.post) else None


def mute_token(comment: PostComment) -> str:
    return signing.dumps(comment.pk, salt="comments.mute")


def muted_by(token: str) -> PostComment | None:
    """The comment whose author asked for the mail in which this token stood."""
    pk = _read(token, "comments.mute", MUTE_SECONDS)
    return PostComment.objects.select_related("post").filter(pk=pk).first() if pk else None


def _read(token: str, salt: str, seconds: int) -> Any:
    if not token or len(token) > LONGEST_TOKEN:
        return None
    try:
        return signing.loads(token, salt=salt, max_age=seconds)
    except signing.BadSignature:
        return None


def remember(response: HttpResponse, name: str, email: str, url: str) -> None:
    """Keep who this is in a cookie of their own browser, as they asked."""
    value = signing.dumps([name, email, url], salt="comments.commenter", compress=True)
    response.set_cookie(
        COOKIE,
        value,
        max_age=REMEMBERED_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def remembered(request: HttpRequest) -> dict[str, str]:
    """Name, e-mail and website as this browser keeps them; nothing where it keeps none."""
    try:
        values = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt="comments.commenter", max_age=REMEMBERED_SECONDS
        )
    except signing.BadSignature:
        return {}
    return dict(zip(("name", "email", "url"), values, strict=True))
