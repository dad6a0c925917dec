"""What this app does when a comment is approved (a job row), and when a post is gone for good (the counters)."""

from typing import Any

from django.db.models import Count
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from comments.models import PostComment, StatusCount
from comments.signals import comment_approved
from jobs.models import Chore
from posts.models import Post, SiteSettings


@receiver(comment_approved)
def tell_followers(comment: PostComment, **kwargs: Any) -> None:
    """Followers of the thread get mail, also when it was approved much later; so does whom the owner wants told."""
    Chore.request("follow-up", comment.pk)
    if SiteSettings.load().mail_new != SiteSettings.MailTo.NOBODY:
        Chore.request("tell-moderators", comment.pk)


@receiver(pre_delete, sender=Post)
def uncount(instance: Post, **kwargs: Any) -> None:
    """The discussion of a post goes with it, so the tabs of the queue must not count it any longer."""
    rows = (
        PostComment.objects.filter(post=instance)
        .exclude(status="erased")
        .order_by()
        .values_list("status", "kind")
    )
    for status, kind, n in rows.annotate(n=Count("pk")):
        StatusCount.add(status, kind, -n)
