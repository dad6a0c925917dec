"""The page of a received ping: what its sender may know of it, in plain words and as JSON, and no more."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from comments.models import PostComment
from comments.permalinks import location
from trackbacks.looking_again import NOT_FOUND
from trackbacks.models import IncomingPing
from trackbacks.steps import looks_again_after, steps

# PROMISES: these words and no others; never network errors, timings, or which filter spoke.
WORDS = {
    gettext_noop("waiting"): gettext_noop("We have your ping and will look at your page soon."),
    gettext_noop("being checked"): gettext_noop("We are looking at your page now."),
    gettext_noop("link not found"): gettext_noop("We read your page, but found no link to this post on it."),
    gettext_noop("not confirmed"): gettext_noop("We could not confirm that your page links to this post."),
    gettext_noop("awaiting review"): gettext_noop(
        "Your link was found. Somebody will look at it before it appears."
    ),
    gettext_noop("shown"): gettext_noop("It appears under the post."),
    gettext_noop("withdrawn"): gettext_noop(
        "Your page no longer links to this post, so what was shown has been taken down."
    ),
}


@require_safe
def ping_status(request: HttpRequest, uuid: str) -> HttpResponse:
    """``/pings/<uuid>/``, as a page or, for who prefers it, as JSON."""
    ping = get_object_or_404(IncomingPing.objects.select_related("post__author", "comment"), uuid=uuid)
    facts = told(ping)
    if wants_json(request):
        response: HttpResponse = JsonResponse(facts)
    else:
        again = looks_again_after(ping, facts["status"])
        context = {"ping": ping, "facts": in_words(facts), "steps": steps(facts["status"]), "again": again}
        response = render(request, "trackbacks/status.html", context)
        if again:
            response["Refresh"] = str(again)
    patch_vary_headers(response, ["Accept"])
    add_never_cache_headers(response)
    return response


def wants_json(request: HttpRequest) -> bool:
    return request.GET.get("format") == "json" or request.get_preferred_type(
        ["text/html", "application/json"]
    ) == ("application/json")


def told(ping: IncomingPing) -> dict[str, str]:
    """What the sender is told: their own words back, a status, and where it is shown."""
    word = word_for(ping)
    facts = {"source": ping.source, "target": ping.target, "protocol": ping.protocol, "status": word}
    if word == "shown" and ping.comment and ping.post.is_public:
        facts["url"] = settings.SITE_URL + location(ping.comment)
    return facts | {"summary": WORDS[word]}


def in_words(facts: dict[str, str]) -> dict[str, str]:
    """The same in the language of the blog; the JSON is for programs."""
    return facts | {name: gettext(facts[name]) for name in ("status", "summary")}


def word_for(ping: IncomingPing) -> str:
    """One of WORDS."""
    if ping.state == "withdrawn" or (ping.comment and ping.comment.is_withdrawn):
        return "withdrawn"
    if ping.state == "refused":
        return "link not found" if ping.last_error == NOT_FOUND else "not confirmed"
    if ping.comment is None:
        return "awaiting review" if ping.state == "done" else waiting_word(ping)
    return shown_word(ping.comment)


def shown_word(comment: PostComment) -> str:
    """Spam, and what a moderator took down, read as what waits for review does."""
    if comment.status == PostComment.Status.APPROVED:
        return "shown"
    if comment.is_being_checked:
        return "being checked"
    if comment.verified is None:
        return "not confirmed"
    return "awaiting review" if comment.verified else "link not found"


def waiting_word(ping: IncomingPing) -> str:
    if ping.lease_until and ping.lease_until > timezone.now():
        return "being checked"
    return "not confirmed" if ping.state == "retrying" else "waiting"
