"""Comments written in bulk: three tables, the counters of the queue and of the posts, one short transaction a batch."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from blogsite.seeding.words import Text
from comments import prints
from comments.figures import counting
from comments.models import DayCount, ModerationEvent, PostComment, door
from comments.paths import segment
from posts.models import Post
from posts.page_cache.changes import pages_changed

SEEDED = "crosstalk-seed"  # the user agent by which seeded comments are told from real ones
NUMBERS = 37  # times the texts of a pool: some thousands of different texts
Columns = tuple[models.Field, ...]


@dataclass
class Draft:
    """One comment to be written; ``parent`` is an earlier draft of the same batch."""

    post: int
    kind: str
    status: str
    created: datetime
    text: Text
    n: int
    name: str
    address: str
    host: str = ""
    reasons: list[dict[str, Any]] = field(default_factory=list)
    parent: "Draft | None" = None
    pk: int = 0
    path: str = ""
    depth: int = 1
    root: int = 0

    @property
    def plain(self) -> str:
        return self.text.plain.replace("{n}", str(self.said))

    @property
    def said(self) -> int:
        """The number in its text: as in real campaigns, the same words come from many places."""
        return self.n % NUMBERS

    @property
    def is_ping(self) -> bool:
        return self.kind != PostComment.Kind.COMMENT

    @property
    def source(self) -> str:
        return f"https://{self.host}/{self.created:%Y/%m}/note-{self.n}/" if self.is_ping else ""

    @property
    def verdict(self) -> str:
        return "spam" if self.status == PostComment.Status.SPAM else "ham"

    @property
    def marks(self) -> set[counting.Mark]:
        return counting.marks(self.kind, self.verdict, self.reasons, None)

    def take_place(self, pk: int) -> None:
        """Its key is known: so is its place in the thread."""
        self.pk, above = pk, self.parent
        self.path = (above.path if above else "") + segment(self.created, pk)
        self.depth = above.depth + 1 if above else 1
        self.root = (above.root or above.pk) if above else 0


@transaction.atomic
def write(drafts: Sequence[Draft]) -> None:
    """Store them, and count them as the one door would have."""
    base = Comment.objects.bulk_create([_comment(draft) for draft in drafts])
    for draft, row in zip(drafts, base, strict=True):
        draft.take_place(row.pk)
    _insert(XtdComment, [_xtd_values(draft) for draft in drafts])
    _insert(PostComment, [_own_values(draft) for draft in drafts])
    door.count((draft.post, draft.status, draft.kind, 1) for draft in drafts)
    figures: Counter[tuple[date, str, str]] = Counter()
    for draft in drafts:
        figures.update(counting.steps(counting.day_of(draft.created), draft.marks, set()))
    DayCount.add(figures)
    pages_changed()


@transaction.atomic
def erase(ids: Sequence[int]) -> None:
    """Delete these comments for good, and count them out."""
    rows = PostComment.objects.filter(pk__in=ids).order_by()
    gone = list(rows.values_list("post_id", "status", "kind"))
    figures: Counter[tuple[date, str, str]] = Counter()
    for created, marks in rows.filter(user_agent=SEEDED).values_list("created", "counted"):
        figures.update({(counting.day_of(created), what, name): -1 for what, name in marks})
    ModerationEvent.objects.filter(comment__in=ids).delete()
    rows.delete()
    door.count((*row, -1) for row in gone)
    DayCount.add(figures)
    pages_changed()


def _comment(draft: Draft) -> Comment:
    return Comment(
        content_type=ContentType.objects.get_for_model(Post),
        object_pk=str(draft.post),
        site_id=1,
        user_name=draft.name,
        user_email="" if draft.is_ping else f"{draft.name.lower()}@{draft.host}",
        user_url=draft.source,
        comment=draft.plain,
        submit_date=draft.created,
        ip_address=draft.address,
        is_public=draft.status == PostComment.Status.APPROVED,
    )


def _xtd_values(draft: Draft) -> dict[str, Any]:
    above = draft.parent.pk if draft.parent else 0
    return {"comment_ptr": draft.pk, "thread_id": draft.root, "parent_id": above, "level": draft.depth - 1}


def _own_values(draft: Draft) -> dict[str, Any]:
    plain = draft.plain
    return {
        "xtdcomment_ptr": draft.pk,
        "post": draft.post,
        "kind": draft.kind,
        "status": draft.status,
        "created": connection.ops.adapt_datetimefield_value(draft.created),
        "thrown_at": connection.ops.adapt_datetimefield_value(door.thrown_at(draft.status)),
        "path": draft.path,
        "depth": draft.depth,
        "html": draft.text.html.replace("{n}", str(draft.said)),
        "title": f"Note {draft.n}" if draft.is_ping else "",
        "source_url": draft.source,
        "source_host": draft.host if draft.is_ping else "",
        "from_host": draft.host if draft.is_ping else "",
        "network": prints.network_of(draft.address),
        "blog_name": f"{draft.name}'s notes" if draft.is_ping else "",
        "linked_words": draft.text.linked,
        "text_hash": hashlib.sha256(" ".join(plain.lower().split()).encode()).hexdigest(),
        "address": connection.ops.adapt_ipaddressfield_value(draft.address),
        "user_agent": SEEDED,
        "verified": True if draft.is_ping else None,
        "verdict": draft.verdict,
        "reasons": draft.reasons,
        "counted": sorted(draft.marks),
        "checks_done": 1,
    }


def _insert(model: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
    """INSERT into this table alone, whose rows extend rows that exist: bulk_create refuses such models.

    Values are as the database driver takes them; what a row does not name has its field's default.
    """
    columns: Columns = tuple(model._meta.local_concrete_fields)
    names = ", ".join(connection.ops.quote_name(str(column.column)) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    blank = {
        column.name: _stored(column, column.get_default()) for column in columns if not column.primary_key
    }
    values = [
        [
            _stored(column, row[column.name]) if column.name in row else blank[column.name]
            for column in columns
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 - our own names


def _stored(column: models.Field, value: Any) -> Any:
    if isinstance(column, models.JSONField):
        return connection.ops.adapt_json_value(value, None) if value is not None else json.dumps(value)
    return value
