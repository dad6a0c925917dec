"""Who wrote it: the public profile behind a byline, an author page and an author box."""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobs.models import Chore
from posts.page_cache.changes import ShownToReaders
from posts.slugs import free_slug


class Author(ShownToReaders):
    """A public profile; it outlives its user, and an imported author may have none."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
        verbose_name=_("user"),
    )
    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    display_name = models.CharField(_("display name"), max_length=120)
    bio = models.TextField(_("bio"), blank=True, default="")
    website = models.URLField(_("website"), max_length=2000, blank=True, default="")
    avatar = models.ForeignKey(
        "posts.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="portrays",
        verbose_name=_("avatar"),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["display_name", "pk"]

    def __str__(self) -> str:
        return self.display_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = free_slug(Author.objects.exclude(pk=self.pk), self.display_name, "author")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])

    def hand_over(self, to: Self) -> None:
        """All posts become those of `to`, in the background; then this profile goes, unless it is somebody's."""
        Chore.request("hand-over", f"{self.pk} {to.pk}")

    @classmethod
    def of(cls, user: AbstractUser) -> Self:
        """The profile of a user, made on first need."""
        existing = cls.objects.filter(user=user).first()
        if existing:
            return existing
        author, _ = cls.objects.get_or_create(
            user=user,
            defaults={
                "display_name": user.get_full_name() or user.get_username(),
                "slug": free_slug(cls.objects.all(), user.get_username(), "author"),
            },
        )
        return author
