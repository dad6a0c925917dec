"""The JSON-LD of each kind of page."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from posts import structured
from posts.archives import Archive
from posts.models import Post

register = template.Library()


@register.simple_tag(takes_context=True)
def blog_data(context: Any) -> SafeString:
    return structured.of_blog(context["site"])


@register.simple_tag(takes_context=True)
def archive_data(context: Any, archive: Archive) -> SafeString:
    return structured.of_archive(archive, context["site"])


@register.simple_tag(takes_context=True)
def post_data(context: Any, post: Post) -> SafeString:
    return structured.of_post(post, context["site"])
