"""What a post said before: a row whenever one of its verbs stores other words than those that stood there."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from posts.models.post import Post

KEPT = 100  # of one post, the newest; a text of 1 MB that is saved all day stays within 100 MB
WORDS = ("title", "html", "excerpt")


class Revision(models.Model):
    """The words of a post as somebody left them."""

    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="revisions")
    title = models.CharField(max_length=255)
    html = models.TextField(blank=True)
    excerpt = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.at:%Y-%m-%d %H:%M})"

    @classmethod
    def of(cls, post: "Post") -> Self:
        words = {name: getattr(post, name) for name in WORDS}
        return cls(post_id=post.pk, by_id=post.updated_by_id, at=post.updated, **words)

    @classmethod
    def keep(cls, post: "Post", before: "Post | None") -> None:
        """Called after the post was stored; the first time also what stood there before revisions were kept."""
        if before and all(getattr(post, name) == getattr(before, name) for name in WORDS):
            return
        mine = cls.objects.filter(post_id=post.pk)
        if before and not mine.exists():
            cls.of(before).save()
        cls.of(post).save()
        if before:
            cls.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[KEPT:])).delete()
