"""Short names in addresses: made from titles, free of clashes, never a word that an address of ours uses."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.text import slugify

MAX_LENGTH = 80  # longer ones are cut: an address must stay readable, and 2,000 characters bound it all
_RESERVED = """
    admin archives author category comment comments feed healthz media page pings preview readyz robots.txt search
    series sitemap.xml static subscribe tag trackback webmention wp-trackback.php xmlrpc xmlrpc.php
"""
RESERVED = frozenset(_RESERVED.split())
POSTS_PAGE = "blog"  # where the posts are while a page is at the front; no page has this slug


def is_reserved(slug: str) -> bool:
    """Whether a page may not have this slug; years are taken by the archives."""
    return slug.lower() in RESERVED or (slug.isdecimal() and len(slug) == 4)


def nothing_more(slug: str) -> bool:
    return False


def free_slug(
    taken: QuerySet, title: str, fallback: str, refused: Callable[[str], bool] = nothing_more
) -> str:
    """A slug for ``title`` that no row of ``taken`` has yet: ``a-title``, then ``a-title-2``."""
    stem = slugify(title, allow_unicode=True)[:MAX_LENGTH].strip("-") or fallback
    slug, n = stem, 1
    while is_reserved(slug) or refused(slug) or taken.filter(slug=slug).exists():
        n += 1
        slug = f"{stem}-{n}"
    return slug
