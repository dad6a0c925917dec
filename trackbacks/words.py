"""The states of pings as authors and moderators read them."""

OPEN = ("queued", "retrying")

_SENT = {
    "queued": "Waiting to be told",
    "sending": "Being told now",
    "delivered": "Told",
    "no_endpoint": "Takes no pings",
    "refused": "Refused",
    "retrying": "Did not answer, tried again",
    "failed": "Given up",
    "cancelled": "Cancelled",
}
_RECEIVED = {
    "queued": "Being verified",
    "retrying": "Source did not answer, tried again",
    "done": "Verified",
    "refused": "Refused",
    "withdrawn": "Withdrawn",
}
_STATUSES = {
    "queued": "Being checked",
    "pending": "Waiting for review",
    "approved": "Shown",
    "spam": "Spam",
    "trash": "Trash",
    "refused": "Refused",
    "withdrawn": "Withdrawn",
}
_PLACES = {
    "header": "in a header of the page's answer",
    "link": "in a link element of the page",
    "a": "in an ordinary link on the page",
    "rdf": "in the RDF block of the page",
    "pasted": "given by the author",
}
PROTOCOLS = {"webmention": "Webmention", "trackback": "TrackBack", "pingback": "Pingback"}


def sent_words(state: str) -> str:
    """What became of a blog that was to be told."""
    return _SENT.get(state, state.replace("_", " ").capitalize())


def received_words(state: str) -> str:
    """How far the check of a received ping has come."""
    return _RECEIVED.get(state, state.replace("_", " ").capitalize())


def status_words(status: str) -> str:
    """What became of a received ping, as a moderator reads it."""
    return _STATUSES.get(status, status.capitalize())


def protocol_words(name: str) -> str:
    """A protocol's name as its own documents write it."""
    return PROTOCOLS.get(name, name.capitalize())


def place_words(where: str) -> str:
    """Where a page said how it wants to be told."""
    return _PLACES.get(where, "")
