"""Which of our own posts, and which comment under it, does a URL name?"""

import re
from urllib.parse import parse_qs, quote, unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from comments.models import PostComment
from posts.models import OldAddress, Post

KEY_DIGITS = 18  # what is longer is no key of any row
OLD_ADDRESSES = 10  # that a page is searched for; each costs one look at its links
DEFAULT_PORTS = {"http": 80, "https": 443}

_COMMENT_FRAGMENT = re.compile(r"comment-([0-9]{1,17})")


def is_own(url: str) -> bool:
    """Whether the URL is on this blog's own site, by http or https."""
    try:
        here, there = _place(settings.SITE_URL), _place(url)
    except ValueError:
        return False
    return here == there or (here[0] == there[0] and {here[1], there[1]} == {80, 443})


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return (parts.hostname or "").rstrip("."), parts.port or DEFAULT_PORTS.get(parts.scheme, 0)


def _with_slash(path: str) -> str:
    """The unquoted path as our addresses end; readers who leave the last slash out are led there."""
    return unquote(path).removesuffix("/") + "/"


def own_post(url: str) -> Post | None:
    """The post of ours that this URL names, public or not; its old addresses and comments' permalinks count."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as "http://[", which is no URL at all
        return None
    number = parse_qs(parts.query).get("p", [""])[0]
    if parts.path in ("", "/"):
        return Post.objects.filter(pk=int(number)).first() if is_key(number) else None
    path = _with_slash(parts.path)
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.url_name == "comment":
        comment = (
            PostComment.objects.shown().filter(pk=key(match.kwargs["number"])).select_related("post").first()
        )
        return comment.post if comment else None
    if match.url_name not in ("post", "post_comment_page"):
        return None
    return post_at(match.kwargs["slug"], path)


def post_at(slug: str, path: str) -> Post | None:
    """The post of this slug if the (unquoted) path is its address or below it, else the one that once was there.

    A hidden post that took an old address is as good as none: the address leads where it led.
    """
    post = next(iter(Post.objects.filter(slug=slug).order_by()), None)  # the slug is unique: nothing to sort
    there = post if post and path.startswith(unquote(post.get_absolute_url())) else None
    if there and there.is_public:
        return there
    old = OldAddress.objects.filter(path=quote(path)).select_related("post").first()
    return old.post if old else there


def addresses(post: Post) -> list[str]:
    """Every URL that leads to this post: its own, by its number, and those that it once had."""
    old = post.old_addresses.order_by("-pk").values_list("path", flat=True)[:OLD_ADDRESSES]
    return [post.full_url, *(settings.SITE_URL + path for path in (f"/?p={post.pk}", *old))]


def is_post_address(url: str) -> bool:
    """Whether a URL of ours has the form of a post's address, or of a comment's; there need be none."""
    parts = urlsplit(url)
    if parts.path in ("", "/"):
        return is_key(parse_qs(parts.query).get("p", [""])[0])
    try:
        return resolve(_with_slash(parts.path)).url_name in ("post", "post_comment_page", "comment")
    except Resolver404:
        return False


def own_comment(url: str, post: Post) -> PostComment | None:
    """The shown comment under this post that ``#comment-N`` or ``/comment/N/`` names."""
    parts = urlsplit(url)
    number = _COMMENT_FRAGMENT.fullmatch(parts.fragment) or re.fullmatch(
        r"/comment/([0-9]{1,17})/?", parts.path
    )
    return PostComment.objects.shown().filter(post=post, pk=int(number[1])).first() if number else None


def is_key(text: str) -> bool:
    """Whether this is the key that some row may have."""
    return text.isascii() and text.isdecimal() and len(text) < KEY_DIGITS


def key(text: str) -> int:
    return int(text) if is_key(text) else 0
