"""What is kept of somebody who commented, or of a blog that sent pings, thing by thing."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import KnownSender, ModerationEvent, PostComment, Report
from comments.models.sender import key_of
from comments.queue import words
from posts.personal import Item, Section, Who

SHORT = 80  # characters of a text in a line about it
PINGS = [kind for kind in PostComment.Kind.values if kind != PostComment.Kind.COMMENT]
# What stands in a comment's row and says something of its author; the library's columns among them.
FACTS = (
    "user_name", "user_email", "user_url", "address", "network", "user_agent", "referrer", "followup",
    "comment", "title", "source_url", "source_host", "blog_name", "linked_words", "at_source",
    "verdict", "reasons", "seconds_to_write", "honeypot", "payload", "erased_at",
)  # fmt: skip


def rows_of(who: Who) -> Any:
    """Comments of the address, and pings of the host, each found by an index."""
    rows = PostComment.objects.order_by()
    by_email = rows.alias(mail=Lower("user_email")).filter(mail=Lower(Value(who.email)))
    by_host = rows.filter(from_host=who.host, status__in=PostComment.Status.values, kind__in=PINGS)
    if who.email and who.host:
        return rows.filter(Q(pk__in=by_email.values("pk")) | Q(pk__in=by_host.values("pk")))
    return by_email if who.email else by_host if who.host else rows.none()


def found(who: Who) -> list[Section]:
    rows = list(rows_of(who).select_related("post", "lesson").order_by("created", "pk"))
    return [
        Section("comments", gettext_lazy("Comments and pings"), [_said(row) for row in rows]),
        Section("history", gettext_lazy("What moderators and filters did"), list(_history(who))),
        Section("reports", gettext_lazy("Reports"), list(_reports(who, rows))),
        Section("learned", gettext_lazy("What the spam filter learned from it"), list(_learned(rows))),
    ]


def _said(row: PostComment) -> Item:
    plain = " ".join((row.title or row.comment).split())
    about = _("%(kind)s on “%(post)s”: %(words)s")
    facts = {name: getattr(row, name) for name in FACTS}
    where = settings.SITE_URL + row.get_absolute_url()
    own = {"id": row.pk, "kind": row.kind, "status": row.status, "post": row.post.title, "at": row.created}
    short = plain if len(plain) <= SHORT else plain[:SHORT] + "…"
    return Item(
        about % {"kind": row.get_kind_display(), "post": row.post.title, "words": short},
        own | {"link": where} | facts,
    )


def _history(who: Who) -> Iterator[Item]:
    events = ModerationEvent.objects.filter(comment__in=rows_of(who).values("pk"))
    for event in events.order_by("at", "pk"):
        facts = {"comment_id": event.comment_id, "at": event.at, "from": event.old, "to": event.new}
        facts |= {"by": event.by_what, "reason": event.reason, "words_before": event.before}
        did = words.what(event.old, event.new, event.reason)
        yield Item(f"{words.who(event.by_what)} {did}", facts)


def _reports(who: Who, rows: list[PostComment]) -> Iterator[Item]:
    against = Report.objects.filter(comment__in=rows_of(who).values("pk"))
    for what, reports in (("against", against), ("from_the_same_address", reports_from(addresses_of(rows)))):
        for report in reports.order_by("at", "pk"):
            facts = {"comment_id": report.comment_id, "at": report.at, "which": what}
            yield Item(report.get_reason_display(), facts | {"reason": report.reason, "words": report.words})


def addresses_of(rows: Sequence[PostComment]) -> list[str]:
    return sorted({row.address for row in rows if row.address})


def reports_from(addresses: Sequence[str]) -> Any:
    """What readers at these addresses reported; their readers are kept as keyed hashes only."""
    readers = [salted_hmac("comments.report", one, algorithm="sha256").hexdigest() for one in addresses]
    return Report.objects.filter(reader__in=readers)


def _learned(rows: list[PostComment]) -> Iterator[Item]:
    keys = {row.pk: key_of(row) for row in rows}
    approved = set(KnownSender.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    for row in rows:
        known, lesson = keys[row.pk] in approved, getattr(row, "lesson", None)
        if known or lesson:
            facts = {"comment_id": row.pk, "approved_before": known}
            taught = {"spam": lesson.spam, "words": lesson.words} if lesson else {}
            yield Item(_("spam") if lesson and lesson.spam else _("no spam"), facts | taught)
