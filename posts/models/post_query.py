"""Which posts there are for whom: the one definition of who may see and who may change a post."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from posts.models.post import Post  # noqa: F401 - of whom the query set is

type_of_user = User | AnonymousUser


class State(models.TextChoices):
    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    PRIVATE = "private"
    TRASH = "trash"


class PostQuerySet(models.QuerySet["Post"]):
    def published(self, before: datetime | None = None) -> Self:
        """What everybody may know of: the anonymous case of ``visible_to``. Password posts show that they exist.

        ``before`` leaves out what was published then or later; it stands instead of now, for SQLite goes down an
        index from the first upper bound that it is given.
        """
        public, now = self.filter(state=State.PUBLISHED), timezone.now()
        return (
            public.filter(published_at__lt=before)
            if before and before <= now
            else public.filter(published_at__lte=now)
        )

    def readable(self) -> Self:
        """What everybody may read: published and without a password; for search and excerpts."""
        return self.published().filter(password="")

    def visible_to(self, user: type_of_user) -> Self:
        """What this user may read on the site: private posts are for those who may edit them."""
        everybody = models.Q(state=State.PUBLISHED, published_at__lte=timezone.now())
        if not user.is_authenticated:
            return self.filter(everybody)
        mine = models.Q(author__user=user)
        if user.has_perm("posts.edit_all_posts"):
            mine = models.Q()
        return self.filter(everybody | (models.Q(state=State.PRIVATE) & mine))

    def editable_by(self, user: type_of_user) -> Self:
        """What this user may change in the admin: all posts, or their own, or none."""
        if user.has_perm("posts.edit_all_posts"):
            return self
        if user.has_perm("posts.change_post"):
            return self.filter(author__user=user)
        return self.none()

    def for_lists(self) -> Self:
        """With what a row of a list shows, newest first."""
        return (
            self.select_related("author", "image")
            .prefetch_related("categories")
            .order_by("-published_at", "-pk")
        )

    def in_series_order(self) -> Self:
        """By their numbers; those of old that have none come last, by date."""
        return self.order_by(models.F("series_position").asc(nulls_last=True), "published_at", "pk")
