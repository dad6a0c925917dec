"""What this app does when a comment is approved: it writes job rows, nothing else."""

from typing import Any

from django.dispatch import receiver

from comments.models import PostComment
from comments.signals import comment_approved
from jobs.models import Chore


@receiver(comment_approved)
def tell_followers(comment: PostComment, **kwargs: Any) -> None:
    """Followers of the thread get mail, also when it was approved much later."""
    Chore.request("follow-up", comment.pk)
