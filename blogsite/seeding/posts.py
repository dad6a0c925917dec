"""Seeded posts: "Hot post", "Plain post", and as many others as asked for."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from blogsite.seeding import rows
from blogsite.seeding.words import PEOPLE, PLANTS, post_html
from comments.models import PostComment
from posts import search
from posts.models import Author, Category, Post, Tag
from posts.page_cache.changes import pages_changed

HOT, PLAIN = "hot-post", "plain-post"
PREFIX = "seeded-"  # of the slugs of the others; their numbers make them exactly as many as asked for
BATCH = 1000  # posts a transaction: others wait a fraction of a second for it
YEARS = 6  # over which the others are spread
CATEGORIES, AUTHORS, TAGS_EACH = 5, 3, 2


def make(slug: str) -> Post:
    """One of the two named posts; where it exists, as it stands."""
    title = slug.replace("-", " ").capitalize()
    at = timezone.now() - timedelta(days=1, minutes=slug == PLAIN)
    post = Post.objects.filter(slug=slug).first()
    if post is None:
        post = Post(slug=slug, title=title, html=post_html(Random(slug)), author=authors()[0])  # noqa: S311
        post.publish(at)
    return post


def others() -> list[int]:
    """The keys of the seeded posts, in the order of their numbers."""
    return list(Post.objects.filter(slug__startswith=PREFIX).order_by("slug").values_list("pk", flat=True))


def leave(n: int, random: Random) -> Iterator[int]:
    """Make or delete, batch by batch, so that there are exactly ``n`` others; yields how many there are."""
    slugs = {f"{PREFIX}{number:07}" for number in range(1, n + 1)}
    have = set(Post.objects.filter(slug__startswith=PREFIX).values_list("slug", flat=True))
    surplus, missing = sorted(have - slugs), sorted(slugs - have)
    for start in range(0, len(surplus), BATCH):
        _delete(surplus[start : start + BATCH])
        yield len(have) - min(start + BATCH, len(surplus))
    for start in range(0, len(missing), BATCH):
        _write(missing[start : start + BATCH], n, random)
        yield len(have & slugs) + min(start + BATCH, len(missing))


def _delete(slugs: list[str]) -> None:
    """What stands under a post is counted out first: a cascade counts nothing."""
    below = PostComment.objects.filter(post__slug__in=slugs).order_by("-created", "-pk")
    while ids := list(below.values_list("pk", flat=True)[:BATCH]):
        rows.erase(ids)
    Post.objects.filter(slug__in=slugs).delete()


@transaction.atomic
def _write(slugs: list[str], n: int, random: Random) -> None:
    writers = [author.pk for author in authors()]
    posts = Post.objects.bulk_create([_post(slug, n, random, writers) for slug in slugs])
    grouped: Any = Post.categories.through
    tagged: Any = Post.tags.through
    categories, tags = _named(Category, CATEGORIES), _named(Tag, len(PLANTS))
    grouped.objects.bulk_create(
        [grouped(post_id=post.pk, category_id=categories[post.pk % CATEGORIES]) for post in posts]
    )
    tagged.objects.bulk_create(
        [
            tagged(post_id=post.pk, tag_id=tags[(post.pk + step) % len(tags)])
            for post in posts
            for step in range(TAGS_EACH)
        ]
    )
    search.index([post.pk for post in posts])
    pages_changed()


def _post(slug: str, n: int, random: Random, writers: list[int]) -> Post:
    """The last number is the newest, two days old."""
    number = int(slug.removeprefix(PREFIX))
    age = timedelta(days=2) + timedelta(days=365 * YEARS) * ((n - number) / max(n, 1))
    at = timezone.now() - age
    return Post(
        slug=slug,
        title=f"Garden notes {number}: {random.choice(PLANTS)}",
        html=post_html(random),
        author_id=writers[number % AUTHORS],
        state=Post.State.PUBLISHED,
        created=at,
        updated=at,
        published_at=at,
        first_published_at=at,
    )


def authors() -> list[Author]:
    names = PEOPLE[:AUTHORS]
    return [
        Author.objects.get_or_create(slug=f"{PREFIX}{name.lower()}", defaults={"display_name": name})[0]
        for name in names
    ]


def _named(model: type[Category] | type[Tag], n: int) -> list[int]:
    """The keys of ``n`` categories or tags named after plants."""
    names = PLANTS[:n]
    return [
        model.objects.get_or_create(slug=f"{PREFIX}{name}", defaults={"name": name.capitalize()})[0].pk
        for name in names
    ]
