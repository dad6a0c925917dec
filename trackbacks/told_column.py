"""The column of the admin's list of posts that counts the blogs which each has told."""

from collections.abc import Sequence

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from posts.admin.post_columns import Column
from posts.models import Post
from trackbacks.models import OutgoingPing


def counts(posts: Sequence[Post]) -> dict[int, str]:
    """By the key of the post, in one query."""
    delivered = OutgoingPing.objects.filter(post__in=posts, state="delivered").order_by()
    return {pk: str(n) for pk, n in delivered.values_list("post").annotate(n=Count("pk"))}


told = Column("told", _("pings told"), counts)
