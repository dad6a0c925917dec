"""The trace of one ping: everything that happened to it, in order, each step in a sentence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from posts.languages import said
from trackbacks.looking_again import NOT_FOUND
from trackbacks.models import IncomingPing, OutgoingPing
from trackbacks.models.trail import STEPS_KEPT
from trackbacks.verifying import LINKS, NEVER_READ
from trackbacks.words import place_words, protocol_words, sent_words

_FOUND = {
    LINKS: gettext_lazy("Read the source: it links here"),
    NOT_FOUND: gettext_lazy("Read the source: no link to the post was found"),
    NEVER_READ: gettext_lazy("Gave up reading the source: a moderator decides"),
}
_CHANGES = {
    "approved": gettext_lazy("Shown under the post, by %(who)s"),
    "pending": gettext_lazy("Held for a moderator, by %(who)s"),
    "spam": gettext_lazy("Filed as spam, by %(who)s"),
    "trash": gettext_lazy("Moved to the trash, by %(who)s"),
    "erased": gettext_lazy("Deleted, by %(who)s"),
    "edited": gettext_lazy("Its words were edited, by %(who)s"),
}
_WHO = {
    "filter": gettext_lazy("the filters"),
    "source": gettext_lazy("its source"),
    "system": gettext_lazy("the blog"),
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
    links, pasted = _("The post links here"), _("The author pasted this Trackback URL")
    began = _("%(why)s: the blog is to be told") % {"why": pasted if ping.pasted else links}
    steps = [Step(ping.created, began, dot="queued")]
    steps += [_attempt(n, entry) for n, entry in enumerate(ping.trail, 1)]
    return steps


def _attempt(n: int, entry: dict[str, Any]) -> Step:
    protocol = protocol_words(entry.get("protocol", ""))
    by = protocol if entry["state"] != "no_endpoint" else ""
    title = _("Attempt %(n)d by %(protocol)s: %(outcome)s") if by else _("Attempt %(n)d: %(outcome)s")
    outcome = sent_words(entry["state"])
    endpoint = f"{entry['endpoint']}, {place_words(entry.get('where', ''))}" if entry.get("endpoint") else ""
    return Step(
        at=_time(entry["at"]),
        title=title % {"n": n, "protocol": by, "outcome": outcome[:1].lower() + outcome[1:]},
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
    facts = {"protocol": protocol_words(ping.protocol), "sender": _sender(ping)}
    if ping.received > 1:
        return Step(ping.created, _("Accepted as a %(protocol)s") % facts, dot="queued")
    title = _("Accepted as a %(protocol)s, %(sender)s") % facts
    return Step(ping.created, title, ping.user_agent, dot="queued")


def _repeated(ping: IncomingPing) -> list[Step]:
    if ping.received < 2 or not ping.received_last:
        return []
    n = ping.received - 1
    title = ngettext("Sent again, once so far, %(sender)s", "Sent again, %(n)d times so far, %(sender)s", n)
    return [
        Step(ping.received_last, title % {"n": n, "sender": _sender(ping)}, ping.user_agent, dot="queued")
    ]


def _sender(ping: IncomingPing) -> str:
    if ping.address:
        return _("from %(address)s") % {"address": ping.address}
    return _("from an address that was erased")


def _look(entry: dict[str, Any]) -> Step:
    words = entry.get("words", "")
    title = str(_FOUND.get(words) or (_("The source could not be read") if words else _("Read the source")))
    return Step(
        at=_time(entry["at"]),
        title=_("%(step)s (we looked again ourselves)") % {"step": title} if entry.get("own_look") else title,
        words="" if words in _FOUND else said(words),
        dot="delivered" if words == LINKS else entry["state"],
        next=_time(entry["next"]) if entry.get("next") else None,
    )


def _change(event: Any) -> Step:
    title = str(_CHANGES.get("edited" if event.before else event.new, _("%(status)s, by %(who)s")))
    facts = {"status": event.new, "who": _WHO.get(event.by_what, event.by_what)}
    return Step(event.at, title % facts, said(event.reason), dot=event.new)


def is_cut(ping: OutgoingPing | IncomingPing) -> bool:
    """Whether older steps were dropped to keep the row small."""
    return len(ping.trail) >= STEPS_KEPT


def _time(text: str) -> datetime:
    """A time as the trail keeps it."""
    found = parse_datetime(text)
    if found is None:
        raise ValueError(f"no time in a trail: {text!r}")
    return found
