"""Where pictures are used: texts, the pictures above posts, profiles; in a few queries for any number of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from posts.models import Author, Image, Page, Post

MOST = 100  # of one picture are looked up; of more it is said how many
TEXT, ABOVE, PAGE, FACE = range(4)
HOW = {
    TEXT: _("in the text of"),
    ABOVE: _("as the picture of"),
    PAGE: _("in the text of the page"),
    FACE: _("as the portrait of"),
}
Known = dict[int, tuple[str, str]]  # what this user may know of: its title and its address


@dataclass(frozen=True)
class Use:
    how: Any
    title: str
    url: str


@dataclass
class Uses:
    """Of one picture; `others` are drafts of somebody else's, of which no more is said than that they are there."""

    known: list[Use] = field(default_factory=list)
    others: int = 0
    more: int = 0


def uses_of(images: Iterable[Image], user: Any, most: int = MOST) -> dict[int, Uses]:
    """By the pictures' numbers, the newest of each way first; so many of each picture are looked up."""
    uses = {image.pk: Uses() for image in images}
    taken = dict.fromkeys(uses, 0)
    told: list[tuple[int, int, int]] = []
    for way, holder, image in _found(uses):
        taken[image] += 1
        if taken[image] <= most:
            told.append((way, holder, image))
        else:
            uses[image].more += 1
    known = _known(told, user)
    for way, holder, image in told:
        if holder in known[way]:
            uses[image].known.append(Use(HOW[way], *known[way][holder]))
        else:
            uses[image].others += 1
    return uses


def _found(images: Iterable[int]) -> list[tuple[int, int, int]]:
    """In which way, in what, and which picture: one query."""
    post, page = cast(Any, Post), cast(Any, Page)
    in_texts = post.pictures.through.objects.filter(image__in=images).values_list(
        Value(TEXT), "post_id", "image_id"
    )
    others = (
        Post.objects.filter(image__in=images).values_list(Value(ABOVE), "pk", "image_id"),
        page.pictures.through.objects.filter(image__in=images).values_list(
            Value(PAGE), "page_id", "image_id"
        ),
        Author.objects.filter(avatar__in=images).values_list(Value(FACE), "pk", "avatar_id"),
    )
    found = in_texts.union(*(rows.order_by() for rows in others), all=True)
    return sorted(found, key=lambda use: (use[0], -use[1]))


def _known(told: Iterable[tuple[int, int, int]], user: Any) -> dict[int, Known]:
    """What this user may know of each way's holders."""
    holders: dict[int, set[int]] = {way: set() for way in HOW}
    for way, holder, _image in told:
        holders[way].add(holder)
    posts = _posts(holders[TEXT] | holders[ABOVE], user)
    return {TEXT: posts, ABOVE: posts, PAGE: _pages(holders[PAGE], user), FACE: _authors(holders[FACE])}


def _posts(pks: set[int], user: Any) -> Known:
    """Those that this user may edit lead to the form, what everybody may read to its page."""
    mine = Post.objects.editable_by(user).filter(pk=OuterRef("pk"))
    posts = Post.objects.filter(pk__in=pks).annotate(mine=Exists(mine))
    return {
        post.pk: (
            post.title,
            reverse("admin:posts_post_change", args=[post.pk]) if post.mine else post.get_absolute_url(),
        )
        for post in posts.only("title", "slug", "state", "published_at", "created")
        if post.mine or post.is_public
    }


def _pages(pks: set[int], user: Any) -> Known:
    edits = user.has_perm("posts.change_page")
    pages = Page.objects.filter(Q() if edits else Q(published=True), pk__in=pks).only(
        "title", "slug", "published"
    )
    return {
        page.pk: (
            page.title,
            reverse("admin:posts_page_change", args=[page.pk]) if edits else page.get_absolute_url(),
        )
        for page in pages
    }


def _authors(pks: set[int]) -> Known:
    authors = Author.objects.filter(pk__in=pks)
    return {author.pk: (author.display_name, author.get_absolute_url()) for author in authors}
