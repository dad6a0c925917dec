"""The views of the Pings page; the AdminSite puts them at /admin/pings/."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from trackbacks import pingable, protocols
from trackbacks.ledger import answer, doing, listing, of_post, rows, traces
from trackbacks.ledger.listing import LOOKS, SENT_STATES, STATUSES, Filters
from trackbacks.models import IncomingPing, OutgoingPing
from trackbacks.words import (
    OPEN,
    look_words,
    place_words,
    protocol_words,
    sent_words,
    status_words,
    verdict_words,
)

CHANGE = "trackbacks.change_outgoingping"
SENT, RECEIVED = "trackbacks.view_outgoingping", "trackbacks.view_incomingping"
CHECK = "posts.edit_all_posts"  # who may have the blog look at itself: editors and administrators


def overview(request: HttpRequest, site: Any) -> HttpResponse:
    """How many went out and came in, and whether this blog can be told at all."""
    _needs(request, RECEIVED)
    user = request.user
    context = {
        "title": _("Pings"),
        "sent": _table(listing.sent_counts(user), SENT_STATES, sent_words) if user.has_perm(SENT) else None,
        "received": _table(listing.received_counts(user), STATUSES, status_words),
        "check": pingable.shown(),
        "may_check": user.has_perm(CHECK),
        "bookmarklet": answer.bookmarklet() if user.has_perm("posts.add_post") else "",
    }
    return _page(request, site, "overview", context)


def sent(request: HttpRequest, site: Any) -> HttpResponse:
    """The list of pings that went out."""
    _needs(request, SENT)
    filters = Filters.read(request.GET, SENT_STATES)
    pings, more = listing.page_of(listing.sent(request.user, filters), filters.page)
    may_act = request.user.has_perm(CHANGE)
    shown = [rows.of_sent(ping, may_act=may_act) for ping in pings]
    context = {"states": [(state, sent_words(state)) for state in SENT_STATES], "may_act": may_act}
    return _page(request, site, "sent", _list(_("Sent pings"), filters, shown, more) | context)


def received(request: HttpRequest, site: Any) -> HttpResponse:
    """The list of pings that came in."""
    _needs(request, RECEIVED)
    filters = Filters.read(request.GET, STATUSES)
    pings, more = listing.page_of(listing.received(request.user, filters), filters.page)
    shown = [rows.of_received(ping) for ping in pings]
    states = [(status, status_words(status)) for status in STATUSES]
    context = {"states": states, "looks": [(look, look_words(look)) for look in LOOKS]}
    return _page(request, site, "received", _list(_("Received pings"), filters, shown, more) | context)


def sent_trace(request: HttpRequest, site: Any, pk: int) -> HttpResponse:
    """Everything about one ping that went out."""
    _needs(request, SENT)
    ping = get_object_or_404(_sent_of(request), pk=pk)
    may_act = request.user.has_perm(CHANGE)
    context = {
        "title": _("Told %(blog)s") % {"blog": ping.host or ping.target},
        "ping": ping,
        "words": sent_words(ping.shown_state),
        "protocol": protocol_words(ping.protocol),
        "steps": traces.of_sent(ping),
        "is_cut": traces.is_cut(ping),
        "offers": _offers(ping),
        "resend": may_act and ping.may_be_resent,
        "cancel": may_act and ping.may_be_cancelled,
        "waits": ping.due_at is not None and ping.state in OPEN,
    }
    return _page(request, site, "sent", context | {"template": "sent_trace"})


def received_trace(request: HttpRequest, site: Any, pk: int) -> HttpResponse:
    """Everything about one ping that came in."""
    _needs(request, RECEIVED)
    pings = IncomingPing.objects.seen_by(request.user).select_related("post", "comment")
    ping = get_object_or_404(pings.prefetch_related("comment__events"), pk=pk)
    context = {
        "title": _("From %(blog)s") % {"blog": ping.host or ping.source},
        "ping": ping,
        "words": status_words(ping.status),
        "verdict": verdict_words(ping.comment.verdict if ping.comment else ""),
        "steps": traces.of_received(ping),
        "is_cut": traces.is_cut(ping),
        "protocol": protocol_words(ping.protocol),
        "waits": ping.due_at is not None,
        "look": look_words(ping.last_look),
        "gone": bool(ping.comment and ping.comment.gone),
    }
    return _page(request, site, "received", context | {"template": "received_trace"})


@require_POST
def act(request: HttpRequest, site: Any, pk: int, verb: str) -> HttpResponse:
    """Resend or Cancel one ping, and go back to where the button was."""
    _needs(request, CHANGE)
    ping = get_object_or_404(_sent_of(request), pk=pk)
    notice = doing.sentence(verb, doing.do(verb, [ping]))
    if request.POST.get("back") == "post":
        return of_post.answered(request, ping.post, notice)
    messages.success(request, notice)
    if request.POST.get("back") == "list":
        return _list_again(request)
    return HttpResponseRedirect(reverse("admin:ping_sent", args=[pk]))


@require_POST
def act_on_many(request: HttpRequest, site: Any) -> HttpResponse:
    """Resend or Cancel the chosen pings of the list, as far as they are this user's, and back to the same list."""
    _needs(request, CHANGE)
    verb, pings = request.POST.get("action", ""), _sent_of(request)
    chosen = list(pings.filter(pk__in=doing.numbers(request.POST.getlist("ids"))))
    messages.success(request, doing.sentence(verb, doing.do(verb, chosen)))
    return _list_again(request)


def _list_again(request: HttpRequest) -> HttpResponse:
    """Back to the page of the list that the address names."""
    filters = Filters.read(request.GET, SENT_STATES)
    return HttpResponseRedirect(reverse("admin:pings_sent") + filters.address_here)


@require_POST
def check(request: HttpRequest, site: Any) -> HttpResponse:
    """Have the blog look at itself, in the background."""
    _needs(request, CHECK)
    pingable.request()
    return HttpResponseRedirect(reverse("admin:pings") + "#pingable")


def _needs(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _sent_of(request: HttpRequest) -> QuerySet[OutgoingPing]:
    return OutgoingPing.objects.seen_by(request.user).select_related("post")


def _page(request: HttpRequest, site: Any, here: str, context: dict[str, Any]) -> HttpResponse:
    """One of the pages, in the frame of the admin; `here` is the tab that it belongs to."""
    frame = {**site.each_context(request), "sees_sent": request.user.has_perm(SENT), "here": here}
    return TemplateResponse(
        request, f"admin/pings/{context.get('template', here)}.html", {**frame, **context}
    )


def _list(title: str, filters: Filters, shown: list[rows.Row], more: bool) -> dict[str, Any]:
    return {
        "title": title,
        "template": "list",
        "filters": filters,
        "rows": shown,
        "protocols": [(name, protocol_words(name)) for name in protocols.names()],
        "previous": filters.address(page=filters.page - 1) if filters.page > 1 else "",
        "next": filters.address(page=filters.page + 1) if more else "",
    }


def _table(counts: listing.Table, states: tuple[str, ...], words: Any) -> dict[str, Any]:
    """Rows of protocols and columns of states, without the columns in which nothing stands."""
    used = [state for state in states if any(state in row for row in counts.values())]
    rows = [
        {
            "protocol": protocol,
            "name": protocol_words(protocol) or _("None yet"),
            "cells": [(state, counts[protocol].get(state, 0)) for state in used],
            "sum": sum(counts[protocol].values()),
        }
        for protocol in (*protocols.names(), "")
        if protocol in counts
    ]
    return {"states": [(state, words(state)) for state in used], "rows": rows}


def _offers(ping: OutgoingPing) -> list[tuple[str, str, str, bool]]:
    """What discovery found: protocol, endpoint, where on the page, and whether it is the one that was used."""
    return [
        (protocol_words(name), url, place_words(ping.found_in.get(name, "")), name == ping.protocol)
        for name, url in ping.offers.items()
    ]
