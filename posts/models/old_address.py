"""Where posts could once be read: kept whenever a verb moves one, so that readers and pings still find it."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from posts.models.post import Post

LONGEST = 1300  # 100 characters of a slug, each of four bytes and these as %XX, and the month before them


class OldAddress(models.Model):
    """Where a post could once be read; readers and pings are led from there to where it is now."""

    path = models.CharField(max_length=LONGEST, unique=True)
    post = models.ForeignKey("posts.Post", on_delete=models.CASCADE, related_name="old_addresses")

    def __str__(self) -> str:
        return self.path

    @classmethod
    def leads_elsewhere(cls, post: "Post") -> bool:
        """Whether readers are led from this post's address to another post."""
        return cls.objects.filter(path=post.get_absolute_url()).exclude(post_id=post.pk).exists()

    @classmethod
    def leave(cls, before: "Post", now: "Post") -> None:
        """Note where the post was, if anybody can ever have read it there and it is there no more."""
        path = before.get_absolute_url()
        if before.was_addressable and path != now.get_absolute_url():
            cls.objects.update_or_create(path=path, defaults={"post": now})
