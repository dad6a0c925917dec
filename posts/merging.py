"""Categories, tags or series become one: its posts, what stands below, and every address that led to the others."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from posts.models import Category, OldArchive, Post, Series
from posts.models.taxonomy import Named

FIELDS = {"category": "categories", "tag": "tags", "series": "series"}  # of a post


@transaction.atomic
def merge(into: Any, others: Sequence[Any]) -> None:
    """Of one kind all of them; the others are gone, and their old addresses lead on.

    Raises:
        ValidationError: a category would stand below itself, or too deep.
    """
    for other in others:
        other.refresh_from_db()  # the one before may have moved it
        if isinstance(into, Category):
            _move_below(into, other)
        _move_series(into, other) if isinstance(into, Series) else _move_links(into, other)
        other.old_archives.update(**{into.kind: into})
        place = other.place
        other.delete()
        OldArchive.leave(place, into, other.name)
    into.ask_for_index()


def posts_of(groups: Sequence[Named]) -> int:
    """How many posts carry any of them."""
    field = FIELDS[groups[0].kind]
    return Post.objects.filter(**{f"{field}__in": [group.pk for group in groups]}).distinct().count()


def _move_links(into: Any, other: Any) -> None:
    """A post that carries both keeps one; its other link goes with what is merged."""
    links: Any = getattr(Post, FIELDS[into.kind]).through.objects
    kept = links.filter(**{into.kind: into}).values("post_id")
    links.filter(**{into.kind: other}).exclude(post_id__in=kept).update(**{into.kind: into})


def _move_series(into: Series, other: Series) -> None:
    """After the last of the parts that are there, in the order that they had."""
    last = into.posts.aggregate(last=Max("series_position"))["last"] or 0
    other.posts.update(series=into, series_position=F("series_position") + last)


def _move_below(into: Category, other: Category) -> None:
    if Category.branch(other.path).filter(pk=into.pk).exists():
        words = {"kept": into.name, "other": other.name}
        raise ValidationError(_("“%(kept)s” stands below “%(other)s”; keep the upper one.") % words)
    for child in other.children.all():
        child.parent = into
        child.clean()
        child.save()
