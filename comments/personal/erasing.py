"""Erasing one person: what they said stays without them, or goes as well; nothing else of them is kept anywhere."""

import re
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from comments.models import (
    KnownSender,
    Lesson,
    ModerationBatch,
    ModerationEvent,
    PostComment,
    Report,
    erasing,
)
from comments.personal.finding import addresses_of, reports_from, rows_of
from posts.page_cache.changes import pages_changed
from posts.personal import Who

ANONYMOUS = "Anonymous"
TAKEN_OUT = "(…)"  # in a text, instead of the address
FIXED = ("received", "rewritten", "edited", "withdrawn", "deleted")  # reasons that can name nobody
TEXTS = ("comment", "title", "linked_words")
AT_ONCE = 500  # rows of one transaction
BLANK: dict[str, Any] = {
    "address": None, "network": "", "user_agent": "", "referrer": "", "payload": {}, "honeypot": "",
    "from_host": "", "source_url": "", "source_host": "", "blog_name": "", "at_source": {}, "reasons": [],
    "seconds_to_write": None,
}  # fmt: skip


def erase(who: Who, *, texts: bool) -> tuple[int, set[str]]:
    """Erase what these rows tell of their author; with ``texts`` the rows go as well.

    Returns how many, and the IP addresses that they came from. A repeat goes on where a crash left it.
    """
    n, addresses = 0, set[str]()
    while rows := list(rows_of(who).order_by("pk")[:AT_ONCE]):
        addresses.update(addresses_of(rows))
        with transaction.atomic():
            _forget_around(rows)
            _delete(rows) if texts else _anonymise(rows, who.email)
            pages_changed()
        n += len(rows)
    return n, addresses


def _forget_around(rows: Sequence[PostComment]) -> None:
    """What hangs on the rows or came of them: senders, lessons, histories, presses and reports."""
    KnownSender.forget(rows)
    Lesson.forget(rows)
    events = ModerationEvent.objects.filter(comment__in=[row.pk for row in rows])
    events.filter(before__isnull=False).update(before=None)
    events.exclude(reason__in=FIXED).update(reason="")
    named = [name for row in rows for name in (row.address, row.from_host, row.network) if name]
    ModerationBatch.objects.filter(about__in=named).update(about="", rule={})
    for report in reports_from(addresses_of(rows)):
        report.reader, report.words = f"erased {report.pk}", ""
        report.save(update_fields=["reader", "words"])


def _delete(rows: Sequence[PostComment]) -> None:
    for status in sorted({row.status for row in rows}):
        erasing.for_good([row.pk for row in rows if row.status == status], status)


def _anonymise(rows: Sequence[PostComment], email: str) -> None:
    """The text stays, but for the address where it stands in it."""
    keys = [row.pk for row in rows]
    blank = {**BLANK, "erased_at": timezone.now()}
    PostComment.objects.filter(pk__in=keys).update(**blank)
    PostComment.objects.filter(pk__in=keys).exclude(status_reason__in=FIXED).update(status_reason="")
    XtdComment.norel_objects.filter(pk__in=keys).update(followup=False)
    bare = {"user_email": "", "user_url": "", "ip_address": None, "user": None}
    Comment.objects.filter(pk__in=keys).update(user_name=ANONYMOUS, **bare)
    Report.objects.filter(comment__in=keys).exclude(words="").update(words="")
    for row in PostComment.objects.filter(pk__in=keys):
        _take_out(row, email)


def _take_out(row: PostComment, email: str) -> None:
    """The address, where somebody wrote it into their own text."""
    said = {name: _without(getattr(row, name), email) for name in TEXTS}
    if any(getattr(row, name) != text for name, text in said.items()):
        for name, text in said.items():
            setattr(row, name, text)
        row.render()
        row.save(update_fields=[*TEXTS, *row.RENDERED])


def _without(text: str, email: str) -> str:
    return re.sub(re.escape(email), TAKEN_OUT, text, flags=re.IGNORECASE) if email else text
