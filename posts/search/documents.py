"""What the index keeps of a post: its words by their weight, and what lists are narrowed by."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from posts.models import Post
from posts.search.words import words

LONGEST_TEXT = 200_000  # characters; PostgreSQL's tsvector holds 1 MiB, and a book chapter is shorter
TAG = re.compile(r"<[^>]*>")
# These stand inside a word or beside one; every other tag parts words.
INLINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|var)\b[^>]*>"
)


@dataclass(frozen=True)
class Document:
    """Words of the title, of names (categories, tags, author) and of the text; facets such as "tag7"."""

    pk: int
    title: list[str]
    names: list[str]
    text: list[str]
    facets: list[str]


def plain(post: Post) -> str:
    """Excerpt and text without their markup; the markup is safe HTML, so this needs no parser."""
    text = TAG.sub(" ", INLINE.sub("", post.html[: LONGEST_TEXT * 2]))
    return f"{post.excerpt} {html.unescape(text)}"[:LONGEST_TEXT]


def documents(ids: Sequence[int]) -> Iterator[Document]:
    """Of those among these posts that everybody may read."""
    posts = Post.objects.readable().filter(pk__in=ids).select_related("author")
    for post in posts.prefetch_related("categories", "tags"):
        yield document(post)


def document(post: Post) -> Document:
    names = [str(named) for named in (*post.categories.all(), *post.tags.all(), post.author)]
    return Document(
        pk=post.pk,
        title=words(post.title),
        names=[word for name in names for word in words(name)],
        text=words(plain(post)),
        facets=facets(post),
    )


def facets(post: Post) -> list[str]:
    day = timezone.localtime(post.published_at)
    return [
        *(f"category{category.pk}" for category in post.categories.all()),
        *(f"tag{tag.pk}" for tag in post.tags.all()),
        f"author{post.author_id}",
        f"year{day:%Y}",
        f"month{day:%Y%m}",
    ]
