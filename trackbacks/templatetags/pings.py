"""What a post page says to other blogs' software, and which posts of this blog came back to it."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from posts.models import Post
from trackbacks.switches import takes_pings

RDF = """\
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:trackback="http://madskills.com/public/xml/rss/module/trackback/">
<rdf:Description rdf:about="{}" dc:identifier="{}" dc:title="{}" trackback:ping="{}" />
</rdf:RDF>"""

register = template.Library()


@register.simple_tag(takes_context=True)
def trackback_link(context: Context, post: Post) -> SafeString:
    """For the head of an open post's page: `rel="trackback"` (TB-R10); nothing for a closed one (TB-R12)."""
    if not takes_pings(post, context["site"]):
        return mark_safe("")
    return format_html('<link rel="trackback" href="{}">', post.trackback_url)


@register.simple_tag(takes_context=True)
def trackback_autodiscovery(context: Context, post: Post) -> SafeString:
    """The RDF block of TrackBack 1.2 in a comment, where nothing may look like the comment's end (TB-R10, TB-R12)."""
    if not takes_pings(post, context["site"]):
        return mark_safe("")
    values = (post.full_url, post.full_url, post.title, post.trackback_url)
    block = format_html(RDF, *values)
    return mark_safe(f"<!--\n{block.replace('--', '&#45;&#45;')}\n-->")


@register.filter
def takes_pings_on(post: Post, site: Any) -> bool:
    """Whether other blogs may answer this post."""
    return takes_pings(post, site)


@register.inclusion_tag("trackbacks/later.html")
def later_on_this_blog(post: Post) -> dict[str, Any]:
    """Public posts of this blog that link to this one, oldest first."""
    later = Post.objects.published().filter(own_links__target=post).order_by("published_at")
    return {"later": list(later.only("title", "slug", "published_at", "created"))}
