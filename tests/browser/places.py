"""One of everything that a blog holds, for the addresses of `pages.py`; found, or made, inside the blog itself."""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db.models import Count
from django.urls import reverse

from comments import tokens
from comments.models import PostComment
from posts import sharing
from posts.models import Category, Image, Menu, Page, Post, Series, Tag
from trackbacks.models import IncomingPing, OutgoingPing

AT = "2026-10-03T14:05:00+00:00"
BLOG = "https://charlie.example/what-i-read-about-it/"


def places(post: Post, hot: Post, plain: Post) -> dict[str, Any]:
    """What fills the braces of the addresses; `post` has everything that a post can have."""
    _, year, month, *_rest = post.get_absolute_url().split("/")
    return {
        **{name: one.get_absolute_url() for name, one in {"post": post, "hot": hot, "plain": plain}.items()},
        "year": year,
        "month": month,
        "category": post.categories.first().path,
        "tag": post.tags.first().slug,
        "series": post.series.slug,
        "shared": shared(),
        **keys(post),
        **talk(post),
    }


def keys(post: Post) -> dict[str, int]:
    """Of the rows that pages of the admin are about."""
    first, second, *_ = Category.objects.order_by("pk")
    return {
        "post_id": post.pk,
        "user_id": post.author.user_id,
        "author_id": post.author_id,
        "image_id": Image.objects.annotate(n=Count("headed")).order_by("-n", "pk").first().pk,
        "category_id": first.pk,
        "other_id": second.pk,
        "tag_id": Tag.objects.first().pk,
        "series_id": Series.objects.first().pk,
        "page_id": Page.objects.first().pk,
        "menu_id": Menu.objects.get(place="footer").pk,
        "role_id": Group.objects.first().pk,
    }


def talk(post: Post) -> dict[str, Any]:
    """A comment, one that waits, and a ping of either direction, which came to an end."""
    comments = PostComment.objects.in_queue("approved").filter(kind="comment")
    waiting = PostComment.objects.in_queue("pending").first() or comments.first()
    moderator = User.objects.filter(is_superuser=True).first()
    sent = OutgoingPing.to(post, BLOG, pasted=False)
    sent.message, sent.protocol = post.title, "trackback"
    received = IncomingPing.accept(post, BLOG, protocol="webmention", target=post.full_url)
    for ping in (sent, received):
        ping.due_at, ping.state = None, "refused"
        ping.trail = [{"at": AT, "state": "refused", "words": post.title}]
        ping.save()
    return {
        "comment_id": comments.first().pk,
        "email": comments.exclude(user_email="").first().user_email,
        "sent_id": sent.pk,
        "received_id": received.pk,
        "decide": reverse("comment_decide", args=[tokens.decide_token(waiting, moderator)]),
    }


def shared() -> str:
    draft = Post.objects.filter(state="draft").first()
    sharing.start(draft)
    return sharing.link(draft).removeprefix(settings.SITE_URL)


def of_demo() -> str:
    """Of the demo content and the seeded posts, as JSON."""
    slugs = ("when-blogs-wrote-to-each-other", "hot-post", "plain-post")
    return json.dumps(places(*(Post.objects.get(slug=slug) for slug in slugs)))
