"""Small helps for the reader's templates: icons, initials, reading time, the tree of categories."""

from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from posts import initials, languages, local, reading, sizes
from posts.models import Category, Image, Post

register = template.Library()


@register.simple_tag
def icon(name: str, directed: bool = False) -> SafeString:
    """A drawn sign from the sprite, silent to screen readers; `directed` ones turn round in right-to-left text."""
    extra = " icon--directed" if directed else ""
    return format_html(
        '<svg class="icon{}" width="18" height="18" aria-hidden="true"><use href="{}#{}"/></svg>',
        extra,
        static("icons/sprite.svg"),
        name,
    )


@register.filter
def pictured(text: str) -> SafeString:
    """The stored HTML of a post or page, its pictures in the sizes that there are: one query, if there are any."""
    found = Image.objects.shown_in(text).by_key()
    return mark_safe(sizes.dressed(text, found))  # noqa: S308 - made safe when it was stored


@register.simple_tag
def in_sizes(image: Image, place: str) -> SafeString:
    """The attributes that offer a picture's sizes, for one of the places of posts/sizes.py."""
    if not image.srcset:
        return SafeString()
    return format_html(' srcset="{}" sizes="{}"', image.srcset, sizes.PLACES[place])


@register.filter
def initial(name: str) -> str:
    return initials.initial(name)


@register.filter
def hue(name: str) -> str:
    return initials.hue(name)


@register.filter
def reading_minutes(post: Post) -> int:
    return reading.minutes(post.html)


@register.filter
def iso(moment: datetime) -> str:
    """A moment for machines, to the second: HTML allows three digits more, and Python writes six."""
    return localtime(moment).isoformat(timespec="seconds")


register.filter("direction", languages.direction)
register.filter("said", languages.said)
for _written in (local.day, local.moment, local.month, local.brief, local.number):
    register.filter(_written.__name__, _written)


@register.filter
def was_updated(post: Post) -> bool:
    """Whether it was changed on a later day than it was published; smaller changes nobody needs to know of."""
    return bool(post.published_at and post.updated - post.published_at > timedelta(days=1))


@register.filter
def short_address(url: str) -> str:
    """An address as people write it: without scheme and last slash."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


@register.filter
def indented(category: Category) -> str:
    """The name, further in the deeper it stands in the tree; for lists that know no nesting."""
    return "\N{EM SPACE}" * category.level + category.name


@register.simple_tag
def mail_link(post: Post) -> str:
    """Opens the reader's own mail program; nobody else learns of it."""
    return "mailto:?" + urlencode({"subject": post.title, "body": post.full_url}, quote_via=quote)


@register.simple_tag
def mastodon_link(post: Post) -> str:
    """Mastodon's own page for sharing, which asks for the reader's server; a plain link, fetched only on click."""
    return "https://share.joinmastodon.org/#text=" + quote(f"{post.title} {post.full_url}")
