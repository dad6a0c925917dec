"""``pings``: the ledger of pings received or sent, for people as a table and for programs as JSON."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from posts.management.post_options import find_post
from trackbacks.canonical import source_key
from trackbacks.models import IncomingPing, OutgoingPing

WIDEST = 60  # characters of one column
COLUMNS = {
    "received": ("status", "kind", "source", "target", "reasons"),
    "sent": ("state", "protocol", "target", "attempts", "message"),
}


class Command(BaseCommand):
    help = "List received or sent pings, newest first."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--received", action="store_true")
        which.add_argument("--sent", action="store_true")
        parser.add_argument("--source", metavar="URL", help="with --received: of this page only")
        parser.add_argument("--post", metavar="URL", help="with --sent: of this post only")
        parser.add_argument("--json", action="store_true", help="a list of objects")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["received"]:
            rows, columns = received(options["source"]), COLUMNS["received"]
        else:
            rows, columns = sent(options["post"]), COLUMNS["sent"]
        self.stdout.write(json.dumps(rows, ensure_ascii=False) if options["json"] else table(rows, columns))


def received(source: str | None) -> list[dict[str, Any]]:
    """What other blogs told us; one query."""
    pings = IncomingPing.objects.select_related("comment")
    if source:
        pings = pings.filter(source_key=source_key(source))
    return [_received(ping) for ping in pings]


def _received(ping: IncomingPing) -> dict[str, Any]:
    """The page's own words where it was read, else the sender's."""
    shown = ping.comment
    return {
        "source": ping.source,
        "target": ping.target,
        "kind": ping.protocol,
        "type": (shown.ping_type or shown.PingType.MENTION.value) if shown else "",
        "title": shown.title if shown else ping.title,
        "author": shown.user_name if shown else "",
        "author_url": shown.user_url if shown else "",
        "blog_name": shown.blog_name if shown else ping.blog_name,
        "excerpt": shown.comment if shown else ping.excerpt,
        "reasons": ping.reasons,
        "status": ping.status,
    }


def sent(post: str | None) -> list[dict[str, Any]]:
    """Whom we told, or are to tell; one query, and one to find the post."""
    pings = OutgoingPing.objects.all()
    if post:
        pings = pings.filter(post=find_post(post))
    return [_sent(ping) for ping in pings]


def _sent(ping: OutgoingPing) -> dict[str, Any]:
    return {
        "target": ping.target,
        "protocol": ping.protocol,
        "endpoint": ping.endpoint,
        "message": ping.message,
        "attempts": ping.attempts,
        "due_at": ping.due_at.isoformat() if ping.due_at else None,
        "state": ping.shown_state,
    }


def table(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """The rows as text in columns."""
    cells = [list(columns)] + [[_cell(row[name]) for name in columns] for row in rows]
    widths = [max(len(line[n]) for line in cells) for n in range(len(columns))]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in cells)


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
