"""A row of a list of pings: how it stands, in which words, and what can be done about it."""

from dataclasses import dataclass

from trackbacks.models import IncomingPing, OutgoingPing
from trackbacks.words import OPEN, look_words, protocol_words, sent_words, status_words


@dataclass(frozen=True)
class Row:
    """What a row shows: the other blog's page, its state as a name and in words, the last words about it.

    `waits`: it will be tried (again) at the ping's due_at.
    """

    ping: OutgoingPing | IncomingPing
    url: str
    state: str
    words: str
    said: str = ""
    look: str = ""
    resend: bool = False
    cancel: bool = False
    waits: bool = False

    @property
    def protocol(self) -> str:
        return protocol_words(self.ping.protocol) if self.ping.protocol else ""

    @property
    def acts(self) -> bool:
        return self.resend or self.cancel


def of_sent(ping: OutgoingPing, *, may_act: bool) -> Row:
    """A ping that went out, on its post and in the list alike."""
    return Row(
        ping,
        ping.target,
        ping.shown_state,
        sent_words(ping.shown_state),
        said=ping.message,
        resend=may_act and ping.may_be_resent,
        cancel=may_act and ping.may_be_cancelled,
        waits=ping.due_at is not None and ping.state in OPEN,
    )


def of_received(ping: IncomingPing) -> Row:
    said, look = "; ".join(ping.reasons), look_words(ping.last_look)
    return Row(ping, ping.source, ping.status, status_words(ping.status), said=said, look=look)
