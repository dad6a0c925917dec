"""The scheduler's part in publishing: what is due becomes public at its minute."""

import logging

from django.db import transaction
from django.utils import timezone

from posts.models import Post

log = logging.getLogger(__name__)
AT_ONCE = 100  # posts of one tick: the next tick, seconds later, takes the rest


def publish_due() -> int:
    """Publish every scheduled post whose time has come; returns how many. Two schedulers at once publish each once."""
    due = Post.objects.filter(state=Post.State.SCHEDULED, published_at__lte=timezone.now())
    published = 0
    for pk in list(due.order_by("published_at").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            post = due.select_for_update().filter(pk=pk).first()
            if post:
                post.publish()
                published += 1
    return published
