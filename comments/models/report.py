"""What readers said against a comment: a word to the moderators, and nothing that hides anything by itself."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from comments.models.comment import PostComment


class Report(models.Model):
    """One reader's report of one comment; who it was is kept as a keyed hash, to count readers and not clicks."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("It is spam or advertising")
        ABUSE = "abuse", _("It insults or threatens somebody")
        PRIVATE = "private", _("It gives away what is private")
        OTHER = "other", _("Something else")

    comment = models.ForeignKey("comments.PostComment", on_delete=models.CASCADE, related_name="reports")
    reader = models.CharField(max_length=64)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    words = models.CharField(max_length=500, blank=True, default="")
    answered = models.BooleanField(default=False, help_text=_("A moderator has looked and let it stand."))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "reader"], name="comments_one_report_a_reader")
        ]
        indexes = [
            models.Index(fields=["comment"], name="comments_open_reports", condition=models.Q(answered=False))
        ]

    def __str__(self) -> str:
        return f"{self.reason} on {self.comment_id}"

    @classmethod
    def file(cls, comment: "PostComment", reader: str, reason: str, words: str) -> bool:
        """Keep it; False where this reader has reported this comment before."""
        key = salted_hmac("comments.report", reader, algorithm="sha256").hexdigest()
        facts = {"reason": reason, "words": words}
        return cls.objects.get_or_create(comment=comment, reader=key, defaults=facts)[1]

    @classmethod
    def let_stand(cls, comment: "PostComment") -> bool:
        """A moderator has looked and leaves it; whether there was anything to answer."""
        return cls.objects.filter(comment=comment, answered=False).update(answered=True) > 0
