"""Gone for good: rows leave three tables and whatever hangs on them in a few statements, however many they are."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models, transaction
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from comments.models import door
from comments.models.comment import PostComment
from comments.models.history import StatusCount
from posts.page_cache.changes import pages_changed

TABLES: tuple[Any, ...] = (PostComment, XtdComment, Comment)  # children first: their rows extend one another


@transaction.atomic
def for_good(ids: Sequence[int], status: str) -> int:
    """Delete those of these rows that still have this status, counters included; replies stay. Returns how many."""
    rows = PostComment.norel_objects.select_for_update().filter(pk__in=ids, status=status).order_by("pk")
    gone = {row.pk: row for row in rows.only("status", "kind", "post_id")}
    if not gone:
        return 0
    for relation in _hanging_on():
        _let_go(relation, list(gone))
    for model in TABLES:
        rows_of = model._base_manager.filter(pk__in=list(gone)).order_by()
        rows_of._raw_delete(rows_of.db)
    if status == door.APPROVED:
        door.count_on_posts([(row, -1) for row in gone.values()])
    if status != door.ERASED:
        for kind, n in sorted(Counter(row.kind for row in gone.values()).items()):
            StatusCount.add(status, kind, -n)
    pages_changed()  # also what never was shown: a reply may hang on it
    return len(gone)


def _hanging_on() -> Iterator[Any]:
    """The relations of other tables to a comment; not those by which a child extends its parent."""
    related: Any = PostComment._meta.related_objects
    return (relation for relation in related if relation.related_model not in TABLES)


def _let_go(relation: Any, ids: list[int]) -> None:
    """As `on_delete` says, without reading what is deleted."""
    below = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids})
    if relation.on_delete is models.CASCADE:
        below.order_by()._raw_delete(below.db)
    else:
        below.update(**{relation.field.name: None})
