"""Where a post stands: its slug, the addresses that it makes, and whose they were before."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from posts.models.old_address import OldAddress
from posts.slugs import free_slug


class Addressed:
    """Mixed into Post."""

    def get_absolute_url(self) -> str:
        return self._address("post")

    def take_slug(self: Any, words: str) -> None:
        """A slug made of these words, at an address that is no other post's and never was."""
        self.slug = free_slug(type(self).objects.exclude(pk=self.pk), words, "post", self.is_anothers)

    def is_anothers(self: Any, slug: str) -> bool:
        """Whether the address that this slug makes leads to another post."""
        here = type(self)(pk=self.pk, slug=slug, published_at=self.published_at, created=self.created)
        return OldAddress.leads_elsewhere(here)

    def date_in_address(self: Any) -> date:
        return timezone.localtime(self.published_at or self.created).date()

    def _address(self: Any, name: str) -> str:
        day = self.date_in_address()
        return reverse(name, args=[f"{day.year:04}", f"{day.month:02}", self.slug])

    @property
    def full_url(self) -> str:
        """The permalink as other blogs see it; the site's address is that of the settings, never of a request."""
        return settings.SITE_URL + self.get_absolute_url()

    @property
    def trackback_url(self) -> str:
        return settings.SITE_URL + self._address("trackback")

    @property
    def was_addressable(self: Any) -> bool:
        """Whether anybody can ever have read it at its address."""
        return self.first_published_at is not None
