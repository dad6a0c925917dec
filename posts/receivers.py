"""What this app does when its own posts are published: it writes a job row, nothing else."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone

from jobs.models import Chore
from posts.models import Post, Subscriber
from posts.signals import post_published


@receiver(post_published)
def tell_subscribers(post: Post, **kwargs: Any) -> None:
    """Once the undo window has passed; unpublished in time, nobody was told."""
    if not Subscriber.objects.confirmed().exists():
        return
    due = timezone.now() + timedelta(seconds=settings.PINGS_UNDO_SECONDS)
    Chore.request("announce", post.pk, due_at=due)
