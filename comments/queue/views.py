"""The page of the moderators' queue: GET lists, one POST acts."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from comments.queue import actions, listing
from comments.queue.listing import Filters

TABS = (
    ("", "All"),
    ("pending", "Pending"),
    ("approved", "Approved"),
    ("spam", "Spam"),
    ("trash", "Trash"),
    ("unconfirmed", "Unconfirmed"),
    (listing.REPORTED, "Reported"),
)
SELDOM = ("unconfirmed", listing.REPORTED)
KINDS = (
    ("", "Everything"),
    ("comment", "Comments"),
    ("ping", "Pings"),
    *((kind, f"{kind.capitalize()}s") for kind in listing.PINGS),
)
UNDO = "queue-undo"  # in the session: the last change, until its Undo was shown


def queue(request: HttpRequest, site: Any) -> HttpResponse:
    """The queue; `site` is the AdminSite whose frame it stands in."""
    if not request.user.has_perm("comments.view_postcomment"):
        raise PermissionDenied
    filters = Filters.read(request.GET)
    if request.method == "POST":
        return _act(request, filters)
    return TemplateResponse(request, "admin/discussion/queue.html", _context(request, filters, site))


def _act(request: HttpRequest, filters: Filters) -> HttpResponse:
    sentence, undoable = actions.act(request.user, request.POST, request.GET.get("only", ""))
    if undoable:
        request.session[UNDO] = {"sentence": sentence, "ids": undoable}
    else:
        messages.info(request, sentence)
    return HttpResponseRedirect(
        reverse("admin:discussion") + filters.address(page=filters.page if filters.page > 1 else "")
    )


def _context(request: HttpRequest, filters: Filters, site: Any) -> dict[str, Any]:
    table = listing.counts(request.user)
    size = listing.total(table, filters.status, filters.kinds)
    rows, more = listing.page_of(listing.chosen(request.user, filters, size), filters.page)
    here = filters.address(page=filters.page if filters.page > 1 else "")
    return {
        **site.each_context(request),
        "title": "Queue",
        "filters": filters,
        "rows": rows,
        "size": None if filters.q else size,
        "tabs": _tabs(table, filters),
        "kinds": [(filters.address(kind=kind), name, kind == filters.kind) for kind, name in KINDS],
        "here": here,
        "only": f"{here}&only=" if len(here) > 1 else "?only=",
        "previous": filters.address(page=filters.page - 1) if filters.page > 1 else "",
        "next": filters.address(page=filters.page + 1) if more else "",
        "pages": -(-size // listing.ROWS) or 1,
        "searched_newest": listing.SEARCHED if filters.q and size > listing.SEARCHED else 0,
        "spam": listing.total(table, "spam", ()),
        "undo": request.session.pop(UNDO, None) if UNDO in request.session else None,
    }


def _tabs(table: dict[str, dict[str, int]], filters: Filters) -> list[dict[str, Any]]:
    """Name, address and count of each tab; the seldom ones only where there is something in them."""
    tabs = []
    for status, name in TABS:
        n = listing.total(table, status, filters.kinds)
        if status not in SELDOM or n or filters.status == status:
            here = status == filters.status
            tabs.append(
                {
                    "status": status,
                    "name": name,
                    "n": n,
                    "here": here,
                    "address": filters.address(status=status),
                }
            )
    return tabs
