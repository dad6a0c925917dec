"""What time decides about pings as they were sent: after the owner's days nobody knows from which address."""

from datetime import timedelta

from django.utils import timezone

from posts.models import SiteSettings
from trackbacks.models import IncomingPing

AT_ONCE = 500  # rows of one tick: the next one takes the rest


def erase_senders() -> int:
    """Erase addresses and browsers of old pings; one that was sent again lately is not old. Returns how many."""
    limit = timezone.now() - timedelta(days=SiteSettings.load().erase_after_days)
    old = IncomingPing.objects.filter(address__isnull=False, created__lt=limit).exclude(
        received_last__gt=limit
    )
    keys = list(old.order_by("created").values_list("pk", flat=True)[:AT_ONCE])
    return IncomingPing.objects.filter(pk__in=keys).update(address=None, user_agent="") if keys else 0
