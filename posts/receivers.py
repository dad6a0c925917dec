"""What this app itself does when its posts change: job rows; no trace stays of what is deleted, and no stored page."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from django.utils import timezone

from jobs.models import Chore
from posts import search
from posts.models import Image, Post, Subscriber
from posts.page_cache.changes import pages_changed
from posts.signals import post_published, post_updated, post_withdrawn


@receiver(post_published)
def tell_subscribers(post: Post, **kwargs: Any) -> None:
    """Once the undo window has passed; unpublished in time, nobody was told."""
    if not Subscriber.objects.confirmed().exists():
        return
    due = timezone.now() + timedelta(seconds=settings.PINGS_UNDO_SECONDS)
    Chore.request("announce", post.pk, due_at=due)


@receiver(post_published)
@receiver(post_updated)
@receiver(post_withdrawn)
def keep_up(post: Post, **kwargs: Any) -> None:
    """Lists, neighbours and feeds change at once; the search index and the archive's index follow."""
    pages_changed()
    Chore.request("index", post.pk)
    Chore.request("months")


@receiver(pre_delete, sender=Post)
def forget(instance: Post, **kwargs: Any) -> None:
    search.remove([instance.pk])
    pages_changed()


@receiver(post_delete, sender=settings.AUTH_USER_MODEL)
def forget_badges(**kwargs: Any) -> None:
    """A comment of a user who is gone no longer carries the author's."""
    pages_changed()


@receiver(post_delete, sender=Image)
def forget_files(instance: Image, **kwargs: Any) -> None:
    """Once nothing can bring the row back; also where a list deletes many."""
    Chore.request("remove-files", instance.file.name)
