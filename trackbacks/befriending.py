"""Which blogs ours has told of a link: their pings are spoken for, see `checks/befriended.py`."""

from typing import Any

from comments.models import PostComment
from trackbacks.models import OutgoingPing


def facts(comment: PostComment) -> dict[str, Any]:
    """Whether a post of ours links to a page of its source's host; asked for pings alone."""
    if not comment.is_ping or not comment.source_host:
        return {}
    return {"linked_by_us": OutgoingPing.objects.filter(host=comment.source_host, state="delivered").exists()}
