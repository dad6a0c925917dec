"""What a post page says to other blogs' software, and which posts of this blog came back to it."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from posts.models import Post
from trackbacks import protocols
from trackbacks.protocols import trackback, webmention
from trackbacks.switches import takes_pings

register = template.Library()
LONG_COMMENT = 1500  # characters, some 250 words: from here on it is a post more than a comment


@register.simple_tag(takes_context=True)
def ping_links(context: Context, post: Post) -> SafeString:
    """For the head of an open post's page: where each protocol wants to be told (TB-R10, PB-R2)."""
    open_to = [name for name in protocols.names() if takes_pings(post, context["site"], name)]
    rows = [(name, place(name, post)) for name in open_to]
    return format_html_join("\n", '<link rel="{}" href="{}">', rows)


def place(name: str, post: Post) -> str:
    """Where a protocol wants to be told of this post: TrackBack below the post, any other at the route of its name."""
    return post.trackback_url if name == trackback.NAME else settings.SITE_URL + reverse(name)


@register.simple_tag(takes_context=True)
def trackback_autodiscovery(context: Context, post: Post) -> SafeString:
    """The RDF block of TrackBack 1.2 in a comment (TB-R10); nothing for a closed post (TB-R12)."""
    if not takes_pings(post, context["site"], trackback.NAME):
        return mark_safe("")
    block = trackback.advertise(post.full_url, post.title, post.trackback_url)
    return mark_safe(block)  # noqa: S308 - escaped where it is made


@register.filter
def takes_pings_on(post: Post, site: Any) -> bool:
    """Whether other blogs may answer this post."""
    return takes_pings(post, site)


@register.filter
def takes_pasted_on(post: Post, site: Any) -> bool:
    """Whether the address of an answer may be pasted here: it comes in as a Webmention."""
    return takes_pings(post, site, webmention.NAME)


@register.inclusion_tag("trackbacks/long_comment.html", takes_context=True)
def long_comment(context: Context, post: Post, words: str | None = None) -> dict[str, Any]:
    """“A lot to say?”: for a long comment a link that quotes, and the Trackback URL; hidden while it is short.

    An answer to a comment quotes that comment: a Webmention to its anchor stands below it.
    """
    if not takes_pings(post, context["site"]):
        return {"post": None}
    parent = context.get("parent")
    address = post.full_url + (f"#comment-{parent.pk}" if parent else "")
    return {
        "post": post,
        "parent": parent,
        "link": f'<a href="{escape(address)}">{escape(post.title)}</a>',
        "limit": LONG_COMMENT,
        "is_long": len(words or "") > LONG_COMMENT,
    }


@register.inclusion_tag("trackbacks/later.html")
def later_on_this_blog(post: Post) -> dict[str, Any]:
    """Public posts of this blog that link to this one, oldest first."""
    later = Post.objects.published().filter(own_links__target=post).order_by("published_at")
    return {"later": list(later.only("title", "slug", "published_at", "created"))}
