"""A comment or a ping, as readers and moderators see it; and the one door to its status."""

from datetime import datetime
from typing import Any, Self

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django_comments_xtd.models import XtdComment

from comments import prints, text
from comments.models import door
from comments.models.edited import Edited
from comments.models.history import ModerationEvent
from comments.models.own import Own
from comments.models.queryset import PostCommentManager
from comments.paths import MAX_DEPTH, SEGMENT, ThreadPathField
from jobs.models import Chore
from posts.models import Post
from posts.page_cache.changes import pages_changed


class PostComment(Edited, Own, XtdComment):
    """One thing said about a post, here or on another blog; carries copies of what lists filter and sort by."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        TRACKBACK = "trackback", _("Trackback")
        PINGBACK = "pingback", _("Pingback")
        WEBMENTION = "webmention", _("Webmention")

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("Unconfirmed")
        PENDING = "pending", _("Pending")
        APPROVED = "approved", _("Approved")
        SPAM = "spam", _("Spam")
        TRASH = "trash", _("Trash")
        ERASED = "erased"  # deleted by a moderator: in no list, gone for good a day later

    class PingType(models.TextChoices):
        REPLY = "reply"
        LIKE = "like"
        REPOST = "repost"
        BOOKMARK = "bookmark"
        MENTION = "mention"

    class Gone(models.TextChoices):
        PAGE = "page", _("The page is gone")
        LINK = "link", _("That page no longer links here")

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="discussion", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.COMMENT)
    ping_type = models.CharField(max_length=10, choices=PingType.choices, blank=True, default="")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.PENDING, editable=False)
    status_reason = models.CharField(max_length=300, blank=True, default="", editable=False)
    created = models.DateTimeField(default=timezone.now)
    thrown_at = models.DateTimeField(
        null=True, editable=False, help_text="When it came to where it is purged from."
    )
    path = ThreadPathField(max_length=SEGMENT * MAX_DEPTH, blank=True, default="", editable=False)
    depth = models.PositiveSmallIntegerField(default=1, editable=False)
    html = models.TextField(blank=True, default="", editable=False)
    title = models.CharField(max_length=255, blank=True, default="")
    source_url = models.CharField(max_length=2000, blank=True, default="")
    source_host = models.CharField(max_length=255, blank=True, default="")
    blog_name = models.CharField(max_length=255, blank=True, default="")
    linked_words = models.CharField(max_length=255, blank=True, default="")
    text_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    address = models.GenericIPAddressField(null=True, blank=True, unpack_ipv4=True)
    from_host = models.CharField(max_length=255, blank=True, default="", editable=False)
    network = models.CharField(max_length=43, blank=True, default="", editable=False)
    print_a = models.BigIntegerField(null=True, editable=False)  # of its wording: comments.prints
    print_b = models.BigIntegerField(null=True, editable=False)
    print_c = models.BigIntegerField(null=True, editable=False)
    user_agent = models.CharField(max_length=300, blank=True, default="")
    referrer = models.CharField(max_length=300, blank=True, default="")

    at_source = models.JSONField(default=dict, blank=True, editable=False)
    gone = models.CharField(max_length=4, choices=Gone.choices, blank=True, default="", editable=False)
    verified = models.BooleanField(
        null=True, editable=False, help_text="Whether the source was seen to link here."
    )
    verdict = models.CharField(max_length=12, blank=True, default="", editable=False)
    reasons = models.JSONField(default=list, blank=True, editable=False)
    payload = models.JSONField(default=dict, blank=True, editable=False)
    seconds_to_write = models.FloatField(null=True, editable=False)
    honeypot = models.CharField(max_length=200, blank=True, default="", editable=False)
    checks_done = models.PositiveSmallIntegerField(default=0, editable=False)
    counted = models.JSONField(default=list, blank=True, editable=False)  # of it: comments.figures.counting
    erased_at = models.DateTimeField(null=True, editable=False)

    thread_id: int  # these three are columns of the library's, untyped there
    site_id: int
    submit_date: datetime

    objects = PostCommentManager()
    norel_objects = PostCommentManager()

    class Meta:
        base_manager_name = "objects"
        default_manager_name = "objects"
        permissions = [("moderate_all", "Can moderate all discussion")]
        indexes = [
            models.Index(fields=["status", "-created", "-xtdcomment_ptr"], name="comments_queue"),
            models.Index(
                fields=["status", "kind", "-created", "-xtdcomment_ptr"], name="comments_queue_kind"
            ),
            models.Index(fields=["post", "status", "path"], name="comments_thread"),
            # with the kind, by which an author's own are counted without a look at the rows
            models.Index(
                fields=["post", "status", "-created", "-xtdcomment_ptr", "kind"], name="comments_by_post"
            ),
            models.Index(fields=["-created", "-xtdcomment_ptr", "status"], name="comments_newest"),
            models.Index(
                fields=["status", "from_host", "-created", "-xtdcomment_ptr"], name="comments_by_host"
            ),
            models.Index(
                fields=["status", "network", "-created", "-xtdcomment_ptr"], name="comments_by_network"
            ),
            models.Index(
                fields=["status", "verdict", "-created", "-xtdcomment_ptr"], name="comments_by_verdict"
            ),
            models.Index(fields=["text_hash", "created"], name="comments_same_text"),
            models.Index(
                fields=["status", "thrown_at"],
                name="comments_thrown_away",
                condition=models.Q(thrown_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} by {self.user_name} on {self.post_id}"

    # Questions

    @property
    def is_ping(self) -> bool:
        return self.kind != self.Kind.COMMENT

    @property
    def is_linked(self) -> bool:
        """Whether readers are led to the page by which it was said."""
        return bool(self.source_url) and not self.gone

    @property
    def is_being_checked(self) -> bool:
        fresh = self.created > timezone.now() - text.CHECKING_TIME
        return self.status == self.Status.PENDING and not self.verdict and fresh

    @property
    def is_withdrawn(self) -> bool:
        """In the trash because its source took it back; it returns with the link."""
        return self.status == self.Status.TRASH and self.status_reason == "withdrawn"

    @property
    def is_erased(self) -> bool:
        return self.status == self.Status.ERASED

    @property
    def version(self) -> str:
        """What a moderator has seen of it: nothing is done to what has become something else since."""
        return f"{self.status}.{self.text_hash[:8]}"

    def was_decided_by_a_person(self) -> bool:
        """Whether a moderator has spoken; then no filter and no repeat of the ping changes the status."""
        return self.events.filter(by_user__isnull=False).exists()

    def get_absolute_url(self, anchor_pattern: str = "#comment-%(id)s") -> str:
        """Its permalink, which leads to the page and tab that hold it."""
        return reverse("comment", args=[self.pk])

    # Verbs

    def reply_to(self, parent: "PostComment | None", max_depth: int) -> None:
        """Take a place in the thread; at the last level a reply becomes a sibling."""
        self.path_above, self.depth = "", 1
        if parent is None:
            return
        above = parent.path[: (max_depth - 1) * SEGMENT]
        self.path_above, self.depth = above, len(above) // SEGMENT + 1
        self.parent_id, self.thread_id = parent.pk, parent.thread_id or parent.pk

    path_above = ""  # the path of the comment that this one answers

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it; not XtdComment.save, which renumbers the whole thread at each reply."""
        if self._state.adding:
            self._fill_in()
        super(XtdComment, self).save(*args, **kwargs)

    def _fill_in(self) -> None:
        """What the library's three tables want, and the copies that lists sort by."""
        self.submit_date = self.submit_date or self.created
        self.created = self.submit_date
        if not self.content_type_id:
            self.content_type = ContentType.objects.get_for_model(Post)
        self.object_pk, self.site_id = str(self.post_id), self.site_id or 1
        self.thrown_at = door.thrown_at(self.status)
        self.is_public, self.is_removed = self.status == self.Status.APPROVED, False
        self.level = self.depth - 1
        self.ip_address = self.address
        self.from_host = prints.host_of(self.source_url or self.user_url)
        self.network = prints.network_of(self.address)
        if not self.html:
            self.render()

    def render(self) -> None:
        """Make what readers see of its text, once, and the marks by which equal and nearly equal texts are found."""
        self.html = text.excerpt_html(self) if self.is_ping else text.comment_html(self.comment)
        self.text_hash = text.same_text_key(self.comment)
        self.print_a, self.print_b, self.print_c = prints.of_text(self.comment)

    @classmethod
    def submit(
        cls,
        *,
        parent: "PostComment | None" = None,
        max_depth: int = MAX_DEPTH,
        by: User | None = None,
        **fields: Any,
    ) -> Self:
        """Store a new comment, held without a verdict, and have it checked: 7 statements, however long the thread.

        With ``status`` unconfirmed its author is asked by mail first, and the checks wait for the answer.

        Args:
            parent: the shown comment that it answers.
            by: a user whose own comments need no check; it is approved at once.
        """
        comment = cls(**fields)
        comment.reply_to(parent, max_depth)
        comment.render()
        with transaction.atomic():
            comment.save(force_insert=True)
            comment._receive(by)
        return comment

    def _receive(self, by: User | None) -> None:
        """The first entry of its history, what happens to it next, and its place in the counters."""
        first = self.status
        ModerationEvent.objects.create(comment=self, old="", new=first, by_what="system", reason="received")
        if by is not None:
            self.approve(by, gettext_noop("one of the blog's own people"))
        elif first == self.Status.PENDING:
            # Its key is new, so that no such chore can exist: inserted without looking.
            Chore.objects.create(kind="judge", object_id=str(self.pk), due_at=timezone.now()).send()
        elif first == self.Status.UNCONFIRMED:
            Chore.request("mail:confirm", self.pk)
        door.count([(self.post_id, first, self.kind, 1)])  # last, as counters are locked in one order

    def set_status(self, new: str, by: User | str, reason: str = "") -> bool:
        """The one door to a status: the row, its history, the counters, the post, and what the filters learn.

        Args:
            by: the user who decided, or "filter", "source", "author" or "system".

        Returns whether anything changed; a repeated call is harmless.
        """
        return bool(door.move([self], new, by, reason))

    def approve(self, by: User | str, reason: str = "") -> bool:
        return self.set_status(self.Status.APPROVED, by, reason)

    def hold(self, by: User | str, reason: str = "") -> bool:
        return self.set_status(self.Status.PENDING, by, reason)

    def mark_spam(self, by: User | str, reason: str = "") -> bool:
        return self.set_status(self.Status.SPAM, by, reason)

    def trash(self, by: User | str, reason: str = "") -> bool:
        return self.set_status(self.Status.TRASH, by, reason)

    def erase(self, by: User) -> bool:
        """Out of every list at once, and gone for good a day later (`comments.expiry`); its replies stay."""
        return self.set_status(self.Status.ERASED, by, "deleted")

    @transaction.atomic
    def lose_source(self, how: str) -> None:
        """Its source has gone: shown on, with a word about it and no link to it; the link may come back."""
        self.gone = how
        self.save(update_fields=["gone"])
        pages_changed()
