"""What pages say to search engines in schema.org's words, as JSON-LD: plain data, which no browser runs."""

import json
from typing import Any

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from posts.archives import Archive
from posts.models import Category, Post, SiteSettings

CONTEXT = "https://schema.org"
# Nothing in the data can end the script element that it stands in.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}

Data = dict[str, Any]


def script(*things: Data) -> SafeString:
    text = json.dumps({"@context": CONTEXT, "@graph": things}, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


def of_blog(site: SiteSettings) -> SafeString:
    """The blog, and how it is searched."""
    address = f"{settings.SITE_URL}/"
    found = {"@type": "EntryPoint", "urlTemplate": f"{address}search/?q={{words}}"}
    search = {"@type": "SearchAction", "target": found, "query-input": "required name=words"}
    website = {"@type": "WebSite", "@id": f"{address}#site", "url": address, "name": site.title}
    return script(
        website | {"description": site.tagline, "inLanguage": site.language, "potentialAction": search}
    )


def of_archive(archive: Archive, site: SiteSettings) -> SafeString:
    here = settings.SITE_URL + archive.path
    page = {"@type": "CollectionPage", "url": here, "name": archive.title, "description": archive.description}
    return script(page, _breadcrumbs(site, [*_steps(archive.above), (archive.title, archive.path)]))


def of_post(post: Post, site: SiteSettings) -> SafeString:
    """Nothing for a post that not everybody may read."""
    if not post.talks or post.published_at is None:
        return SafeString("")
    first = next(iter(post.categories.all()), None)
    steps = _steps([*first.trail(), first]) if first else []
    return script(_posting(post, site), _breadcrumbs(site, [*steps, (post.title, post.get_absolute_url())]))


def _posting(post: Post, site: SiteSettings) -> Data:
    author = {
        "@type": "Person",
        "name": post.author.display_name,
        "url": settings.SITE_URL + post.author.get_absolute_url(),
    }
    posting: Data = {
        "@type": "BlogPosting",
        "@id": post.full_url,
        "url": post.full_url,
        "mainEntityOfPage": post.full_url,
        "headline": post.title,
        "description": post.lead,
        "datePublished": post.published_at.isoformat() if post.published_at else None,
        "dateModified": post.updated.isoformat(),
        "inLanguage": site.language,
        "author": author,
        "publisher": {"@type": "Organization", "name": site.title, "url": f"{settings.SITE_URL}/"},
        "commentCount": post.comment_count + post.ping_count,
        "keywords": [tag.name for tag in post.tags.all()],
    }
    if post.image:
        posting["image"] = settings.SITE_URL + post.image.file.url
    return posting


def _steps(categories: Any) -> list[tuple[str, str]]:
    return [
        (category.name, category.get_absolute_url())
        for category in categories
        if isinstance(category, Category)
    ]


def _breadcrumbs(site: SiteSettings, steps: list[tuple[str, str]]) -> Data:
    """The way from the home page to here."""
    way = [(site.title, "/"), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": settings.SITE_URL + path}
            for n, (name, path) in enumerate(way, 1)
        ],
    }
