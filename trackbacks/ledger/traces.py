"""The trace of one ping: everything that happened to it, in order, each step in a sentence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from trackbacks.models import IncomingPing, OutgoingPing
from trackbacks.models.trail import STEPS_KEPT
from trackbacks.verifying import LINKS, NEVER_READ, NOT_FOUND
from trackbacks.words import place_words, protocol_words, sent_words

_FOUND = {
    LINKS: "Read the source: it links here",
    NOT_FOUND: "Read the source: no link to the post was found",
    NEVER_READ: "Gave up reading the source: a moderator decides",
}
_CHANGES = {
    "approved": "Shown under the post",
    "pending": "Held for a moderator",
    "spam": "Filed as spam",
    "trash": "Moved to the trash",
}


@dataclass(frozen=True)
class Step:
    """One thing that happened; `dot` colours it as its state does in the lists."""

    at: datetime
    title: str
    words: str = ""
    detail: str = ""
    dot: str = ""
    next: datetime | None = None


def of_sent(ping: OutgoingPing) -> list[Step]:
    """Queued, and then every attempt with what they answered."""
    began = "The author pasted this Trackback URL" if ping.pasted else "The post links here"
    steps = [Step(ping.created, f"{began}: the blog is to be told", dot="queued")]
    steps += [_attempt(n, entry) for n, entry in enumerate(ping.trail, 1)]
    return steps


def _attempt(n: int, entry: dict[str, Any]) -> Step:
    protocol = protocol_words(entry.get("protocol", ""))
    by = f" by {protocol}" if protocol and entry["state"] != "no_endpoint" else ""
    endpoint = f"{entry['endpoint']}, {place_words(entry.get('where', ''))}" if entry.get("endpoint") else ""
    return Step(
        at=_time(entry["at"]),
        title=f"Attempt {n}{by}: {sent_words(entry['state']).lower()}",
        words=entry.get("words", ""),
        detail=endpoint.rstrip(", "),
        dot=entry["state"],
        next=_time(entry["next"]) if entry.get("next") else None,
    )


def of_received(ping: IncomingPing) -> list[Step]:
    """Accepted, sent again, looked at and judged: all in the order of time."""
    steps = [_accepted(ping), *_repeated(ping), *(_look(entry) for entry in ping.trail)]
    if ping.comment:
        steps += [_change(event) for event in ping.comment.events.all() if event.old]
    return sorted(steps, key=lambda step: step.at)


def _accepted(ping: IncomingPing) -> Step:
    """The row keeps the address of who sent it last, so a repeat takes it along."""
    title = f"Accepted as a {protocol_words(ping.protocol)}"
    if ping.received > 1:
        return Step(ping.created, title, dot="queued")
    return Step(ping.created, f"{title}, {_sender(ping)}", ping.user_agent, dot="queued")


def _repeated(ping: IncomingPing) -> list[Step]:
    if ping.received < 2 or not ping.received_last:
        return []
    times = "once" if ping.received == 2 else f"{ping.received - 1} times"
    title = f"Sent again, {times} so far, {_sender(ping)}"
    return [Step(ping.received_last, title, ping.user_agent, dot="queued")]


def _sender(ping: IncomingPing) -> str:
    return f"from {ping.address}" if ping.address else "from an address that was erased"


def _look(entry: dict[str, Any]) -> Step:
    words = entry.get("words", "")
    title = _FOUND.get(words, "Read the source" if not words else "The source could not be read")
    return Step(
        at=_time(entry["at"]),
        title=f"{title} (we looked again ourselves)" if entry.get("own_look") else title,
        words="" if words in _FOUND else words,
        dot="delivered" if words == LINKS else entry["state"],
        next=_time(entry["next"]) if entry.get("next") else None,
    )


def _change(event: Any) -> Step:
    who = {"filter": "the filters", "source": "its source", "system": "the blog"}.get(
        event.by_what, event.by_what
    )
    return Step(event.at, f"{_CHANGES.get(event.new, event.new)}, by {who}", event.reason, dot=event.new)


def is_cut(ping: OutgoingPing | IncomingPing) -> bool:
    """Whether older steps were dropped to keep the row small."""
    return len(ping.trail) >= STEPS_KEPT


def _time(text: str) -> datetime:
    """A time as the trail keeps it."""
    found = parse_datetime(text)
    if found is None:
        raise ValueError(f"no time in a trail: {text!r}")
    return found
