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


def sent_words(state: str) -> str:
    """What became of a blog that was to be told."""
    return _SENT.get(state, state.replace("_", " ").capitalize())


def received_words(state: str) -> str:
    """How far the check of a received ping has come."""
    return _RECEIVED.get(state, state.replace("_", " ").capitalize())
