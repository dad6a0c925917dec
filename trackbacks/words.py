"""The states of pings as authors and moderators read them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

OPEN = ("queued", "retrying")

_SENT = {
    "queued": _("Waiting to be told"),
    "sending": _("Being told now"),
    "delivered": _("Told"),
    "no_endpoint": _("Takes no pings"),
    "refused": _("Refused"),
    "retrying": _("Did not answer, tried again"),
    "failed": _("Given up"),
    "cancelled": _("Cancelled"),
}
_RECEIVED = {
    "queued": _("Being verified"),
    "retrying": _("Source did not answer, tried again"),
    "done": _("Verified"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
}
_STATUSES = {
    "queued": _("Being checked"),
    "pending": _("Waiting for review"),
    "approved": _("Shown"),
    "spam": _("Spam"),
    "trash": _("Trash"),
    "refused": _("Refused"),
    "withdrawn": _("Withdrawn"),
}
_LOOKS = {
    "gone": _("The page or its link is gone"),
    "changed": _("Its words had changed"),
    "unread": _("It could not be read"),
}
_VERDICTS = {
    "": pgettext_lazy("verdict", "none yet"),
    "ham": pgettext_lazy("verdict", "ham"),
    "spam": pgettext_lazy("verdict", "spam"),
    "discard": pgettext_lazy("verdict", "discard"),
    "unavailable": pgettext_lazy("verdict", "unavailable"),
}
_PLACES = {
    "header": _("in a header of the page's answer"),
    "link": _("in a link element of the page"),
    "a": _("in an ordinary link on the page"),
    "rdf": _("in the RDF block of the page"),
    "pasted": _("given by the author"),
}
PROTOCOLS = {"webmention": "Webmention", "trackback": "TrackBack", "pingback": "Pingback"}

_REASONS = {"the host's address is not a public one": _("a private address")}


def sent_words(state: str) -> str:
    """What became of a blog that was to be told."""
    return str(_SENT.get(state, state.replace("_", " ").capitalize()))


def received_words(state: str) -> str:
    """How far the check of a received ping has come."""
    return str(_RECEIVED.get(state, state.replace("_", " ").capitalize()))


def status_words(status: str) -> str:
    """What became of a received ping, as a moderator reads it."""
    return str(_STATUSES.get(status, status.capitalize()))


def look_words(found: str) -> str:
    """What the last look at a source found; nothing where all was as before."""
    return str(_LOOKS.get(found, ""))


def verdict_words(verdict: str) -> str:
    """What the filters say of a ping."""
    return str(_VERDICTS.get(verdict, verdict))


def protocol_words(name: str) -> str:
    """A protocol's name as its own documents write it."""
    return str(PROTOCOLS.get(name, name.capitalize()))


def place_words(where: str) -> str:
    """Where a page said how it wants to be told."""
    return str(_PLACES.get(where, ""))


def reason_words(reason: str) -> str:
    """Why a page was not read, as its author is told; what has no words of its own is told as it is."""
    return str(_REASONS.get(reason, reason))
