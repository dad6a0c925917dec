"""Feeds of what was said: everywhere on the blog, and under one post; comments and pings alike, in three forms."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.models import PostComment
from posts.feeds import FEEDS, absolute
from posts.finding import post_at
from posts.models import Post, SiteSettings
from posts.page_cache.serving import for_everybody
from posts.syndication import Channel, Entry, answer

ITEMS = 30  # newest first


@for_everybody
@require_safe
def all_comments(request: HttpRequest, form: str = "rss") -> HttpResponseBase:
    """The newest of the whole blog; nothing from below a password or a hidden post."""
    site = SiteSettings.load()
    title, path = _("Comments on %(blog)s") % {"blog": site.title}, reverse("comments_feed")
    readable = PostComment.objects.shown().filter(post__in=Post.objects.readable().values("pk"))
    feed_path = path + FEEDS[form].removeprefix(FEEDS["rss"])
    return answer(
        request, Channel(title, reverse("home"), feed_path, title, site.language, newest(readable)), form
    )


@for_everybody
@require_safe
def post_comments(
    request: HttpRequest, year: str, month: str, slug: str, form: str = "rss"
) -> HttpResponseBase:
    """What is shown under one post."""
    post = post_at(request, year, month, slug)
    if isinstance(post, HttpResponse):
        return post
    if not post.talks:
        raise Http404
    title, path = _("Comments on “%(post)s”") % {"post": post.title}, post.get_absolute_url()
    entries = newest(PostComment.objects.shown().filter(post=post))
    return answer(
        request, Channel(title, path, path + FEEDS[form], title, SiteSettings.load().language, entries), form
    )


def newest(comments: "QuerySet[PostComment]") -> list[Entry]:
    return [entry(comment) for comment in comments.select_related("post").order_by("-created", "-pk")[:ITEMS]]


def entry(comment: PostComment) -> Entry:
    who = comment.user_name or comment.blog_name or comment.source_host or _("Anonymous")
    said = _("%(name)s on “%(post)s”") % {"name": who, "post": comment.post.title}
    title = comment.title or comment.source_url if comment.is_ping else said
    return Entry(
        title=title,
        url=settings.SITE_URL + comment.get_absolute_url(),
        summary=comment.comment,
        content=absolute(comment.html),
        author=who,
        author_url="" if comment.gone else comment.user_url or "",
        published=comment.created,
        updated=comment.created,
        elements=[("trackback:about", comment.source_url)] if comment.is_linked else [],
    )
