"""The questions asked of many comments: which are shown, which wait, who may moderate them."""

from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AbstractUser, AnonymousUser, User
from django.db import models
from django.utils import timezone

from comments import text

if TYPE_CHECKING:
    from comments.models.comment import PostComment  # noqa: F401 - named by the annotation below


class PostCommentQuerySet(models.QuerySet["PostComment"]):
    def shown(self) -> Self:
        return self.filter(status="approved")

    def linked(self) -> Self:
        """Pings whose page is there, as far as we know."""
        return self.filter(gone="").exclude(source_url="")

    def being_checked(self) -> Self:
        """New ones without a verdict; for a minute they are in nobody's queue."""
        return self.filter(status="pending", verdict="", created__gt=timezone.now() - text.CHECKING_TIME)

    def reported(self) -> Self:
        """What readers have reported and no moderator has looked at since; spam and trash are dealt with."""
        from comments.models.report import Report

        open_ones = Report.objects.filter(answered=False).values("comment")
        return self.filter(pk__in=open_ones, status__in=("approved", "pending"))

    def in_queue(self, status: str) -> Self:
        """What a tab of the moderators' queue holds, newest first."""
        rows = self.filter(status=status)
        if status == "pending":
            rows = rows.exclude(verdict="", created__gt=timezone.now() - text.CHECKING_TIME)
        return rows.order_by("-created", "-pk")

    def moderated_by(self, user: User | AnonymousUser) -> Self:
        """Everything, or what stands under their own posts, or nothing."""
        return moderated(self, user, "post__author")


def moderated(rows: Any, user: AbstractUser | AnonymousUser, author: str) -> Any:
    """What of these this user may moderate; `author` is the way from a row to the profile whose post it is about."""
    if user.has_perm("comments.moderate_all"):
        return rows
    if user.has_perm("comments.change_postcomment"):
        return rows.filter(**{f"{author}__user": user})
    return rows.none()


class PostCommentManager(models.Manager.from_queryset(PostCommentQuerySet)):  # type: ignore[misc]
    """No default ordering and no joins: every list says what it needs."""
