"""What this app does when a comment is approved (job rows), when a post gets another author or goes (the counters)."""

from typing import Any

from django.db.models import Count
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from comments.models import PostComment, StatusCount, door
from comments.signals import comment_approved
from jobs.models import Chore
from posts.models import Post, SiteSettings
from posts.signals import post_handed_over


@receiver(comment_approved)
def tell_followers(comment: PostComment, **kwargs: Any) -> None:
    """Followers of the thread get mail, also when it was approved much later; so does whom the owner wants told."""
    Chore.request("follow-up", comment.pk)
    if SiteSettings.load().mail_new != SiteSettings.MailTo.NOBODY:
        Chore.request("tell-moderators", comment.pk)


@receiver(post_handed_over)
def hand_over(post: Post, before: int, **kwargs: Any) -> None:
    """The discussion of a post moves with it, from the tabs of who was its author to those of who is."""
    rows = PostComment.objects.filter(post=post).exclude(status=door.ERASED).order_by()
    counted = list(rows.values_list("status", "kind").annotate(n=Count("pk")))
    away = {(before, status, kind): -n for status, kind, n in counted}
    StatusCount.add(away | {(post.author_id, status, kind): n for status, kind, n in counted})


@receiver(pre_delete, sender=Post)
def uncount(instance: Post, **kwargs: Any) -> None:
    """The discussion of a post goes with it, so the tabs of the queue must not count it any longer."""
    rows = PostComment.norel_objects.select_for_update().filter(post=instance).order_by("pk")
    door.count((instance.pk, status, kind, -1) for status, kind in rows.values_list("status", "kind"))
