"""From a valid form to a stored comment: the same one sent twice is one, and nobody floods."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from comments.forms import PostCommentForm
from comments.models import PostComment
from comments.models.own import THROWN_AWAY
from comments.text import same_text_key
from posts import cleaning
from posts.models import Post, SiteSettings
from posts.throttling import Limit, count

# Mails that ask one address whether its comments are its own, whoever types it in.
PER_EMAIL = Limit("comment-confirm", 3, timedelta(hours=1))
SAME_WITHIN = timedelta(
    days=1
)  # the same words of the same person again are a second click, not a second thought
HEADER_LENGTH = 300


def submit(form: PostCommentForm, request: HttpRequest) -> PostComment:
    """Store what the valid form says, or find it already stored; it is committed when this returns.

    Raises:
        TooMany: this address has sent too many comments, or its e-mail address was asked too often.
    """
    fields = form.get_comment_create_data() | facts_of(request)
    by = form.user if is_trusted(form.user, form.target_object) else None
    if form.site.confirm_by_mail and form.user is None:
        fields["status"] = PostComment.Status.UNCONFIRMED
    throttle(fields, by, form.site)
    with transaction.atomic():
        Post.objects.select_for_update(no_key=True).filter(pk=form.target_object.pk).exists()
        earlier = sent_before(fields, form.parent)
        return earlier or PostComment.submit(
            parent=form.parent, max_depth=form.site.thread_depth, by=by, **fields
        )


def per_address(site: SiteSettings) -> Limit:
    """As many as the owner lets one address send."""
    return Limit("comment-address", site.comment_limit, timedelta(minutes=10))


def throttle(fields: dict[str, Any], by: User | None, site: SiteSettings) -> None:
    """Count this comment against its sender. Raises TooMany."""
    limits = {per_address(site): fields["address"] or ""}
    if "status" in fields:
        limits[PER_EMAIL] = fields["user_email"].lower()
    if settings.RATE_LIMITS and by is None:
        count(limits)


def facts_of(request: HttpRequest) -> dict[str, Any]:
    """What the request tells of its sender."""
    return {
        "address": request.META.get("REMOTE_ADDR") or None,
        "user_agent": cleaning.one_line(request.META.get("HTTP_USER_AGENT", ""))[:HEADER_LENGTH],
        "referrer": cleaning.one_line(request.META.get("HTTP_REFERER", ""))[:HEADER_LENGTH],
    }


def is_trusted(user: User | None, post: Post) -> bool:
    """Whether this user's comments here need no check: who may approve them may write them."""
    if user is None or not user.is_active:
        return False
    return post.author.user_id == user.pk or user.has_perm("comments.moderate_all")


def sent_before(fields: dict[str, Any], parent: PostComment | None) -> PostComment | None:
    """The same words of the same person in the same place, if they came in lately and were not thrown away."""
    equal = PostComment.objects.filter(
        text_hash=same_text_key(fields["comment"]),
        created__gt=timezone.now() - SAME_WITHIN,
        post=fields["post"],
        kind=PostComment.Kind.COMMENT,
        comment=fields["comment"],
        user_name=fields["user_name"],
        user_email__iexact=fields["user_email"],
        user=fields.get("user"),
        parent_id=parent.pk if parent else 0,
    )
    return equal.exclude(status__in=THROWN_AWAY).first()
