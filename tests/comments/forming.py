"""A comment form as a browser fills it in and sends it."""

import time
from typing import Any

from comments.forms import PostCommentForm
from posts.models import Post


def filled_in(post: Post, *, seconds_ago: float = 60, **answers: Any) -> dict[str, Any]:
    """What Bob sends under this post, a minute after he opened the form."""
    form = PostCommentForm(post)
    opened = int(time.time() - seconds_ago)
    hidden = form.generate_security_data() | {
        "timestamp": str(opened),
        "security_hash": form.initial_security_hash(opened),
    }
    data = {
        "name": "Bob",
        "email": "bob@bob.example",
        "url": "",
        "comment": "I grow beans myself.",
        "honeypot": "",
    }
    return {**hidden, **data, **answers}


def respond(post: Post) -> str:
    """The address of its form."""
    return f"{post.get_absolute_url()}respond/"


def send(client: Any, post: Post, **answers: Any) -> Any:
    """Bob's comment on its way through the form."""
    return client.post(respond(post), filled_in(post, **answers))
