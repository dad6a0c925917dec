"""What the wire kept of somebody: pings as they were sent, with the trail of what became of them."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from comments.personal.finding import rows_of
from posts.personal import Item, Section, Who
from trackbacks.models import IncomingPing
from trackbacks.words import protocol_words

AT_ONCE = 500  # rows of one transaction
FACTS = (
    "created", "protocol", "source", "target", "title", "excerpt", "blog_name", "address", "user_agent",
    "received", "received_last", "looked_at", "state", "last_error", "trail",
)  # fmt: skip


def pings_of(who: Who) -> Any:
    """Of the host, and what became one of the rows that are found."""
    wanted = Q(comment__in=rows_of(who).values("pk"))
    hosts = [who.host, f"www.{who.host}"] if who.host else []
    return IncomingPing.objects.filter(wanted | Q(host__in=hosts))


def found(who: Who) -> list[Section]:
    pings = pings_of(who).order_by("created", "pk")
    items = [
        Item(f"{protocol_words(ping.protocol)}: {ping.source}", {name: getattr(ping, name) for name in FACTS})
        for ping in pings
    ]
    return [Section("pings", gettext_lazy("Pings as they were sent"), items)]


def erase(who: Who) -> set[str]:
    """The rows themselves: nothing is verified any more. Returns the IP addresses that they came from."""
    addresses = {one for one in pings_of(who).values_list("address", flat=True) if one}
    while keys := list(pings_of(who).values_list("pk", flat=True)[:AT_ONCE]):
        IncomingPing.objects.filter(pk__in=keys).delete()
    return addresses
