"""Going out: one LinkScan a post, one OutgoingPing a target; the rows are the jobs and the ledger."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from jobs.models import Job
from posts.models import Post
from trackbacks.canonical import host_of, source_key
from trackbacks.models.rehearsal import Choice, Rehearsal
from trackbacks.models.trail import Traced

OPEN_STATES = ("queued", "retrying")


class PingJobQuerySet(models.QuerySet):
    def cancel(self, **fields: Any) -> int:
        """Let nothing of this be done that has not begun; what is under way looks at its post once more itself."""
        idle = Q(lease_until=None) | Q(lease_until__lt=timezone.now())
        return self.filter(idle, state__in=OPEN_STATES).update(
            state="cancelled",
            due_at=None,
            lease_until=None,
            token="",
            generation=models.F("generation") + 1,
            **fields,
        )


class OutgoingPingQuerySet(PingJobQuerySet):
    def seen_by(self, user: Any) -> Self:
        """Those of the posts that this user may change."""
        if not user.has_perm("trackbacks.view_outgoingping"):
            return self.none()
        if user.has_perm("posts.edit_all_posts"):
            return self
        return self.filter(post__in=Post.objects.editable_by(user).order_by())


class LinkScan(Job):
    """Read a post's links when its undo window ends, and queue a ping for each blog to be told."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="link_scan")

    objects = PingJobQuerySet.as_manager()

    def __str__(self) -> str:
        return f"scan of post {self.post_id}"

    @classmethod
    @transaction.atomic
    def call_off(cls, post: Post) -> bool:
        """Within the undo window: nobody is to be told of this post; False where the window has passed."""
        waiting = cls.objects.select_for_update().filter(post=post, state="queued", due_at__gt=timezone.now())
        if not waiting.exists():
            return False
        return bool(Post.objects.filter(pk=post.pk).update(tells_others=False))

    @classmethod
    @transaction.atomic
    def tell_after_all(cls, post: Post) -> None:
        """What was called off is to be told, after another undo window."""
        Post.objects.filter(pk=post.pk).update(tells_others=True)
        cls.request(post)

    @classmethod
    def request(cls, post: Post) -> Self:
        """Scan this post after the undo window; asked again within it, the window begins anew."""
        due = timezone.now() + timedelta(seconds=settings.PINGS_UNDO_SECONDS)
        scan, created = cls.objects.get_or_create(post=post, defaults={"due_at": due})
        if created:
            scan.send()
        else:
            scan.renew(due_at=due)
        return scan

    def perform(self) -> None:
        from trackbacks import scanning

        scanning.scan(self)


class OutgoingPing(Traced):
    """One blog to be told about one post: where, how, how often it was tried, and what it answered."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="sent_pings")
    target = models.CharField(max_length=2000)
    target_key = models.CharField(max_length=64, editable=False)
    host = models.CharField(max_length=255, editable=False, default="", db_index=True)
    pasted = models.BooleanField(
        default=False, help_text="A Trackback URL that the author gave; sent as TrackBack."
    )
    linked_target = models.CharField(
        max_length=2000, blank=True, default="", help_text="The linked page with this URL."
    )
    protocol = models.CharField(max_length=12, blank=True, default="")
    endpoint = models.CharField(max_length=2000, blank=True, default="")
    offers = models.JSONField(
        default=dict, blank=True, help_text="What discovery found: protocol and endpoint."
    )
    found_in = models.JSONField(
        default=dict, blank=True, help_text="Where on the page: protocol and header, link, a or rdf."
    )
    excerpt = models.TextField(
        blank=True, default="", help_text="Written by hand; else the passage around the link."
    )
    message = models.TextField(blank=True, default="", help_text="The other side's answer, in its own words.")
    left_out = models.BooleanField(default=False, help_text="The author does not want this blog to be told.")
    sent_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, help_text="When our post was found linked on their page.")
    looks = models.PositiveSmallIntegerField(default=0, editable=False, help_text="At their page since.")
    sent_digest = models.CharField(max_length=64, blank=True, default="", editable=False)

    objects = OutgoingPingQuerySet.as_manager()

    class Meta(Job.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["post", "target_key"], name="trackbacks_one_ping_a_target")
        ]
        ordering = ["-created", "-pk"]
        indexes = [
            *Job.Meta.indexes,
            models.Index(fields=["-created", "-id"], name="trackbacks_sent_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.target} about post {self.post_id}"

    @classmethod
    def to(cls, post: Post, target: str, *, pasted: bool, choice: Choice | None = None) -> Self:
        """An unsaved row for this target; one that is left out stands in the ledger, and is not told."""
        ping = cls(
            post=post,
            target=target,
            target_key=source_key(target),
            host=host_of(target)[:255],
            due_at=timezone.now(),
            pasted=pasted,
            protocol="trackback" if pasted else "",
            endpoint=target if pasted else "",
        )
        ping.excerpt, ping.left_out = choice or ("", False)
        if ping.left_out:
            ping.state, ping.due_at = "cancelled", None
        return ping

    @property
    def shown_state(self) -> str:
        """The state in words; a leased row is being sent."""
        leased = self.lease_until is not None and self.lease_until > timezone.now()
        return "sending" if leased and self.state in OPEN_STATES else self.state

    @property
    def hears_of_changes(self) -> bool:
        """Whether its protocol knows of updates and removals: only Webmention does."""
        return self.protocol == "webmention" and not self.left_out

    def perform(self) -> None:
        from trackbacks import sending

        sending.deliver(self)

    @property
    def their_page(self) -> str:
        """Where an answer of theirs could be read; "" where only a Trackback URL is known."""
        return self.linked_target or ("" if self.pasted else self.target)

    @property
    def may_be_resent(self) -> bool:
        """Nobody is told twice, or of a post that is not public (PROMISES 17)."""
        return self.state not in (*OPEN_STATES, "delivered") and self.post.talks

    @property
    def may_be_cancelled(self) -> bool:
        return self.state in OPEN_STATES

    def step_facts(self, fields: dict[str, Any]) -> dict[str, Any]:
        """By which protocol, at which endpoint, and where the page named it."""
        protocol = fields.get("protocol", self.protocol)
        where = "pasted" if self.pasted else fields.get("found_in", self.found_in).get(protocol, "")
        return {"protocol": protocol, "endpoint": fields.get("endpoint", self.endpoint), "where": where}

    def take(self, choice: Choice) -> None:
        """What the author decided of a target that was not told yet."""
        if choice != (self.excerpt, self.left_out):
            self.excerpt, self.left_out = choice
            self.save(update_fields=["excerpt", "left_out"])
        if self.left_out:
            self.cancel()

    def _rehearsal(self) -> models.QuerySet[Rehearsal]:
        return Rehearsal.objects.filter(post=self.post_id, target_key=self.target_key)

    @transaction.atomic
    def resend(self) -> None:
        """Try again from the start, discovery included; the ledger keeps the row."""
        self._rehearsal().update(left_out=False)
        self.renew(state=self.INITIAL_STATE, message="", last_error="", left_out=False)

    @transaction.atomic
    def cancel(self) -> bool:
        """Not to be tried, now or after an update of the post; False where it is done already."""
        cancelled = bool(OutgoingPing.objects.filter(pk=self.pk).cancel(left_out=True))
        if cancelled:
            self._rehearsal().update(left_out=True)
        return cancelled


class OwnLink(models.Model):
    """A link from one post of this blog to another: no ping, but shown there as "Later on this blog"."""

    source = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="own_links")
    target = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="linked_from")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="trackbacks_one_own_link")]

    def __str__(self) -> str:
        return f"{self.source_id} links to {self.target_id}"
