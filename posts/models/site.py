"""The owner's choices for the whole site: one row, edited in the admin or by the `settings` command."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from posts.discussion_rules import are_checks, is_list
from posts.languages import is_language
from posts.page_cache.changes import ShownToReaders

_kept: ContextVar["SiteSettings | None"] = ContextVar("the settings of this request", default=None)


class SiteSettings(ShownToReaders):
    """General, reading and discussion settings; there is exactly one row."""

    class Layout(models.TextChoices):
        TABS = "tabs", _("Comments and trackbacks in two tabs")
        TOGETHER = "together", _("All in one conversation")

    class MailTo(models.TextChoices):
        NOBODY = "nobody", _("Nobody")
        AUTHOR = "author", _("The author of the post")
        MODERATORS = "moderators", _("All moderators")
        BOTH = "both", _("Both")

    class MailPace(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        HOURLY = "hourly", _("Every hour, together")
        DAILY = "daily", _("Every morning, together")

    title = models.CharField(_("title"), max_length=120, default="Crosstalk")
    tagline = models.CharField(
        _("tagline"), max_length=200, blank=True, default="A blog that talks to other blogs"
    )
    language = models.CharField(_("language"), max_length=12, default="en", validators=[is_language])
    posts_per_page = models.PositiveSmallIntegerField(
        _("posts per page"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    mail_subscriptions = models.BooleanField(
        _("readers may subscribe by e-mail"), default=True, help_text=_("Each new post is then sent to them.")
    )

    comments_allowed = models.BooleanField(_("readers may comment"), default=True)
    pings_allowed = models.BooleanField(_("other blogs may send pings"), default=True)
    trackback_in = models.BooleanField(_("receive TrackBacks"), default=True)
    trackback_out = models.BooleanField(_("send TrackBacks"), default=True)
    pingback_in = models.BooleanField(_("receive Pingbacks"), default=True)
    pingback_out = models.BooleanField(_("send Pingbacks"), default=True)
    webmention_in = models.BooleanField(_("receive Webmentions"), default=True)
    webmention_out = models.BooleanField(_("send Webmentions"), default=True)
    close_comments_after_days = models.PositiveSmallIntegerField(
        _("close comments after days"), default=0, help_text=_("0 never closes them.")
    )
    close_pings_after_days = models.PositiveSmallIntegerField(
        _("close pings after days"), default=0, help_text=_("0 never closes them.")
    )
    discussion_layout = models.CharField(
        _("discussion layout"), max_length=10, choices=Layout.choices, default=Layout.TABS
    )
    trackbacks_first = models.BooleanField(_("trackbacks before comments"), default=False)
    comments_per_page = models.PositiveSmallIntegerField(
        _("comments per page"),
        default=50,
        help_text=_("On a page, and as many trackbacks; 0 puts all on one."),
    )
    thread_depth = models.PositiveSmallIntegerField(
        _("thread depth"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(10)],
        help_text=_("2 to 10 levels of replies."),
    )

    confirm_by_mail = models.BooleanField(
        _("ask commenters to confirm by e-mail"),
        default=False,
        help_text=_("A comment then waits until its author opens a link in a mail."),
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("minutes to edit or delete one's own comment"), default=10, help_text=_("0 switches it off.")
    )
    hold_everything = models.BooleanField(_("hold every comment and ping for a moderator"), default=False)
    hold_first_timers = models.BooleanField(_("hold the first comment of each person"), default=True)
    approve_verified_pings = models.BooleanField(
        _("approve verified pings"),
        default=False,
        help_text=_("Pings whose source really links here appear at once, first-timers included."),
    )
    mail_held = models.CharField(
        _("who gets mail about what waits"),
        max_length=10,
        choices=MailTo.choices,
        default=MailTo.AUTHOR,
        help_text=_("An author who may not moderate is stood in for by the administrators."),
    )
    mail_new = models.CharField(
        _("who gets mail about what is shown"),
        max_length=10,
        choices=MailTo.choices,
        default=MailTo.NOBODY,
        help_text=_("New comments and pings. Nobody is told of their own."),
    )
    mail_pace = models.CharField(
        _("how often"), max_length=8, choices=MailPace.choices, default=MailPace.AT_ONCE
    )
    max_links = models.PositiveSmallIntegerField(
        _("max links"), default=2, help_text=_("More links than this hold a comment.")
    )
    min_seconds = models.PositiveSmallIntegerField(
        _("min seconds"), default=3, help_text=_("A comment written faster than this is spam.")
    )
    hold_words = models.TextField(
        _("hold words"),
        validators=[is_list],
        blank=True,
        default="",
        help_text=_("One a line: words, /patterns/, domains, addresses."),
    )
    spam_words = models.TextField(
        _("spam words"),
        validators=[is_list],
        blank=True,
        default="",
        help_text=_("One a line: what matches goes to spam."),
    )
    trash_words = models.TextField(
        _("trash words"),
        validators=[is_list],
        blank=True,
        default="",
        help_text=_("One a line: what matches goes to trash."),
    )
    allow_list = models.TextField(
        _("allow list"),
        validators=[is_list],
        blank=True,
        default="",
        help_text=_("One a line: what matches is not held."),
    )
    checks_off = models.TextField(
        _("switched-off checks"), blank=True, default="", validators=[are_checks], help_text=_("One a line.")
    )
    languages = models.CharField(
        _("languages that you expect"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("Codes such as en, de; what is surely in another is held. Empty: any."),
    )
    discard_spam = models.BooleanField(
        _("drop the worst spam without keeping it"),
        default=False,
        help_text=_("Only what Akismet is certain about."),
    )
    spam_kept_for_days = models.PositiveSmallIntegerField(
        _("spam kept for days"), default=15, help_text=_("Then it is deleted for good; 0 keeps it.")
    )
    trash_kept_for_days = models.PositiveSmallIntegerField(
        _("trash kept for days"), default=30, help_text=_("Then it is deleted for good; 0 keeps it.")
    )
    erase_after_days = models.PositiveSmallIntegerField(
        _("erase after days"),
        default=90,
        help_text=_("IP addresses, e-mails and raw requests of comments and pings are erased after this."),
    )

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

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Whoever loads the settings meanwhile gets these, and asks the database nothing."""
        before = _kept.set(self)
        try:
            yield
        finally:
            _kept.reset(before)
