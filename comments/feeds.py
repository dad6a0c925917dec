"""RSS of what was said: everywhere on the blog, and under one post; comments and pings alike."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import feedgenerator
from django.views.decorators.http import require_safe

from comments.models import PostComment
from posts.feeds import Rss
from posts.finding import post_at
from posts.models import Post, SiteSettings

ITEMS = 30  # newest first


@require_safe
def all_comments(request: HttpRequest) -> HttpResponse:
    """The newest of the whole blog; nothing from below a password or a hidden post."""
    site = SiteSettings.load()
    readable = Post.objects.readable().values("pk")
    newest = PostComment.objects.shown().filter(post__in=readable)
    return written(
        f"Comments on {site.title}", reverse("home"), reverse("comments_feed"), site.language, newest
    )


@require_safe
def post_comments(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponse:
    """What is shown under one post."""
    post = post_at(request, year, month, slug)
    if isinstance(post, HttpResponse):
        return post
    if not post.talks:
        raise Http404
    path = post.get_absolute_url()
    shown = PostComment.objects.shown().filter(post=post)
    return written(f"Comments on “{post.title}”", path, f"{path}feed/", SiteSettings.load().language, shown)


def written(title: str, path: str, feed_path: str, language: str, comments: Any) -> HttpResponse:
    feed = Rss(
        title=title,
        link=settings.SITE_URL + path,
        description=title,
        language=language,
        feed_url=settings.SITE_URL + feed_path,
        stylesheets=[feedgenerator.Stylesheet(static("css/feed.css"), mimetype="text/css", media=None)],  # type: ignore[arg-type]
    )
    for comment in comments.select_related("post").order_by("-created", "-pk")[:ITEMS]:
        feed.add_item(**item(comment))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def item(comment: PostComment) -> dict[str, Any]:
    link = settings.SITE_URL + comment.get_absolute_url()
    who = comment.user_name or comment.blog_name or comment.source_host
    created: datetime = comment.created
    source = [("trackback:about", comment.source_url)] if comment.is_ping else []
    return {
        "title": f"{who} on “{comment.post.title}”"
        if not comment.is_ping
        else comment.title or comment.source_url,
        "link": link,
        "unique_id": link,
        "description": comment.comment,
        "content": comment.html,
        "author_name": who,
        "pubdate": created,
        "updateddate": created,
        "elements": source,
    }
