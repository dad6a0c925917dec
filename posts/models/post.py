"""A post: its states, the verbs that change them, and the one definition of who may see it."""

from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from posts import html
from posts.models.author import Author
from posts.models.image import Image
from posts.models.taxonomy import Category, Series, Tag
from posts.signals import post_published, post_updated, post_withdrawn
from posts.slugs import free_slug

type_of_user = User | AnonymousUser
MONTHS_FEED = "feed"  # the one word at /2026/11/…/ that is no post


class PostQuerySet(models.QuerySet["Post"]):
    def published(self, before: datetime | None = None) -> Self:
        """What everybody may know of: the anonymous case of ``visible_to``. Password posts show that they exist.

        ``before`` leaves out what was published then or later; it stands instead of now, for SQLite goes down an
        index from the first upper bound that it is given.
        """
        public, now = self.filter(state=Post.State.PUBLISHED), timezone.now()
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
        everybody = models.Q(state=Post.State.PUBLISHED, published_at__lte=timezone.now())
        if not user.is_authenticated:
            return self.filter(everybody)
        mine = models.Q(author__user=user)
        if user.has_perm("posts.edit_all_posts"):
            mine = models.Q()
        return self.filter(everybody | (models.Q(state=Post.State.PRIVATE) & mine))

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


class Post(models.Model):  # type: ignore[django-manager-missing]  # of the discussion, made by a call
    """Something that an author wrote; a password makes a published post a password post."""

    class State(models.TextChoices):
        DRAFT = "draft"
        REVIEW = "review"
        SCHEDULED = "scheduled"
        PUBLISHED = "published"
        PRIVATE = "private"
        TRASH = "trash"

    title = models.CharField(max_length=255)
    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True, blank=True)
    html = models.TextField("text", blank=True, default="")
    excerpt = models.TextField(
        blank=True, default="", help_text="Written by hand; else the first words of the text."
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    state_before_trash = models.CharField(max_length=10, blank=True, default="", editable=False)
    password = models.CharField(max_length=100, blank=True, default="")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="posts")
    categories = models.ManyToManyField(Category, blank=True, related_name="posts")
    tags = models.ManyToManyField(Tag, blank=True, related_name="posts")
    series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="posts")
    series_position = models.PositiveIntegerField(null=True, blank=True)
    sticky = models.BooleanField("keep on top of the home page", default=False)
    image = models.ForeignKey(Image, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    comments_open = models.BooleanField("readers may comment", default=True)
    pings_open = models.BooleanField("other blogs may send pings", default=True)
    tells_others = models.BooleanField("tell the blogs that it links to", default=True)
    protocols_in_off = models.JSONField("not received here", default=list, blank=True)
    protocols_out_off = models.JSONField("not sent from here", default=list, blank=True)
    send_trackbacks = models.TextField(
        "Send trackbacks to",
        blank=True,
        default="",
        help_text="Trackback URLs, one a line. Linked blogs are told anyway.",
    )

    created = models.DateTimeField(default=timezone.now, editable=False)
    updated = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField("published", null=True, blank=True)
    first_published_at = models.DateTimeField(null=True, editable=False)
    discussion_version = models.PositiveIntegerField(default=0, editable=False)
    comment_count = models.PositiveIntegerField(default=0, editable=False)
    ping_count = models.PositiveIntegerField(default=0, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        permissions = [
            ("publish_post", "Can publish posts"),
            ("edit_all_posts", "Can edit the posts of others"),
        ]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"], name="posts_by_date"),
            models.Index(fields=["state", "-sticky", "-published_at", "-id"], name="posts_on_home"),
            models.Index(fields=["author", "state", "-published_at", "-id"], name="posts_by_author"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = free_slug(Post.objects.exclude(pk=self.pk), self.title, "post")
        self.html = html.sanitise(self.html)
        if not self._state.adding and kwargs.get("update_fields") is None:
            kwargs["update_fields"] = WRITTEN
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return self._address("post")

    def clean(self) -> None:
        if self.slug == MONTHS_FEED:
            raise ValidationError({"slug": "This word is the address of the month's feed; choose another."})

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
        """The excerpt written by hand, else the first words; nothing of a password post."""
        if self.is_protected:
            return ""
        return self.excerpt or html.excerpt_from(self.html)

    @property
    def words(self) -> int:
        return len(html.plain_text(self.html).split())

    def date_in_address(self) -> date:
        return timezone.localtime(self.published_at or self.created).date()

    def _address(self, name: str) -> str:
        day = self.date_in_address()
        return reverse(name, args=[f"{day.year:04}", f"{day.month:02}", self.slug])

    @property
    def full_url(self) -> str:
        """The permalink as other blogs see it; the site's address is that of the settings, never of a request."""
        return settings.SITE_URL + self.get_absolute_url()

    @property
    def trackback_url(self) -> str:
        return settings.SITE_URL + self._address("trackback")

    # Verbs

    @transaction.atomic
    def write(self) -> None:
        """Keep what was edited; a post that readers see is announced as updated."""
        before = Post.objects.filter(pk=self.pk).first()
        self.updated = timezone.now()
        self.save()
        if before and before.was_addressable and before.get_absolute_url() != self.get_absolute_url():
            OldAddress.objects.update_or_create(path=before.get_absolute_url(), defaults={"post": self})
        if self.is_public:
            post_updated.send(Post, post=self)

    @property
    def was_addressable(self) -> bool:
        return self.first_published_at is not None

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
                raise ValueError("A scheduled post needs a time.")
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
        was_public = self._stored_state() == self.State.PUBLISHED
        self.state, self.published_at = self.State.PUBLISHED, at
        self.first_published_at = self.first_published_at or now
        if was_public:
            self.write()
            return
        self.updated = now
        self.save()
        post_published.send(Post, post=self)

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
        before = self._stored_state()
        if state == self.State.TRASH and before != self.State.TRASH:
            self.state_before_trash = before or self.State.DRAFT
        self.state, self.updated = state, timezone.now()
        self.save()
        if before == self.State.PUBLISHED:
            post_withdrawn.send(Post, post=self)

    def trash(self) -> None:
        self.withdraw(self.State.TRASH)

    def restore(self) -> None:
        """Out of the trash, to where it was; what was public comes back public."""
        before = self.state_before_trash or self.State.DRAFT
        if before == self.State.SCHEDULED and self.published_at is None:
            before = self.State.DRAFT
        self.become(before)

    def _stored_state(self) -> str:
        return (
            Post.objects.select_for_update().filter(pk=self.pk).values_list("state", flat=True).first() or ""
        )


# What a save of an existing post writes: all but what the discussion counts, which moves while somebody edits.
COUNTED = ("discussion_version", "comment_count", "ping_count")
WRITTEN = tuple(field.name for field in Post._meta.concrete_fields if field.name not in ("id", *COUNTED))


class OldAddress(models.Model):
    """Where a post could once be read; readers and pings are led from there to where it is now."""

    path = models.CharField(max_length=300, unique=True)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="old_addresses")

    def __str__(self) -> str:
        return self.path
