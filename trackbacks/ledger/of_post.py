"""The pings of one post: its panel as a fragment or as a page of its own, and what its buttons do."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from posts.models import Post
from trackbacks import rehearsing
from trackbacks.excerpts import EXCERPT_CHARACTERS
from trackbacks.ledger import doing
from trackbacks.models import LinkScan, Rehearsal
from trackbacks.panel import ALL, Typed, pings_panel

FRAGMENT = "X-Fragment"  # the header by which the panel's own script asks for nothing but the panel
TEXT_MAX = 2_000_000  # characters of a text that is looked at while it is written
VIEW, CHANGE = "trackbacks.view_outgoingping", "trackbacks.change_outgoingping"


class Refused(Exception):
    """What was typed cannot be kept; it goes back to its author with what is wrong."""

    def __init__(self, typed: Typed) -> None:
        super().__init__()
        self.typed = typed


def page(request: HttpRequest, site: Any, pk: int) -> HttpResponse:
    """The panel: alone for the page's own script, else in the frame of the admin."""
    return shown(request, site, of(request, pk, VIEW))


@require_POST
def act(request: HttpRequest, site: Any, pk: int, verb: str) -> HttpResponse:
    """One button of the panel, and back to where it was."""
    post = of(request, pk, CHANGE)
    if verb not in VERBS:
        raise Http404
    try:
        notice = VERBS[verb](request, post)
    except Refused as refused:
        return shown(request, site, post, refused.typed, status=422)
    return answered(request, Post.objects.get(pk=post.pk), notice)


def of(request: HttpRequest, pk: int, permission: str) -> Post:
    """The post, if this user may work on it and on what it tells."""
    if not request.user.has_perm(permission):
        raise PermissionDenied
    return get_object_or_404(Post.objects.editable_by(request.user), pk=pk)


def answered(request: HttpRequest, post: Post, notice: str) -> HttpResponse:
    """After a button: the panel anew for its script, else the post's page with the notice on top."""
    if FRAGMENT in request.headers:
        return HttpResponse(pings_panel(request, post, notice=notice))
    if notice:
        messages.success(request, notice)
    return HttpResponseRedirect(reverse("admin:posts_post_change", args=[post.pk]) + "#pings")


def shown(
    request: HttpRequest, site: Any, post: Post, typed: Typed | None = None, status: int = 200
) -> HttpResponse:
    panel = pings_panel(request, post, typed)
    if FRAGMENT in request.headers:
        return HttpResponse(panel, status=status)
    context = {
        **site.each_context(request),
        "title": _("Pings of “%(post)s”") % {"post": post},
        "panel": panel,
    }
    return TemplateResponse(request, "admin/trackbacks/page.html", {**context, "post": post}, status=status)


# What the buttons do; each answers with a sentence, or with nothing to say


def look(request: HttpRequest, post: Post) -> str:
    """Look at the text as it stands in the editor, or where none was sent along, as it is stored."""
    if "html" in request.POST:
        rehearsing.rehearse(
            post,
            request.POST["html"][:TEXT_MAX].replace("\0", ""),
            request.POST.get("send_trackbacks", "")[:TEXT_MAX].replace("\0", ""),
        )
        return ""
    rehearsing.request(post)
    return _("The links of the text are being looked at.")


def ask_again(request: HttpRequest, post: Post) -> str:
    """Read the linked pages once more, however lately that was done."""
    rows = Rehearsal.objects.filter(post=post, linked=True, place__lt=rehearsing.ASKED)
    n = rows.ask()
    return ngettext("%(n)d page is being asked again.", "%(n)d pages are being asked again.", n) % {"n": n}


def choose(request: HttpRequest, post: Post) -> str:
    """Keep which blogs are told and what they read; each row of the form names itself.

    Raises Refused where a passage is too long; then nothing is kept.
    """
    keys = doing.numbers(request.POST.getlist("row")[:ALL])
    rows = list(Rehearsal.objects.filter(post=post, pk__in=keys))
    words = {row.pk: _excerpt(request, row) for row in rows}
    too_long = _("At most %(limit)d characters, please; what is longer is cut off on its way.")
    errors = {
        pk: too_long % {"limit": EXCERPT_CHARACTERS}
        for pk, text in words.items()
        if len(text) > EXCERPT_CHARACTERS
    }
    if errors:
        raise Refused(Typed(words, errors))
    told = set(request.POST.getlist("tell"))
    for row in rows:
        row.choose(words[row.pk], left_out=str(row.pk) not in told)
    return _("Kept.")


def _excerpt(request: HttpRequest, row: Rehearsal) -> str:
    """The words for this row as one line; a row that showed no field keeps what it has."""
    text = request.POST.get(f"excerpt-{row.pk}")
    return row.excerpt if text is None else " ".join(text.replace("\0", "").split())


def call_off(request: HttpRequest, post: Post) -> str:
    """Within the undo window: tell nobody."""
    _needs_publishing(request)
    if LinkScan.call_off(post):
        return _("Nobody will be told of this post.")
    return _("It was too late for that: the blogs are being told. Each can be cancelled by itself.")


def tell_after_all(request: HttpRequest, post: Post) -> str:
    _needs_publishing(request)
    LinkScan.tell_after_all(post)
    return _("The blogs that this post links to will be told.")


def _needs_publishing(request: HttpRequest) -> None:
    """Whom a public post tells is for those who may publish."""
    if not request.user.has_perm("posts.publish_post"):
        raise PermissionDenied


VERBS: dict[str, Callable[[HttpRequest, Post], str]] = {
    "look": look,
    "ask": ask_again,
    "choose": choose,
    "call-off": call_off,
    "tell": tell_after_all,
}
