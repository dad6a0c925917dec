"""Before going out: one Rehearsal a (post, page it links to) knows how that page wants to be told, and what its
author has decided about it. Nobody is told by it.
"""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from jobs import outbox
from jobs.models import Job
from posts.models import Post
from trackbacks.canonical import host_of
from trackbacks.targets import is_own

FRESH = timedelta(hours=6)  # for so long an answer is taken for the answer of today
FRESH_TROUBLE = timedelta(minutes=15)  # for so long a page that could not be read is left alone

Choice = tuple[str, bool]


class RehearsalQuerySet(models.QuerySet["Rehearsal"]):
    def ask(self) -> int:
        """Have these pages read, in the background; what is about to be read is left alone. Returns how many."""
        pks = [row.pk for row in self.filter(due_at=None) if row.may_be_asked]
        now = timezone.now()
        fresh = {
            "state": Rehearsal.INITIAL_STATE,
            "due_at": now,
            "attempts": 0,
            "claims": 0,
            "last_error": "",
        }
        Rehearsal.objects.filter(pk__in=pks).update(generation=models.F("generation") + 1, **fresh)
        for pk in pks:
            outbox.add(Rehearsal, pk)
        return len(pks)

    def choices(self) -> dict[str, Choice]:
        """Key of the target -> (the excerpt by hand, whether it is left out)."""
        return {key: (text, out) for key, text, out in self.values_list("target_key", "excerpt", "left_out")}


class Rehearsal(Job):
    """A page that would be told. Its row is the job that reads it; `asked_at` is when that was done last."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="rehearsals")
    target = models.CharField(max_length=2000)
    target_key = models.CharField(max_length=64, editable=False)
    host = models.CharField(max_length=255, editable=False, default="")
    pasted = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0, help_text="The how manyeth link of the text.")
    linked = models.BooleanField(default=True, help_text="Off: kept only for what its author decided.")
    page_title = models.CharField(max_length=255, blank=True, default="")
    offers = models.JSONField(default=dict, blank=True)
    found_in = models.JSONField(default=dict, blank=True)
    trouble = models.CharField(max_length=300, blank=True, default="", help_text="Why it was not read.")
    passage = models.TextField(blank=True, default="", help_text="The words around the link.")
    excerpt = models.TextField(blank=True, default="", help_text="Written by hand instead of the passage.")
    left_out = models.BooleanField(default=False, help_text="The author does not want this blog to be told.")
    asked_at = models.DateTimeField(null=True, editable=False)

    objects = RehearsalQuerySet.as_manager()
    changed: bool = False  # in memory: its text is otherwise than it was stored

    class Meta(Job.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["post", "target_key"], name="trackbacks_one_rehearsal_a_target")
        ]
        ordering = ["place", "pk"]
        indexes = [*Job.Meta.indexes]

    def __str__(self) -> str:
        return f"{self.target} for post {self.post_id}"

    @classmethod
    def to(cls, post: Post, key: str, url: str) -> Self:
        """An unsaved row for this target, not yet to be asked."""
        return cls(post=post, target=url, target_key=key, host=host_of(url)[:255])

    @property
    def is_own(self) -> bool:
        return is_own(self.target)

    @property
    def may_be_asked(self) -> bool:
        """Our own pages are known, and a pasted Trackback URL is no page."""
        return not (self.pasted or self.is_own)

    @property
    def is_stale(self) -> bool:
        if self.due_at is not None or not self.may_be_asked:
            return False
        age = FRESH_TROUBLE if self.trouble else FRESH
        return self.asked_at is None or self.asked_at < timezone.now() - age

    def perform(self) -> None:
        from trackbacks import rehearsing

        rehearsing.ask(self)

    def choose(self, excerpt: str, *, left_out: bool) -> None:
        """Keep what the author decided; the passage itself, given back unchanged, is no decision."""
        self.excerpt = "" if excerpt == self.passage else excerpt
        self.left_out = left_out
        self.save(update_fields=["excerpt", "left_out"])
