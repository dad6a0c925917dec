"""Rows of pings as they stand after sending and receiving, for tests of the pages that show them."""

from typing import Any

from posts.models import Post
from tests.factories import make_post
from trackbacks.models import IncomingPing, OutgoingPing


def sent_ping(post: Post | None = None, state: str = "delivered", **fields: Any) -> OutgoingPing:
    """A ping to Bob's blog; `target` names another page."""
    ping = OutgoingPing.to(
        post or make_post(),
        fields.pop("target", "https://bob.example/post/"),
        pasted=fields.pop("pasted", False),
    )
    ping.state = state
    ping.due_at = ping.due_at if state in ("queued", "retrying") else None
    for name, value in fields.items():
        setattr(ping, name, value)
    ping.save()
    return ping


def received_ping(post: Post | None = None, state: str = "done", **fields: Any) -> IncomingPing:
    """A ping from Bob's blog; `source` names another page."""
    post = post or make_post()
    facts = {"protocol": "webmention", "target": post.full_url, "address": "203.0.113.5"}
    facts |= {name: fields.pop(name) for name in ("protocol", "title", "excerpt") if name in fields}
    ping = IncomingPing.accept(post, fields.pop("source", "https://bob.example/answer/"), **facts)
    IncomingPing.objects.filter(pk=ping.pk).update(state=state, due_at=None, **fields)
    ping.refresh_from_db()
    return ping
