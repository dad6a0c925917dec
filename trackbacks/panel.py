"""The pings panel on the admin page of a post: whom it told, what they answered, what comes next."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from posts.models import Post
from trackbacks.models import OutgoingPing
from trackbacks.words import sent_words

SHOWN = 200  # rows; more links than that are seen in the list of sent pings


def pings_panel(request: HttpRequest, post: Post) -> SafeString:
    """The ledger of this post; empty for who may not see it."""
    if not request.user.has_perm("trackbacks.view_outgoingping"):
        return SafeString("")
    pings = list(OutgoingPing.objects.filter(post=post).order_by("created", "pk")[:SHOWN])
    for ping in pings:
        ping.post = post
    may_act = request.user.has_perm("trackbacks.change_outgoingping")
    rows = [
        {
            "ping": ping,
            "words": sent_words(ping.shown_state),
            "resend": may_act and ping.may_be_resent,
            "cancel": may_act and ping.may_be_cancelled,
        }
        for ping in pings
    ]
    context = {"rows": rows, "post": post, "scan": getattr(post, "link_scan", None)}
    return SafeString(render_to_string("admin/trackbacks/panel.html", context, request))
