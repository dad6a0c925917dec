"""What the admin's first page says: how much there is, what waits, what was told and heard today."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from comments import akismet_account
from comments.models import PostComment
from comments.queue import listing
from posts.models import Post
from trackbacks.models import OutgoingPing
from trackbacks.words import sent_words

RECENT = 5  # rows of each list


def glance(request: HttpRequest) -> dict[str, Any]:
    """Everything on the page, of what this user may see; a dozen queries."""
    user = request.user
    posts = Post.objects.editable_by(user)
    discussion = PostComment.objects.moderated_by(user)
    today = timezone.now() - timedelta(days=1)
    sent = by_state(OutgoingPing.objects.filter(post__in=posts.order_by(), created__gte=today))
    return {
        "warnings": akismet_account.warnings() if user.is_superuser else [],
        "counts": posts.aggregate(
            **{state: Count("pk", filter=Q(state=state)) for state in Post.State.values}
        ),
        "drafts": posts.filter(state__in=("draft", "review")).order_by("-updated")[:RECENT],
        "upcoming": posts.filter(state="scheduled").order_by("published_at")[:RECENT],
        "waiting": waiting(user),
        "latest": discussion.in_queue("pending").select_related("post")[:RECENT],
        "sent_today": sent,
        "told_today": sum(n for state, _, n in sent if state == "delivered"),
        "received_today": discussion.filter(created__gte=today).exclude(kind="comment").count(),
    }


def waiting(user: Any) -> int:
    """How many items wait for this moderator, as the queue's own tab says."""
    return max(0, listing.total(listing.counts(user), "pending", ()))


def by_state(pings: Any) -> list[tuple[str, str, int]]:
    """(state, the state in words, how many), the most frequent first."""
    rows = pings.order_by().values_list("state").annotate(n=Count("pk")).order_by("-n", "state")
    return [(state, sent_words(state), n) for state, n in rows]
