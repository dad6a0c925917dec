"""The names under which something public stands: a tag of drafts alone is as good as none."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from posts.models import Author, Category, Post, Series, Tag


def tags() -> "QuerySet[Tag]":
    through: Any = Post.tags.through
    return Tag.objects.filter(Exists(_public(through, tag=OuterRef("pk"))))


def series() -> "QuerySet[Series]":
    return Series.objects.filter(Exists(Post.objects.published().filter(series=OuterRef("pk"))))


def authors() -> "QuerySet[Author]":
    found = Author.objects.filter(Exists(Post.objects.published().filter(author=OuterRef("pk"))))
    return found.order_by("display_name")


def categories() -> list[Category]:
    """In the order of their paths, those above one that is in use among them."""
    through: Any = Post.categories.through
    own = Exists(_public(through, category=OuterRef("pk")))
    every = list(Category.objects.annotate(own=own).order_by("path"))
    used = [category.path for category in every if category.own]
    kept = {"/".join(path.split("/")[:n]) for path in used for n in range(1, path.count("/") + 2)}
    return [category for category in every if category.path in kept]


def _public(links: type[Model], **of: Any) -> "QuerySet[Any]":
    """Links to public posts; asked post by post, so that the first one answers."""
    public = Post.objects.published().filter(pk=OuterRef("post_id"))
    return links._default_manager.filter(Exists(public), **of)
