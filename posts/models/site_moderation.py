"""What the owner chooses about moderation: what waits, what is spam, and how long anything of it is kept."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from posts.discussion_rules import are_checks, is_list
from posts.languages import are_languages
from posts.models.site_conversation import DAYS


class ModerationSettings(models.Model):
    """More fields of the same row."""

    class MailTo(models.TextChoices):
        NOBODY = "nobody", _("Nobody")
        AUTHOR = "author", _("The author of the post")
        MODERATORS = "moderators", _("All moderators")
        BOTH = "both", _("Both")

    class MailPace(models.TextChoices):
        AT_ONCE = "at_once", _("At once")
        HOURLY = "hourly", _("Every hour, together")
        DAILY = "daily", _("Every morning, together")

    hold_everything = models.BooleanField(
        _("hold every comment and ping for a moderator"),
        default=False,
        help_text=_("Nothing is shown before somebody has approved it."),
    )
    hold_first_timers = models.BooleanField(
        _("hold the first comment of each person"),
        default=True,
        help_text=_("Who was approved once is not held for that any more."),
    )
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
        _("links that a comment may have"),
        default=2,
        validators=[MaxValueValidator(1_000)],
        help_text=_("More links than this hold a comment."),
    )
    min_seconds = models.PositiveSmallIntegerField(
        _("seconds that writing takes at least"),
        default=3,
        validators=[MaxValueValidator(600)],
        help_text=_("A comment written faster than this is spam; 0 switches it off."),
    )
    hold_words = models.TextField(
        _("words that hold for a moderator"),
        validators=[is_list],
        blank=True,
        default="",
        help_text=_("One a line: words, /patterns/, domains, addresses."),
    )
    spam_words = models.TextField(
        _("words of spam"),
        validators=[is_list],
        blank=True,
        default="",
        help_text=_("One a line: what matches goes to spam."),
    )
    trash_words = models.TextField(
        _("words for the trash"),
        validators=[is_list],
        blank=True,
        default="",
        help_text=_("One a line: what matches goes to trash."),
    )
    allow_list = models.TextField(
        _("who and what is let through"),
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
        validators=[are_languages],
        help_text=_("Codes such as en, de; what is surely in another is held. Empty: any."),
    )
    discard_spam = models.BooleanField(
        _("drop the worst spam without keeping it"),
        default=False,
        help_text=_("Only what Akismet is certain about."),
    )
    spam_kept_for_days = models.PositiveSmallIntegerField(
        _("spam kept for days"),
        default=15,
        validators=DAYS,
        help_text=_("Then it is deleted for good; 0 keeps it."),
    )
    trash_kept_for_days = models.PositiveSmallIntegerField(
        _("trash kept for days"),
        default=30,
        validators=DAYS,
        help_text=_("Then it is deleted for good; 0 keeps it."),
    )
    erase_after_days = models.PositiveSmallIntegerField(
        _("erase after days"),
        default=90,
        validators=DAYS,
        help_text=_("IP addresses, e-mails and raw requests of comments and pings are erased after this."),
    )

    class Meta:
        abstract = True
