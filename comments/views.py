"""What readers do in the conversation: open the form, preview, send, follow a permalink, stop the mail."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from comments import mail, permalinks, tokens
from comments.closing import must_sign_in, takes_comments
from comments.forms import PostCommentForm, preview_of
from comments.models import PostComment
from comments.submitting import submit
from posts.finding import post_at
from posts.models import Post
from posts.passwords import is_locked
from posts.throttling import TooMany

INVALID = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_form(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    """The form page of a post; its tokens as JSON for the form on the cached page; and where both send to."""
    post = post_at(request, year, month, slug)
    if isinstance(post, HttpResponse):
        return post
    if is_locked(request, post):
        return redirect(post)
    if request.method == "POST":
        return receive(request, post)
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return form_tokens(request, post)
    return empty_form(request, post)


def empty_form(request: HttpRequest, post: Post) -> HttpResponse:
    """Before anything was sent; text typed without JavaScript comes along as ``?comment=``."""
    parent = answered(request.GET.get("reply_to", ""), post)
    initial = tokens.remembered(request) | {"comment": request.GET.get("comment", "")}
    return form_page(
        request, PostCommentForm(post, user=request.user, comment=parent, initial=initial), parent=parent
    )


def answered(number: str, post: Post) -> PostComment | None:
    """The comment to be answered.

    Raises:
        Http404: it is not shown under this post.
    """
    if number in ("", "0"):
        return None
    if not (number.isascii() and number.isdecimal() and len(number) <= permalinks.LONGEST_KEY):
        raise Http404
    parent = PostComment.objects.shown().filter(post=post, pk=int(number)).first()
    if parent is None:
        raise Http404
    return parent


def form_tokens(request: HttpRequest, post: Post) -> JsonResponse:
    """What the form on a cached page lacks: the hidden fields, and who this browser remembers."""
    form = PostCommentForm(post, user=request.user)
    return JsonResponse(
        {
            "csrfmiddlewaretoken": get_token(request),
            **form.generate_security_data(),
            "open": takes_comments(post, form.site)
            and not must_sign_in(post, form.site, signed_in=form.user is not None),
            "remembered": tokens.remembered(request),
        }
    )


def receive(request: HttpRequest, post: Post) -> HttpResponse:
    """A sent form: shown again with what is wrong or how it will look, or stored and answered by a redirect."""
    form = PostCommentForm(post, request.POST, user=request.user)
    if not form.is_valid():
        return form_page(request, form.made_anew(), parent=form.parent, status=INVALID)
    if "preview" in request.POST:
        return form_page(request, form, parent=form.parent, preview=preview_of(form))
    try:
        comment = submit(form, request)
    except TooMany as error:
        form.add_error(
            None, _("You have sent many comments in a short time. Please send this one in ten minutes.")
        )
        response = form_page(request, form, parent=form.parent, status=429)
        response["Retry-After"] = str(error.retry_after)
        return response
    return thanks(form, comment, own=comment.address == (request.META.get("REMOTE_ADDR") or None))


def without_cookie(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    """The form once more, filled in, where the browser did not send the cookie that goes with its token."""
    post = post_at(request, year, month, slug)
    if isinstance(post, HttpResponse) or is_locked(request, post):
        raise Http404
    form = PostCommentForm(post, request.POST, user=request.user).made_anew()
    form.add_error(None, _("Your browser did not keep the cookie of this form. Please send it once more."))
    return form_page(request, form, parent=form.parent, status=403)


def thanks(form: PostCommentForm, comment: PostComment, *, own: bool) -> HttpResponse:
    """To the comment where it is shown, else to the post with a token by which only its author sees it.

    Args:
        own: whether the token also proves that they wrote it; not where somebody else sent the same words before.
    """
    if comment.status == PostComment.Status.APPROVED:
        response = HttpResponseRedirect(permalinks.location(comment))
    else:
        token = tokens.awaiting_token(comment, own=own)
        response = HttpResponseRedirect(
            f"{comment.post.get_absolute_url()}?awaiting={token}#comment-{comment.pk}"
        )
    if own and form.site.edit_minutes:
        tokens.keep_own(response, comment, form.site.edit_minutes)
    if form.cleaned_data.get("consent"):
        cleaned = form.cleaned_data
        tokens.remember(response, cleaned["name"], cleaned["email"], cleaned["url"])
    elif form.user is None:
        tokens.forget(response)
    return response


def form_page(
    request: HttpRequest, form: PostCommentForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The form; its template gets `post`, `form`, `parent`, `preview` (safe HTML), `open_for_comments`, `akismet`."""
    post = form.target_object
    stays_out = must_sign_in(post, form.site, signed_in=form.user is not None)
    context |= {
        "must_sign_in": stays_out,
        "post": post,
        "form": form,
        "open_for_comments": takes_comments(post, form.site) and not stays_out,
        "akismet": bool(settings.AKISMET_API_KEY),
    }
    return render(request, "comments/respond.html", context, status=status)


@require_safe
def comment(request: HttpRequest, number: str) -> HttpResponse:
    """A comment's permalink: to the page and tab that hold it, which may change."""
    found = permalinks.shown_comment(request, number)
    return found if isinstance(found, HttpResponse) else HttpResponseRedirect(permalinks.location(found))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mute(request: HttpRequest, token: str) -> HttpResponse:
    """No more follow-up mail for this post: a page that asks, and a POST that acts, also a mail program's.

    The token alone says whose mail it is and no cookie is read, so that there is nothing to forge (RFC 8058).
    """
    subscription = tokens.muted_by(token)
    if subscription is None:
        return render(request, "comments/mute.html", {"expired": True}, status=404)
    if request.method == "POST":
        mail.mute(subscription)
    return render(
        request, "comments/mute.html", {"post": subscription.post, "muted": request.method == "POST"}
    )
