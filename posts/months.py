"""How many posts each month holds, counted by a chore, so that no page counts a hundred thousand posts."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from posts.archives import month_span
from posts.models import ArchiveMonth, Post


@transaction.atomic
def recount() -> None:
    """Count the published posts of every month that has any, newest first, by index alone."""
    rows = []
    before: datetime | None = None
    while (first := _newest_month(before)) is not None:
        start, end = month_span(first.year, first.month)
        n = Post.objects.published(before=end).filter(published_at__gte=start).count()
        rows.append(ArchiveMonth(year=first.year, month=first.month, posts=n))
        before = start
    ArchiveMonth.objects.all().delete()
    ArchiveMonth.objects.bulk_create(rows)


def _newest_month(before: datetime | None) -> datetime | None:
    posts = Post.objects.published(before).order_by("-published_at", "-pk")
    at = posts.values_list("published_at", flat=True).first()
    return timezone.localtime(at) if at else None
