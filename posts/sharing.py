"""The link by which a draft may be read without signing in: signed, for seven days, and taken back at any time."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from posts import previewing
from posts.models import Post

SHARED = timedelta(days=7)
_signer = signing.Signer(salt="posts.share")


def start(post: Post) -> None:
    """From now on, for seven days; a link that was given out before leads nowhere any more."""
    post.shared_at = timezone.now()
    Post.objects.filter(pk=post.pk).update(shared_at=post.shared_at)


def stop(post: Post) -> None:
    post.shared_at = None
    Post.objects.filter(pk=post.pk).update(shared_at=None)


def is_shared(post: Post) -> bool:
    return post.shared_at is not None and timezone.now() < post.shared_at + SHARED


def link(post: Post) -> str:
    """The whole address, to be sent to somebody; empty where it is not shared."""
    if not is_shared(post):
        return ""
    token = _signer.sign_object({"post": post.pk, "at": _stamp(post)})
    return settings.SITE_URL + reverse("shared_preview", args=[token])


def _stamp(post: Post) -> str:
    return post.shared_at.isoformat() if post.shared_at else ""


def shared(token: str) -> Post | None:
    """The post that this token opens; forged, expired, taken back or in the trash: none, and nobody can tell which."""
    try:
        said: Any = _signer.unsign_object(token)
        post = (
            Post.objects.select_related("author__avatar", "series", "image").filter(pk=said["post"]).first()
        )
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None
    ours = post is not None and is_shared(post) and _stamp(post) == said.get("at")
    return post if ours and post and post.state != Post.State.TRASH else None


@require_safe
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The post as it is stored; once it is public, the way to it."""
    post = shared(token)
    if post is None:
        raise Http404
    if post.is_public:
        response: HttpResponse = HttpResponseRedirect(post.get_absolute_url())
        response["Cache-Control"] = "no-store"
        return response
    return previewing.page(request, post, list(post.categories.all()), list(post.tags.all()))
