"""Who was approved before: kept as a keyed hash, so that it outlives the erased e-mail address."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import models
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from comments.models.comment import PostComment


class KnownSender(models.Model):
    """Somebody, or some site, of whom something was approved."""

    key = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.key

    @classmethod
    def remember(cls, comments: "Sequence[PostComment]") -> None:
        keys = sorted({key_of(comment) for comment in comments} - {""})
        KnownSender.objects.bulk_create([KnownSender(key=key) for key in keys], ignore_conflicts=True)

    @classmethod
    def forget(cls, comments: "Sequence[PostComment]") -> None:
        cls.objects.filter(key__in={key_of(comment) for comment in comments} - {""}).delete()

    @classmethod
    def knows(cls, comment: "PostComment") -> bool:
        key = key_of(comment)
        return bool(key) and cls.objects.filter(key=key).exists()


def key_of(comment: "PostComment") -> str:
    """A site for a ping whose link was seen, a name and e-mail for a comment; empty for the nameless."""
    if comment.is_ping:
        plain = f"site {comment.source_host}" if comment.source_host and comment.verified else ""
    else:
        plain = (
            f"{comment.user_name.strip().lower()} {comment.user_email.strip().lower()}"
            if comment.user_email
            else ""
        )
    return salted_hmac("comments.known-sender", plain, algorithm="sha256").hexdigest() if plain else ""
