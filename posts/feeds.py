"""Feeds of posts: the whole blog's and one below every archive, in three forms.

An app above registers in `item_elements` what it adds to an item, such as the trackback module of RSS.
"""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from posts import archives, sizes
from posts.models import Image, Post, SiteSettings
from posts.models.post_query import PostQuerySet
from posts.page_cache.serving import for_everybody
from posts.syndication import Channel, Elements, Entry, answer

ITEMS = 20  # what a reader that looks in once a week can miss on a busy blog, and still a small file
FEEDS = {"rss": "feed/", "atom": "feed/atom/", "json": "feed/json/"}  # below the page that they are of

item_elements: list[Callable[[Sequence[Post]], dict[int, Elements]]] = []


@for_everybody
@require_safe
def blog(request: HttpRequest, form: str = "rss") -> HttpResponseBase:
    site = SiteSettings.load()
    path = reverse("home")
    entries = newest(Post.objects.published())
    return answer(
        request, Channel(site.title, path, path + FEEDS[form], site.tagline, site.language, entries), form
    )


@for_everybody
@require_safe
def archive(request: HttpRequest, archive: str, form: str = "rss", **named: str) -> HttpResponseBase:
    """Raises Http404 for an archive with nothing public in it, as its page does."""
    site, found = SiteSettings.load(), archives.BY_NAME[archive](**named)
    title, feed_path = f"{found.title} – {site.title}", found.path + FEEDS[form]
    entries = newest(found.posts)
    if not entries:
        raise Http404
    return answer(
        request, Channel(title, found.path, feed_path, found.description, site.language, entries), form
    )


def newest(posts: PostQuerySet) -> list[Entry]:
    """The newest of these posts, found by an index alone, as items."""
    keys = posts.order_by("-published_at", "-pk").values("pk")[:ITEMS]
    found = list(Post.objects.filter(pk__in=keys).for_lists().prefetch_related("tags"))
    extras = [extra(found) for extra in item_elements]
    pictures = Image.objects.shown_in(*map(open_text, found)).by_key()
    return [
        entry(post, pictures, [pair for extra in extras for pair in extra.get(post.pk, [])]) for post in found
    ]


def entry(post: Post, pictures: dict[str, Image], extras: Elements) -> Entry:
    own: Elements = [("slash:comments", str(post.comment_count + post.ping_count))]
    if not post.is_protected:
        own.append(("wfw:commentRss", f"{post.full_url}feed/"))
    image = post.image.moderate[0] if post.image and not post.is_protected else ""
    return Entry(
        title=post.title,
        url=post.full_url,
        summary=post.lead,
        content=absolute(sizes.in_one_size(open_text(post), pictures)),
        author=post.author.display_name,
        author_url=settings.SITE_URL + post.author.get_absolute_url(),
        published=post.published_at or post.created,
        updated=post.updated,
        tags=tuple(found.name for found in (*post.categories.all(), *post.tags.all())),
        comments_url=f"{post.full_url}#comments",
        image=f"{settings.SITE_URL}{image}" if image else "",
        elements=own + extras,
    )


def open_text(post: Post) -> str:
    """The post's text; nothing of a password post."""
    return "" if post.is_protected else post.html


def absolute(text: str) -> str:
    """Our own safe HTML with links and pictures that work away from the blog."""
    for attribute in ("href", "src"):
        text = text.replace(f'{attribute}="/', f'{attribute}="{settings.SITE_URL}/')
    return text.replace(f'"{settings.SITE_URL}//', '"//')
