"""The search page: a plain GET form, what it found with the words marked, and the newest where it found nothing."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from posts import search as index
from posts.lists import page_number, shown, turning
from posts.models import Post, SiteSettings
from posts.narrowing import Narrowing
from posts.search import query as queries
from posts.search.query import Query
from posts.search.snippets import marked, snippet

SUGGESTED = 5  # newest posts, offered where there is nothing to show


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text, narrowing = queries.cleaned(request.GET.get("q", "")), Narrowing.read(request.GET)
    query = queries.read(text)
    site = SiteSettings.load()
    number, size = page_number(request.GET.get("page", "1")), site.posts_per_page
    found = index.find(query, narrowing.facets())
    keys = found[(number - 1) * size : number * size]
    if number > 1 and not keys:
        raise Http404
    asked = f"?{urlencode({'q': text} | narrowing.chosen)}" if text or narrowing.chosen else ""
    turn = turning(reverse("search") + asked, "&page={}", number, older=len(found) > number * size)
    context = {
        "site": site,
        "text": text,
        "query": query,
        "narrowing": narrowing,
        "count": len(found),
        "most": len(found) >= index.MOST_HITS,
        "suggested": () if found else Post.objects.readable().for_lists()[:SUGGESTED],
    }
    return shown(request, "posts/search.html", rows(keys, query), turn, context)


def rows(keys: Sequence[int], query: Query) -> list[Post]:
    """The posts in the order in which they were found, each with its title and passage marked."""
    posts = Post.objects.readable().for_lists().in_bulk(keys)
    found = [posts[key] for key in keys if key in posts]
    for post in found:
        post.found_title, post.found_text = marked(post.title, query), snippet(post, query)  # type: ignore[attr-defined]
    return found
