"""What was said about the demo's posts: comments in threads, answers from other blogs, and work for a moderator."""

import tomllib
from dataclasses import dataclass

from blogsite.demo_content.texts import WORDS


@dataclass(frozen=True)
class Said:
    """A comment, or a trackback where it has a source. ``hours`` after the post; ``answers`` an earlier one's key."""

    post: str
    who: str
    text: str
    hours: float
    key: str = ""
    answers: str = ""
    status: str = "approved"
    reason: str = ""
    source: str = ""
    title: str = ""
    blog: str = ""
    linked: str = ""
    user: str = ""


def said() -> list[Said]:
    """Everything, in the order in which it was said under each post."""
    with (WORDS / "talk.toml").open("rb") as file:
        return [Said(**entry) for entry in tomllib.load(file)["said"]]
