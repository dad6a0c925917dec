"""Gone for good: rows leave three tables and whatever hangs on them in a few statements, however many they are."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models, transaction
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from comments.models import door
from comments.models.comment import PostComment
from posts.page_cache.changes import pages_changed

TABLES: tuple[Any, ...] = (PostComment, XtdComment, Comment)  # children first: their rows extend one another


@transaction.atomic
def for_good(ids: Sequence[int], status: str) -> int:
    """Delete those of these rows that still have this status, counters included; replies stay. Returns how many."""
    rows = PostComment.norel_objects.select_for_update().filter(pk__in=ids, status=status).order_by("pk")
    gone = list(rows.values_list("pk", "kind", "post_id"))
    if not gone:
        return 0
    shown = status == door.APPROVED or _is_answered([pk for pk, _, _ in gone])
    _delete([pk for pk, _, _ in gone])
    door.count((post, status, kind, -1) for _, kind, post in gone)
    if shown:
        pages_changed()
    return len(gone)


def _is_answered(ids: Sequence[int]) -> bool:
    """Whether a reply that is shown may hang on one of them, which are not shown themselves."""
    rows = XtdComment.norel_objects.filter(pk__in=ids)
    threads = {thread or pk for pk, thread in rows.values_list("pk", "thread_id")}
    return XtdComment.norel_objects.filter(thread_id__in=threads, is_public=True).exists()


def _delete(ids: Iterable[int]) -> None:
    """What hangs on them as its `on_delete` says, without reading it; then they themselves."""
    keys, quote = ", ".join(str(int(pk)) for pk in ids), connection.ops.quote_name
    related: Any = [
        field
        for field in PostComment._meta.get_fields(include_hidden=True)  # those without a name as well
        if (field.one_to_many or field.one_to_one) and field.auto_created and not field.concrete
    ]
    with connection.cursor() as cursor:
        for relation in related:
            if relation.related_model in TABLES:
                continue
            table, column = quote(relation.related_model._meta.db_table), quote(relation.field.column)
            does = "DELETE FROM {}" if relation.on_delete is models.CASCADE else "UPDATE {} SET {} = NULL"
            cursor.execute(f"{does.format(table, column)} WHERE {column} IN ({keys})")
        for model in TABLES:
            column = quote(model._meta.pk.column)
            cursor.execute(f"DELETE FROM {quote(model._meta.db_table)} WHERE {column} IN ({keys})")  # noqa: S608
