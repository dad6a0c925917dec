"""What the owner chooses about the blog and its conversation: who may take part, and how it looks."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from posts.languages import is_language

DAYS = [MaxValueValidator(3_650)]  # ten years: no date on the way leaves the calendar
MANY = [MinValueValidator(1), MaxValueValidator(10_000)]


class ConversationSettings(models.Model):
    """Fields of the one row; its pages in the admin name each of them."""

    class Layout(models.TextChoices):
        TABS = "tabs", _("Comments and trackbacks in two tabs")
        TOGETHER = "together", _("All in one conversation")

    title = models.CharField(_("title"), max_length=120, default="Crosstalk")
    tagline = models.CharField(
        _("tagline"), max_length=200, blank=True, default="A blog that talks to other blogs"
    )
    language = models.CharField(_("language"), max_length=12, default="en", validators=[is_language])
    front_page = models.ForeignKey(
        "posts.Page",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to={"published": True},
        verbose_name=_("front page"),
        help_text=_("With a page there, the latest posts are at /blog/."),
    )
    posts_per_page = models.PositiveSmallIntegerField(
        _("posts per page"), default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    mail_subscriptions = models.BooleanField(
        _("readers may subscribe by e-mail"), default=True, help_text=_("Each new post is then sent to them.")
    )

    new_posts_take_comments = models.BooleanField(
        _("new posts take comments"), default=True, help_text=_("Each post may be switched otherwise.")
    )
    new_posts_take_pings = models.BooleanField(
        _("new posts take pings from other blogs"),
        default=True,
        help_text=_("Each post may be switched otherwise."),
    )
    new_posts_tell_others = models.BooleanField(
        _("new posts tell the blogs that they link to"),
        default=True,
        help_text=_("Each post may be switched otherwise."),
    )
    comments_allowed = models.BooleanField(
        _("readers may comment"), default=True, help_text=_("Switched off, no post takes comments.")
    )
    pings_allowed = models.BooleanField(
        _("other blogs may send pings"), default=True, help_text=_("Switched off, no post takes pings.")
    )
    trackback_in = models.BooleanField(
        _("receive TrackBacks"),
        default=True,
        help_text=_("The oldest way, and the one with an address to paste."),
    )
    trackback_out = models.BooleanField(
        _("send TrackBacks"),
        default=True,
        help_text=_("Only where the linked page offers nothing newer, and where you paste an address."),
    )
    pingback_in = models.BooleanField(
        _("receive Pingbacks"), default=True, help_text=_("Spoken by WordPress and by most older blogs.")
    )
    pingback_out = models.BooleanField(
        _("send Pingbacks"), default=True, help_text=_("Where the linked page offers nothing newer.")
    )
    webmention_in = models.BooleanField(
        _("receive Webmentions"),
        default=True,
        help_text=_("Spoken by newer blogs; also tells of changes and deletions."),
    )
    webmention_out = models.BooleanField(
        _("send Webmentions"), default=True, help_text=_("Asked first, wherever the linked page offers it.")
    )
    close_comments_after_days = models.PositiveSmallIntegerField(
        _("close comments after days"), default=0, validators=DAYS, help_text=_("0 never closes them.")
    )
    close_pings_after_days = models.PositiveSmallIntegerField(
        _("close pings after days"), default=0, validators=DAYS, help_text=_("0 never closes them.")
    )
    discussion_layout = models.CharField(
        _("discussion layout"),
        max_length=10,
        choices=Layout.choices,
        default=Layout.TABS,
        help_text=_("What a reader sees who has chosen nothing."),
    )
    trackbacks_first = models.BooleanField(
        _("trackbacks before comments"),
        default=False,
        help_text=_("Their tab stands first, and together they stand on top."),
    )
    comments_per_page = models.PositiveSmallIntegerField(
        _("comments per page"),
        default=50,
        validators=[MaxValueValidator(1_000)],
        help_text=_("On a page, and as many trackbacks; 0 puts all on one."),
    )
    thread_depth = models.PositiveSmallIntegerField(
        _("thread depth"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(10)],
        help_text=_("2 to 10 levels of replies."),
    )

    newest_first = models.BooleanField(
        _("newest conversations on top"),
        default=False,
        help_text=_("The first page then holds the newest; answers still stand below what they answer."),
    )
    faces = models.BooleanField(
        _("a picture or a letter beside each name"),
        default=True,
        help_text=_("Kept and drawn here: nothing is ever asked of another site."),
    )
    name_required = models.BooleanField(
        _("commenters must give a name and an e-mail address"),
        default=True,
        help_text=_("Switched off, who gives no name is called Anonymous."),
    )
    members_only = models.BooleanField(
        _("only who is signed in may comment"),
        default=False,
        help_text=_("Everybody else is shown the way to sign in."),
    )
    offer_to_remember = models.BooleanField(
        _("offer to remember commenters"),
        default=True,
        help_text=_(
            "A box below the form: with a tick, the reader's own browser keeps name, e-mail and website."
        ),
    )
    confirm_by_mail = models.BooleanField(
        _("ask commenters to confirm by e-mail"),
        default=False,
        help_text=_("A comment then waits until its author opens a link in a mail."),
    )
    edit_minutes = models.PositiveSmallIntegerField(
        _("minutes to edit or delete one's own comment"),
        default=10,
        validators=[MaxValueValidator(1_440)],
        help_text=_("0 switches it off; a day has 1440."),
    )
    comment_limit = models.PositiveSmallIntegerField(
        _("comments from one address in ten minutes"),
        default=10,
        validators=MANY,
        help_text=_("More are asked to wait. A school or an office may share one address."),
    )
    ping_minute_limit = models.PositiveSmallIntegerField(
        _("pings from one address in a minute"),
        default=30,
        validators=MANY,
        help_text=_("More are told to come back later; honest blogs do."),
    )
    ping_hour_limit = models.PositiveSmallIntegerField(
        _("pings from one address in an hour"),
        default=100,
        validators=MANY,
        help_text=_("More are told to come back later; honest blogs do."),
    )
    ping_site_limit = models.PositiveSmallIntegerField(
        _("pings about pages of one site in an hour"),
        default=60,
        validators=MANY,
        help_text=_("Wherever they are sent from."),
    )

    class Meta:
        abstract = True
