"""The same changes to many posts: what is to change, of which posts, and each by its verbs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from posts.models import Author, Category, Post, Tag

SWITCHES = ("comments_open", "pings_open", "sticky")


@dataclass(frozen=True)
class Changes:
    """Empty, or None of a switch, leaves it as it is."""

    add_categories: tuple[Category, ...] = ()
    remove_categories: tuple[Category, ...] = ()
    add_tags: tuple[Tag, ...] = ()
    remove_tags: tuple[Tag, ...] = ()
    author: Author | None = None
    state: str = ""
    comments_open: bool | None = None
    pings_open: bool | None = None
    sticky: bool | None = None

    def __bool__(self) -> bool:
        return any(value not in ((), None, "") for value in vars(self).values())

    @transaction.atomic
    def make(self, pk: int, by: Any) -> None:
        """Of the post as it is stored now, whatever the list showed."""
        post = Post.objects.select_for_update().get(pk=pk)
        post.by = by
        post.author = self.author or post.author
        for name in SWITCHES:
            wanted = getattr(self, name)
            setattr(post, name, getattr(post, name) if wanted is None else wanted)
        self._link(post)
        if self.state and self.state != post.state:
            post.become(self.state)
        else:
            post.write()

    def _link(self, post: Post) -> None:
        """Before the verb, which tells the index and the lists."""
        post.categories.add(*self.add_categories)
        post.categories.remove(*self.remove_categories)
        post.tags.add(*self.add_tags)
        post.tags.remove(*self.remove_tags)


def make_all(changes: Changes, posts: Iterable[int], by: Any) -> int:
    """Returns how many were changed; each is a transaction of its own, so that readers do not wait for all."""
    done = 0
    for pk in posts:
        changes.make(pk, by)
        done += 1
    return done
