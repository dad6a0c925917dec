"""The owner's choices for the whole site: one row, edited in the admin or by the `settings` command."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from posts.models.site_conversation import ConversationSettings
from posts.models.site_moderation import ModerationSettings
from posts.page_cache.changes import ShownToReaders

if TYPE_CHECKING:
    from posts.models.page import Page

_kept: ContextVar["SiteSettings | None"] = ContextVar("the settings of this request", default=None)


class SiteSettings(ConversationSettings, ModerationSettings, ShownToReaders):
    """General, reading and discussion settings; there is exactly one row."""

    class Meta:
        verbose_name = verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="posts_one_row_of_settings")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
        if _kept.get():
            _kept.set(self)

    @property
    def front(self) -> "Page | None":
        """The page at the front; none while it is not published: the latest posts stand there then."""
        page = self.front_page
        return page if page and page.published else None

    @property
    def posts_path(self) -> str:
        """Where the list of posts is."""
        return reverse("posts" if self.front else "home")

    @classmethod
    def load(cls) -> "SiteSettings":
        """The one row, or the defaults where nothing was ever saved; read once in a request. Not to be changed."""
        return _kept.get() or cls.read()

    @classmethod
    def read(cls) -> "SiteSettings":
        """As the row stands now.

        Written in SQL: nearly every request asks, and putting it together by the ORM takes three times as long.
        """
        rows = cls.objects.raw("SELECT * FROM posts_sitesettings WHERE id = 1")
        return next(iter(rows), None) or cls(pk=1)

    @property
    def email_required(self) -> bool:
        """Who is asked by mail whether a comment is theirs needs an address."""
        return self.name_required or self.confirm_by_mail

    def for_new_posts(self) -> dict[str, bool]:
        """The switches with which a post begins."""
        return {
            "comments_open": self.new_posts_take_comments,
            "pings_open": self.new_posts_take_pings,
            "tells_others": self.new_posts_tell_others,
        }

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Whoever loads the settings meanwhile gets these, and asks the database nothing."""
        before = _kept.set(self)
        try:
            yield
        finally:
            _kept.reset(before)
