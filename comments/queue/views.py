"""The page of the moderators' queue: GET lists, one POST acts; in place where the browser asks for parts alone."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import ModerationBatch, Progress, QueueKeys
from comments.queue import actions, campaigns, emptying, filters, listed, listing
from comments.queue.actions import Outcome
from comments.queue.filters import Filters

TABS = (
    ("", gettext_lazy("All")),
    ("pending", gettext_lazy("Pending")),
    ("approved", gettext_lazy("Approved")),
    ("spam", gettext_lazy("Spam")),
    ("trash", gettext_lazy("Trash")),
    ("unconfirmed", gettext_lazy("Unconfirmed")),
    (filters.REPORTED, gettext_lazy("Reported")),
)
SELDOM = ("unconfirmed", filters.REPORTED)
KINDS = (
    ("", gettext_lazy("Everything")),
    ("comment", gettext_lazy("Comments")),
    ("ping", gettext_lazy("Pings")),
    ("trackback", gettext_lazy("Trackbacks")),
    ("pingback", gettext_lazy("Pingbacks")),
    ("webmention", gettext_lazy("Webmentions")),
)
CHANGED = (
    "queue-changed"  # in the session: rows that were not as the moderator saw them, until they were shown
)
UNDO = "queue-undo"  # in the session: there was a press, which may be taken back
GLANCE = "glance"  # in a form: pressed on the admin's first page, where it leads back to
PROGRESS = "queue-progress"  # in the session: what was asked for in the background
JUST_NOW = timedelta(minutes=10)  # so long the last press offers its Undo on every page of the queue


def queue(request: HttpRequest, site: Any) -> HttpResponse:
    """The queue; `site` is the AdminSite whose frame it stands in."""
    if not request.user.has_perm("comments.view_postcomment"):
        raise PermissionDenied
    asked = Filters.read(request.GET)
    if request.method == "POST":
        return answer(request, asked, actions.act(request))
    shown = {**site.each_context(request), **context(request, asked), "title": _("Queue")}
    if request.GET.get("check") == "1":
        shown["check"] = check(request, asked)
    return TemplateResponse(request, "admin/discussion/queue.html", shown | afterwards(request, asked))


def check(request: HttpRequest, asked: Filters) -> dict[str, Any]:
    """How much is listed, on all pages, before it is checked again."""
    n, facts = listed.kept(request.user, asked)
    return {"n": n, "upto": facts["upto"]}


def answer(request: HttpRequest, asked: Filters, outcome: Outcome) -> HttpResponse:
    """After a press: the parts that changed, or, for a browser that sent a plain form, the way back to the list."""
    if outcome.batch:
        request.session[UNDO] = outcome.batch.pk
    if outcome.progress:
        request.session[PROGRESS] = outcome.progress.pk
    if in_place(request):
        return parts(request, asked, outcome)
    for sentence in outcome.said if not outcome.batch else outcome.said[1:]:
        messages.info(request, sentence)
    if outcome.changed:
        request.session[CHANGED] = outcome.changed
    if request.POST.get("back") == GLANCE:
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(reverse("admin:discussion") + asked.here)


def in_place(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def afterwards(request: HttpRequest, asked: Filters) -> dict[str, Any]:
    """What a plain page shows of the press before: its Undo, and what was not as it was seen."""
    changed = request.session.pop(CHANGED, []) if CHANGED in request.session else []
    return {
        "undo": last_press(request),
        "changed_rows": listing.in_full(changed) if changed else [],
        "keys_are_on": QueueKeys.are_on(request.user),
        "progress": going_on(request, asked),
    }


def last_press(request: HttpRequest) -> ModerationBatch | None:
    """What this moderator did just now and may take back."""
    last = ModerationBatch.undoable(request.user).first() if UNDO in request.session else None  # type: ignore[arg-type]
    return last if last and last.at > timezone.now() - JUST_NOW else None


def going_on(request: HttpRequest, asked: Filters) -> Progress | None:
    """What this moderator asked for in the background, until a while after it has ended; or who empties this spam."""
    theirs = Progress.open_to(request.user)
    known = theirs.filter(pk=request.session[PROGRESS]).first() if PROGRESS in request.session else None
    if known and (known.ended_at is None or known.ended_at > timezone.now() - JUST_NOW):
        return known
    return theirs.filter(kind=emptying.KIND, ended_at=None).first() if asked.status == "spam" else None


def parts(request: HttpRequest, asked: Filters, outcome: Outcome) -> HttpResponse:
    """The rows that left or changed, those that came up from below, the counters, the sentence with its Undo."""
    page = context(request, asked)
    seen = actions.versions(request.POST.getlist("seen"))
    listed = {row.pk for row in page["rows"]}
    acted = [pk for pk in outcome.acted if pk in seen]
    staying = [pk for pk in seen if pk in listed and pk not in acted]
    last = max((n for n, row in enumerate(page["rows"]) if row.pk in staying), default=-1)
    page |= {
        "outcome": outcome,
        "progress": outcome.progress,
        "undo": outcome.batch or ModerationBatch.undoable(request.user).first(),  # type: ignore[arg-type]
        "undo_is_this": bool(outcome.batch),
        "whole": outcome.whole or not staying,
        "gone": [pk for pk in acted if pk not in listed],
        "again": [row for row in page["others"] if row.pk in acted and row.pk in seen],
        "fresh": [row for row in page["others"] if row.pk not in seen and page["rows"].index(row) > last],
        "changed_rows": listing.in_full(outcome.changed) if outcome.changed else [],
    }
    return TemplateResponse(request, "admin/discussion/parts.html", page)


def context(request: HttpRequest, asked: Filters) -> dict[str, Any]:
    """The list and all that belongs to it."""
    user: Any = request.user
    table = listing.counts(user)
    size = listing.total(table, asked.status, asked.kinds)
    reported = listing.total(table, filters.REPORTED, ()) > 0
    groups = campaigns.found(user, asked, listing.total(table, "pending", ()))
    left = listing.chosen(user, asked, size)
    left = campaigns.without(left, [group.rule for group in groups]) if asked.apart else left
    known = size if asked.is_counted else 0
    rows, more = listing.page_of(left, asked.page, size=known, reported=reported)
    others = campaigns.fold(rows, groups)
    return {
        "filters": asked,
        "rows": rows,
        "others": others,
        "campaigns": groups,
        "tabs": tabs(table, asked),
        "may_check_all": asked.is_exact and bool(rows),
        "kinds": [(asked.address(kind=kind), name, kind == asked.kind) for kind, name in KINDS],
        "here": asked.here,
        "other_way": asked.address(apart="" if asked.apart else "1"),
        "with_here": f"{asked.here}&" if len(asked.here) > 1 else "?",
        "spam": listing.total(table, "spam", ()),
        "searched_newest": listing.SEARCHED if asked.q and size > listing.SEARCHED else 0,
        **pager(asked, size, more, bool(rows)),
    }


def pager(asked: Filters, size: int, more: bool, any_rows: bool) -> Mapping[str, Any]:
    """The neighbours of a page; and where to go from one beyond the last."""
    pages = -(-size // listing.ROWS) or 1
    mixed = not asked.status and (asked.is_narrow or asked.kinds) and asked.page >= listing.MIXED_PAGES
    return {
        "previous": asked.address(page=asked.page - 1) if asked.page > 1 else "",
        "next": asked.address(page=asked.page + 1) if more and not mixed else "",
        "pages": None if asked.is_narrow else pages,
        "beyond": asked.page > 1 and not any_rows,
        "last_page": asked.address(page=min(pages, asked.page)) if not asked.is_narrow else asked.address(),
    }


def tabs(table: dict[str, dict[str, int]], asked: Filters) -> list[dict[str, Any]]:
    """Name, address and count of each tab; the seldom ones only where there is something in them."""
    shown = []
    for status, name in TABS:
        n, here = listing.total(table, status, asked.kinds), status == asked.status
        if status not in SELDOM or n or here:
            address = asked.address(status=status)
            shown.append({"status": status, "name": name, "n": n, "here": here, "address": address})
    return shown
