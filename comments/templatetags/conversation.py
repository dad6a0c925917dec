"""`{% conversation post %}`: all that was said about a post, here and elsewhere, and the way to answer."""

from typing import Any

from django import template
from django.conf import settings
from django.http import Http404
from django.template import Context
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import tokens
from comments.closing import must_sign_in, takes_comments
from comments.rendering import Page, thread_html
from comments.threads import Conversation
from comments.threads import conversation as read_conversation
from posts import local
from posts.finding import reader
from posts.models import Post, SiteSettings

VIEWS = ("comments", "trackbacks", "together")

register = template.Library()


@register.inclusion_tag("comments/conversation.html", takes_context=True)
def conversation(context: Context, post: Post) -> dict[str, Any]:
    """The conversation on the page that the address names; a page that there is not is a 404."""
    site: SiteSettings = context["site"]
    number: int = context.get("comment_page") or 1
    talk = read_conversation(post, number, site.comments_per_page, newest_first=site.newest_first)
    if number > talk.pages:
        raise Http404
    signed_in = reader(context["request"]).is_authenticated
    stays_out = must_sign_in(post, site, signed_in=signed_in)
    open_for_comments = takes_comments(post, site) and not stays_out
    form_page = f"{post.get_absolute_url()}respond/" if open_for_comments else ""
    page = Page(form_page, post.author.user_id, faces=site.faces)
    thread = thread_html(talk, page, pings_first=site.trackbacks_first, newest_first=site.newest_first)
    return {
        "post": post,
        "site": site,
        "talk": talk,
        "total": talk.comments + talk.pings,
        "heading": heading(talk.comments + talk.pings, post.title),
        "thread": thread,
        "view": chosen_view(context["request"].GET.get("tab", ""), site, talk),
        "open_for_comments": open_for_comments,
        "form_page": form_page,
        "signed_in": signed_in,
        "must_sign_in": stays_out,
        **just_sent(context, post, site),
        **turns(post, talk),
    }


def just_sent(context: Context, post: Post, site: SiteSettings) -> dict[str, Any]:
    """What only the author of a new comment sees: the comment, and for some minutes the way to change it."""
    comment, own = tokens.sent(context["request"], post)
    sent: dict[str, Any] = {"awaiting": comment}
    if comment and own and comment.is_changeable(site.edit_minutes):
        token = context["request"].GET["awaiting"]
        sent["own_page"] = f"{reverse('comment_own', args=[comment.pk])}?{urlencode({'awaiting': token})}"
        sent["own_until"] = comment.changeable_until(site.edit_minutes)
    return sent


@register.simple_tag
def filter_in_use() -> str:
    """The privacy line's first half: what looks at a comment before it is shown."""
    if settings.AKISMET_API_KEY:
        return _("This blog uses Akismet to reduce spam.")
    return _(
        _("This blog checks comments for spam with rules and a filter of its own; they are sent to nobody.")
    )


def heading(total: int, title: str) -> str:
    """WordPress's words, which readers know."""
    if not total:
        return _("No thoughts on “%(title)s” yet") % {"title": title}
    words = ngettext("%(count)s thought on “%(title)s”", "%(count)s thoughts on “%(title)s”", total)
    return words % {"count": local.number(total), "title": title}


def chosen_view(asked: str, site: SiteSettings, talk: Conversation) -> str:
    """What the address asks for, else the site's way; a tab with nothing in it is not opened first."""
    if asked in VIEWS:
        return asked
    if site.discussion_layout == SiteSettings.Layout.TOGETHER:
        return "together"
    if site.trackbacks_first:
        return "trackbacks" if talk.pings or not talk.comments else "comments"
    return "comments" if talk.comments or not talk.pings else "trackbacks"


def turns(post: Post, talk: Conversation) -> dict[str, str]:
    """The addresses of the pages before and after this one."""
    first = post.get_absolute_url()

    def address(number: int) -> str:
        return (first if number == 1 else f"{first}comment-page-{number}/") + "#comments"

    return {
        "earlier": address(talk.page - 1) if talk.page > 1 else "",
        "later": address(talk.page + 1) if talk.page < talk.pages else "",
    }
