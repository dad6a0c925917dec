"""What happened to a comment, by whom, when and why; and how many there are of each status."""

from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import F

from posts.models import Author


class ModerationEvent(models.Model):
    """One change of status, or of words by a moderator; written by the one door and by ``PostComment.edit``."""

    comment = models.ForeignKey("comments.PostComment", on_delete=models.CASCADE, related_name="events")
    old = models.CharField(max_length=12, blank=True)
    new = models.CharField(max_length=12)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_what = models.CharField(max_length=40, help_text="filter, source, author, system or a user's name")
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    batch = models.ForeignKey(
        "comments.ModerationBatch", null=True, on_delete=models.SET_NULL, related_name="events"
    )
    before = models.JSONField(null=True, help_text="Of an edit: the words as they were.")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.old or 'new'} -> {self.new} by {self.by_what}"


class StatusCount(models.Model):
    """How many comments of a kind have a status under one author's posts, so that the queue's tabs count nothing."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, db_index=False, related_name="+")
    status = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    n = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "status", "kind"], name="comments_one_count_each")
        ]

    def __str__(self) -> str:
        return f"{self.status} {self.kind}: {self.n}"

    @classmethod
    def add(cls, steps: Mapping[tuple[int, str, str], int]) -> None:
        """Count so many more (or fewer) of an author, status and kind; locked in one order."""
        for (author, status, kind), n in sorted(steps.items()):
            counter = cls.objects.filter(author=author, status=status, kind=kind)
            if not counter.update(n=F("n") + n):
                cls.objects.get_or_create(author_id=author, status=status, kind=kind)
                counter.update(n=F("n") + n)
