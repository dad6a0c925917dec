"""A post that is not public, shown as its readers will see it: for its authors, and by a shared link."""

import copy
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from posts import embeds
from posts.html import sanitise
from posts.models import Category, Post, Tag


def page(
    request: HttpRequest, post: Post, categories: Sequence[Category], tags: Sequence[Tag], **context: Any
) -> HttpResponse:
    """Never stored, never found by a search engine, and nobody hears where its links lead from."""
    shown = copy.copy(post)
    shown.html = sanitise(post.html)
    shown.published_at = post.published_at or timezone.now()
    shown.pk = post.pk or 0  # what hangs on a post that is not stored yet is nothing
    shown.slug = post.slug or "preview"  # made from the title when it is saved
    shown.state = Post.State.DRAFT
    context |= {"post": shown, "kicker": next(iter(categories), None), "tags": tags, "canonical": ""}
    response = render(request, "posts/preview.html", context)
    embeds.let_in(response, shown.html)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
