"""Signed words that stand in addresses and cookies: they carry a key, expire, and prove who was given them."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse

from comments.models import PostComment
from comments.models.own import THROWN_AWAY
from posts.models import Post

AWAITING_SECONDS = 24 * 3600  # its author sees a held comment by this link; later it is shown or it is not
MUTE_SECONDS = 366 * 24 * 3600  # mail is read late; RFC 8058 wants the link to work for long
REMEMBERED_SECONDS = 365 * 24 * 3600
LONGEST_TOKEN = 200
CONFIRM_SECONDS = 3 * 24 * 3600
DECIDE_SECONDS = 14 * 24 * 3600  # what nobody decided by then is better looked at in the queue
COOKIE = "commenter"
OWN_COOKIE = "own"
NOT_YET = (PostComment.Status.PENDING, PostComment.Status.UNCONFIRMED, PostComment.Status.SPAM)


def awaiting_token(comment: PostComment, *, own: bool = False) -> str:
    """For the redirect after posting; with ``own`` it also proves who wrote the comment."""
    return signing.dumps([comment.pk, own], salt="comments.awaiting")


def sent(request: HttpRequest, post: Post | None = None) -> tuple[PostComment | None, bool]:
    """The comment that this reader has just sent, by ``?awaiting=``, and whether they may change it."""
    pk, own = _read(request.GET.get("awaiting", ""), "comments.awaiting", AWAITING_SECONDS) or (None, False)
    comment = PostComment.objects.filter(pk=pk).exclude(status__in=THROWN_AWAY).first() if pk else None
    return (comment, own) if comment and post in (None, comment.post) else (None, False)


def awaiting(request: HttpRequest, post: Post | None = None) -> PostComment | None:
    """The same while it is not shown yet. To its author, spam is awaiting a moderator like anything else."""
    comment, _ = sent(request, post)
    return comment if comment and comment.status in NOT_YET else None


def keep_own(response: HttpResponse, comment: PostComment, minutes: int) -> None:
    """Let this browser change the comment for some minutes; no page but the comment's own sees the cookie."""
    response.set_cookie(
        OWN_COOKIE,
        awaiting_token(comment, own=True),
        max_age=minutes * 60,
        path=comment.get_absolute_url(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_own(request: HttpRequest, comment: PostComment) -> bool:
    """Whether the link or the cookie proves that this reader wrote it."""
    proofs = (request.GET.get("awaiting", ""), request.COOKIES.get(OWN_COOKIE, ""))
    return [comment.pk, True] in [_read(token, "comments.awaiting", AWAITING_SECONDS) for token in proofs]


def confirm_token(comment: PostComment) -> str:
    return signing.dumps(comment.pk, salt="comments.confirm")


def confirmed_by(token: str) -> PostComment | None:
    """The comment whose author was sent this token."""
    pk = _read(token, "comments.confirm", CONFIRM_SECONDS)
    return PostComment.objects.select_related("post").filter(pk=pk).first() if pk else None


def decide_token(comment: PostComment, user: User) -> str:
    """For the links in a moderator's mail: about this comment as it is now, and for this moderator."""
    return signing.dumps([comment.pk, user.pk, comment.version], salt="comments.decide")


def to_decide(token: str) -> tuple[PostComment, User, str] | None:
    """The comment, the moderator, and how it stood; None where it is old, or where they may not moderate it now."""
    pk, user_pk, version = _read(token, "comments.decide", DECIDE_SECONDS) or (0, 0, "")
    user = User.objects.filter(pk=user_pk, is_active=True).first()
    if user is None:
        return None
    theirs = PostComment.objects.moderated_by(user).exclude(status=PostComment.Status.ERASED)
    comment = theirs.select_related("post").filter(pk=pk).first()
    return (comment, user, version) if comment else None


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
