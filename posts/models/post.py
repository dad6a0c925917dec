"""A post: its states and the verbs that change them; who may see it is `posts/models/post_query.py`."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts import breaks, html
from posts.models.addressed import Addressed
from posts.models.author import Author
from posts.models.image import Image, keep_pictures
from posts.models.old_address import OldAddress
from posts.models.post_query import PostQuerySet, State
from posts.models.revision import Revision
from posts.models.series import Series, number
from posts.models.site import SiteSettings
from posts.models.taxonomy import Category, Tag
from posts.signals import post_handed_over, post_published, post_updated, post_withdrawn

MONTHS_FEED = "feed"  # the one word at /2026/11/…/ that is no post


class Post(Addressed, models.Model):  # type: ignore[django-manager-missing]  # of the discussion, made by a call
    """Something that an author wrote; a password makes a published post a password post."""

    State = State
    by: Any = None  # the user at whose wish the next verb is called; empty: nobody who is known

    title = models.CharField(_("title"), max_length=255)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True, blank=True)
    html = models.TextField(_("text"), blank=True, default="")
    excerpt = models.TextField(
        _("excerpt"),
        blank=True,
        default="",
        help_text=_("Written by hand; else the first words of the text."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    state_before_trash = models.CharField(max_length=10, blank=True, default="", editable=False)
    password = models.CharField(_("password"), max_length=100, blank=True, default="")
    author = models.ForeignKey(
        Author, on_delete=models.PROTECT, related_name="posts", verbose_name=_("author")
    )
    categories = models.ManyToManyField(
        Category, blank=True, related_name="posts", verbose_name=_("categories")
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="posts", verbose_name=_("tags"))
    series = models.ForeignKey(
        Series,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="posts",
        verbose_name=_("series"),
    )
    series_position = models.PositiveIntegerField(
        _("part"), null=True, blank=True, help_text=_("Its number in the series; empty is the next one.")
    )
    sticky = models.BooleanField(_("keep on top of the home page"), default=False)
    image = models.ForeignKey(
        Image,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="headed",
        verbose_name=_("image"),
    )
    pictures = models.ManyToManyField(Image, editable=False, related_name="posts")  # that its text shows
    comments_open = models.BooleanField(_("readers may comment"), default=True)
    pings_open = models.BooleanField(_("other blogs may send pings"), default=True)
    tells_others = models.BooleanField(_("tell the blogs that it links to"), default=True)
    protocols_in_off = models.JSONField(_("not received here"), default=list, blank=True)
    protocols_out_off = models.JSONField(_("not sent from here"), default=list, blank=True)
    send_trackbacks = models.TextField(
        _("Send trackbacks to"),
        blank=True,
        default="",
        help_text=_("Trackback URLs, one a line. Linked blogs are told anyway."),
    )

    created = models.DateTimeField(default=timezone.now, editable=False)
    updated = models.DateTimeField(default=timezone.now, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=0, editable=False)  # one more whenever somebody saves it
    shared_at = models.DateTimeField(null=True, editable=False)  # its preview may be read by link since then
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    first_published_at = models.DateTimeField(null=True, editable=False)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    ping_count = models.PositiveIntegerField(default=0, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["-published_at", "-pk"]
        permissions = [
            ("publish_post", "Can publish posts"),
            ("edit_all_posts", "Can edit the posts of others"),
        ]
        indexes = [
            # what has a password is left out of the sitemap by the index alone
            models.Index(fields=["state", "-published_at", "-id", "password"], name="posts_by_date"),
            models.Index(fields=["state", "-sticky", "-published_at", "-id"], name="posts_on_home"),
            models.Index(fields=["author", "state", "-published_at", "-id"], name="posts_by_author"),
            # the admin's list: the last that was touched first; what is left out by state is read from the index
            models.Index(fields=["-updated", "-id", "state"], name="posts_by_change"),
            models.Index(fields=["state", "-updated", "-id"], name="posts_by_state_and_change"),
            models.Index(fields=["author", "-updated", "-id", "state"], name="posts_by_author_and_change"),
            models.Index(fields=["title"], name="posts_by_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.take_slug(self.title)
        self.html = html.sanitise(self.html)
        if not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = WRITTEN
        super().save(*args, **kwargs)
        keep_pictures(self)

    @classmethod
    def begin(cls, **fields: Any) -> "Post":
        """A new post, with the switches that the owner wants new posts to have."""
        return cls(**SiteSettings.load().for_new_posts(), **fields)

    def clean(self) -> None:
        if self.slug == MONTHS_FEED:
            raise ValidationError(
                {"slug": _("This word is the address of the month's feed; choose another.")}
            )

    # Questions

    @property
    def is_public(self) -> bool:
        """Whether everybody may know of it, as ``PostQuerySet.published`` says of many."""
        return self.state == self.State.PUBLISHED and bool(
            self.published_at and self.published_at <= timezone.now()
        )

    @property
    def is_protected(self) -> bool:
        return bool(self.password)

    @property
    def talks(self) -> bool:
        """Whether this post tells other blogs and may be told: public and without a password."""
        return self.is_public and not self.is_protected

    @property
    def was_public(self) -> bool:
        """Once public and now withdrawn: its address answers 410, not 404."""
        return self.first_published_at is not None and not self.is_public

    @property
    def lead(self) -> str:
        """The excerpt by hand, else what stands before the break or the first words; nothing of a password post."""
        if self.is_protected:
            return ""
        return self.excerpt or html.excerpt_from(self.html)

    @property
    def goes_on(self) -> bool:
        """Whether lists quote it up to its "more" break, and lead on from there."""
        return not (self.is_protected or self.excerpt) and breaks.is_in(self.html)

    @property
    def words(self) -> int:
        return len(html.plain_text(self.html).split())

    # Verbs

    @transaction.atomic
    def write(self) -> None:
        """Keep what was edited; a post that readers see is announced as updated."""
        self._store(self._stored())
        if self.is_public:
            post_updated.send(Post, post=self)

    def go_back_to(self, revision: Revision) -> None:
        """Say again what it once said, in the state that it has now."""
        self.title, self.html, self.excerpt = revision.title, revision.html, revision.excerpt
        self.write()

    def become(self, state: str, at: datetime | None = None) -> None:
        """Store the post in this state, by the verb that leads there.

        Raises:
            ValueError: scheduled without a time.
        """
        if state == self.State.PUBLISHED:
            self.publish(at)
        elif state == self.State.SCHEDULED:
            at = at or self.published_at
            if at is None:
                raise ValueError(_("A scheduled post needs a time."))
            self.schedule(at)
        else:
            self.withdraw(state)

    @transaction.atomic
    def publish(self, at: datetime | None = None) -> None:
        """Make it public, now or as if at an earlier time; a time to come schedules it."""
        now = timezone.now()
        at = at or self.published_at or now
        if at > now and self.state == self.State.SCHEDULED and self.published_at == at:
            at = now  # "publish" on a scheduled post means now
        if at > now:
            self.schedule(at)
            return
        before = self._stored()
        self.state, self.published_at = self.State.PUBLISHED, at
        self.first_published_at = self.first_published_at or now
        self._store(before, now)
        was_public = before and before.state == self.State.PUBLISHED
        (post_updated if was_public else post_published).send(Post, post=self)

    @transaction.atomic
    def schedule(self, at: datetime) -> None:
        """Publish at a time to come; a time that has passed publishes now."""
        if at <= timezone.now():
            self.publish(at)
            return
        self.published_at = at
        self.withdraw(self.State.SCHEDULED)

    @transaction.atomic
    def withdraw(self, state: str = State.DRAFT) -> None:
        """Keep it in a state that the public does not see; told to the apps above if it was public."""
        before = self._stored()
        stood = before.state if before else self.State.DRAFT
        if state == self.State.TRASH and stood != self.State.TRASH:
            self.state_before_trash = stood
        self.state = state
        self._store(before)
        if before and stood == self.State.PUBLISHED:
            post_withdrawn.send(Post, post=self)

    def trash(self) -> None:
        self.withdraw(self.State.TRASH)

    def restore(self) -> None:
        """Out of the trash, to where it was; what was public comes back public."""
        before = self.state_before_trash or self.State.DRAFT
        if before == self.State.SCHEDULED and self.published_at is None:
            before = self.State.DRAFT
        self.become(before)

    def _stored(self) -> "Post | None":
        return None if self.pk is None else Post.objects.select_for_update().filter(pk=self.pk).first()

    def _store(self, before: "Post | None", now: datetime | None = None) -> None:
        """The way of every verb to the table: a version, the address it had, and a revision of changed words."""
        if before is None or not self._came_due(before):
            self.version = (before.version if before else 0) + 1
            self.updated_by = self.by
        self.updated = now or timezone.now()
        self.series_position = number(self, before)
        self.save()
        if before:
            OldAddress.leave(before, self)
        Revision.keep(self, before)
        if before and before.author_id != self.author_id:
            post_handed_over.send(Post, post=self, before=before.author_id)

    def _came_due(self, before: "Post") -> bool:
        """Whether only its time has come: whoever has it open in a form need not be told of another version."""
        states = (before.state, self.state) == (self.State.SCHEDULED, self.State.PUBLISHED)
        return states and before.published_at == self.published_at and before.html == self.html


# What a save of an existing post writes: all but what moves while somebody edits.
MOVING = ("comment_count", "ping_count", "shared_at")
WRITTEN = tuple(field.name for field in Post._meta.concrete_fields if field.name not in ("id", *MOVING))
