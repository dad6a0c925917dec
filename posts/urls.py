"""The addresses that readers use; the static pages catch what is left, so this file is included last."""

from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_safe

from posts import converters, feeds, front, searching, sharing, sitemaps, subscribing, views  # noqa: F401 - converters register themselves
from posts.moved import MOVABLE, leading_on
from posts.page_cache.serving import for_everybody
from posts.slugs import POSTS_PAGE

POST = "<yyyy:year>/<mm:month>/<uslug:slug>/"
ARCHIVES: dict[str, tuple[str, Callable[..., HttpResponseBase]]] = {
    "category": ("category/<path:name>/", views.category),
    "tag": ("tag/<uslug:name>/", views.tag),
    "author": ("author/<uslug:name>/", views.author),
    "series": ("series/<uslug:name>/", views.series),
    "month": ("<yyyy:year>/<mm:month>/", views.month),
    "year": ("<yyyy:year>/", views.year),
}

urlpatterns = [
    path("", front.home, name="home"),
    path("page/<number:page>/", front.home_page, name="home_page"),
    path(f"{POSTS_PAGE}/", front.posts, name="posts"),
    path(f"{POSTS_PAGE}/page/<number:page>/", front.posts, name="posts_page"),
    path("search/", searching.search, name="search"),
    path("archives/", views.archive_index, name="archives"),
    path("subscribe/", subscribing.subscribe, name="subscribe"),
    path("subscribe/confirm/<str:token>/", subscribing.confirm, name="subscribe_confirm"),
    path("subscribe/leave/<str:token>/", subscribing.leave, name="subscribe_leave"),
    path("preview/<str:token>/", sharing.shared_preview, name="shared_preview"),
    path("feed/", feeds.blog, name="feed"),
    path("feed/atom/", feeds.blog, {"form": "atom"}, name="atom"),
    path("feed/json/", feeds.blog, {"form": "json"}, name="feed_json"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<number:page>.xml", sitemaps.part, name="sitemap_part"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
for _name, (_route, _view) in ARCHIVES.items():
    _view, _feed = for_everybody(require_safe(_view)), feeds.archive
    if _name in MOVABLE:
        _view, _feed = leading_on(_view), leading_on(_feed)
    urlpatterns += [
        path(_route + "page/<number:page>/", _view, name=f"{_name}_page"),
        path(_route + "feed/", _feed, {"archive": _name}, name=f"{_name}_feed"),
        path(_route + "feed/atom/", _feed, {"archive": _name, "form": "atom"}, name=f"{_name}_atom"),
        path(_route + "feed/json/", _feed, {"archive": _name, "form": "json"}, name=f"{_name}_json"),
        path(_route, _view, name=_name),
    ]
urlpatterns += [
    # After the months, whose feeds look like posts named "feed"; no post is (posts.slugs).
    path(POST, views.post, name="post"),
    path(POST + "comment-page-<number:page>/", views.post, name="post_comment_page"),
    path("<uslug:slug>/", front.page, name="page"),
]
