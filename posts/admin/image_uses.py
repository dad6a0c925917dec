"""Where pictures are used: texts, the pictures above posts, profiles; in a few queries for any number of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from posts.models import Author, Image, Page, Post

MOST = 100  # of one picture are told by name
Pairs = list[tuple[int, int]]  # of a picture and what shows it
Known = dict[int, tuple[str, str]]  # what this user may know of: its title and its address


@dataclass(frozen=True)
class Use:
    how: str
    title: str
    url: str


@dataclass
class Uses:
    """Of one picture; `others` are drafts of somebody else's, of which no more is said than that they are there."""

    known: list[Use] = field(default_factory=list)
    others: int = 0

    @property
    def told(self) -> list[Use]:
        return self.known[:MOST]

    @property
    def more(self) -> int:
        return len(self.known) - len(self.told)


def uses_of(images: Iterable[Image], user: Any) -> dict[int, Uses]:
    """By the pictures' numbers."""
    uses = {image.pk: Uses() for image in images}
    of_posts, of_pages = _texts(Post, "post_id", uses), _texts(Page, "page_id", uses)
    headed: Pairs = list(Post.objects.filter(image__in=uses).values_list("image_id", "pk"))
    faces: Pairs = list(Author.objects.filter(avatar__in=uses).values_list("avatar_id", "pk"))
    posts = _posts({post for _image, post in of_posts + headed}, user)
    pages = _pages({page for _image, page in of_pages}, user)
    for how, pairs, known in (
        (_("in the text of"), of_posts, posts),
        (_("as the picture of"), headed, posts),
        (_("in the text of the page"), of_pages, pages),
        (_("as the portrait of"), faces, _authors({author for _image, author in faces})),
    ):
        _note(uses, how, pairs, known)
    return uses


def _note(uses: dict[int, Uses], how: str, pairs: Pairs, known: Known) -> None:
    for image, holder in pairs:
        if holder in known:
            uses[image].known.append(Use(how, *known[holder]))
        else:
            uses[image].others += 1


def _texts(model: Any, holder: str, images: Iterable[int]) -> Pairs:
    return list(model.pictures.through.objects.filter(image__in=images).values_list("image_id", holder))


def _posts(pks: set[int], user: Any) -> Known:
    """Those that this user may edit lead to the form, what everybody may read to its page."""
    posts = Post.objects.only("title", "slug", "published_at", "created").filter(pk__in=pks)
    public = {post.pk: (post.title, post.get_absolute_url()) for post in posts.published()}
    mine = {
        post.pk: (post.title, reverse("admin:posts_post_change", args=[post.pk]))
        for post in posts.editable_by(user)
    }
    return public | mine


def _pages(pks: set[int], user: Any) -> Known:
    edits = user.has_perm("posts.change_page")
    pages = Page.objects.filter(Q() if edits else Q(published=True), pk__in=pks).only("title", "slug")
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
