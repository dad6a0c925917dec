"""How a link stands in the template of a mail; `posts/letters.py` makes both parts of it."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def link(url: str, look: str = "") -> str:
    """An address as itself, or as a `button`, an `other` button or a `quiet` link whose label stands before it.

    What is no address of the web stays the words that it is.
    """
    if not url.startswith(("http://", "https://")):
        return url
    if look:
        return format_html('<a class="{}" href="{}"></a>', look, url)
    return format_html('<a href="{0}">{0}</a>', url)
