"""A list of the queue kept for the background: by its filters and its bounds, so that a run finds the same rows."""

from datetime import datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Count, Max, Min
from django.http import QueryDict
from django.utils.translation import gettext as _

from comments.models import PostComment
from comments.queue import campaigns, listing
from comments.queue.campaigns import Rule
from comments.queue.filters import Filters
from comments.queue.listing import Rows, User


def kept(user: User, asked: Filters, upto: int | None = None) -> tuple[int, dict[str, Any]]:
    """How many rows the list holds, all of its pages, and what finds just these again; none above `upto`.

    Raises:
        BadRequest: the address asks for something that is not known; it would be read as more than was meant.
    """
    if not asked.is_exact:
        raise BadRequest(_("There is no such filter, so nothing is chosen."))
    table = listing.counts(user)
    size = listing.total(table, asked.status, asked.kinds)
    groups = campaigns.found(user, asked, listing.total(table, "pending", ())) if asked.apart else []
    rules = [group.rule for group in groups]
    rows = campaigns.without(listing.chosen(user, asked, size), rules)
    if upto is not None:
        rows = rows.filter(pk__lte=upto)
    found = rows.aggregate(n=Count("pk"), upto=Max("pk"), since=Min("created"))
    facts = {
        "list": asked.address(),
        "size": size,
        "apart": [rule.key for rule in rules],
        "upto": found["upto"],
    }
    return found["n"], facts | {"since": found["since"].isoformat() if found["n"] else ""}


def rows_of(user: User, facts: dict[str, Any]) -> Rows:
    """What is still in it; nothing where it can no longer be read."""
    asked = Filters.read(QueryDict(facts["list"].removeprefix("?")))
    rules = [Rule.read(key) for key in facts["apart"]]
    if not asked.is_exact or None in rules:
        return PostComment.objects.none()
    bounds = {"pk__lte": facts["upto"], "created__gte": datetime.fromisoformat(facts["since"])}
    rows = listing.narrowed(user, asked).filter(**bounds).in_queue(asked.status)
    rows = rows.filter(listing.holds(asked.q, facts["size"])) if asked.q else rows
    return campaigns.without(rows, [rule for rule in rules if rule])
