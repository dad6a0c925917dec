"""The two sides of an exchange, and what the exchanges ask of them again and again."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from blogsite.demo.blog import Blog, until
from tests.interop.mentions import TestPinger
from tests.interop.wordpress import WordPress

T = TypeVar("T")
Row = dict[str, Any]
STEP_SECONDS = 25  # within which each ping must have an outcome; usually it takes two
# What gets lost between two blogs, if anything does.
HARD = "Tea & “cake” < 3 pm — 日本語 🎉"
# As their author types it: WordPress makes &#8220; and &#8221; of straight quotes.
TYPED = HARD.replace("“", '"').replace("”", '"')


@dataclass
class World:
    """Our blog, their blog, and what an exchange left for a later one."""

    blog: Blog
    wordpress: WordPress
    pinger: TestPinger
    left: dict[str, Any] = field(default_factory=dict)
    count: int = 0

    def title(self, words: str) -> str:
        """A title of its own, that holds everything that is hard."""
        self.count += 1
        return f"{words} {self.count}: {HARD}"

    def plain(self, *options: str) -> Row:
        """Publish a post of ours that links to nobody."""
        title = self.title("Ours")
        words = f"Alice, no. {self.count}, says {HARD} and that is all."
        return self.blog.write(title, f"<p>{html.escape(words)}</p>", *options) | {
            "title": title,
            "words": words,
        }

    def write(self, about: Row, *options: str, title: str = "", words: str = "") -> Row:
        """Publish a post of ours that links to a page; with the `title` and the passage that were meant."""
        title = title or self.title("Ours")
        words = words or f"Alice, no. {self.count}, says {HARD} and links to"
        page = f'<p>{html.escape(words)} <a href="{about["url"]}">this page</a> with joy.</p>'
        return self.blog.write(title, page, *options) | {"title": title, "words": words}

    def sent(self, post: Row, target: str = "", *, state: str = "") -> Row:
        """The one row of our ledger about this post, or about this target, once it has an outcome."""

        def look() -> list[Row]:
            self.blog.check_alive()
            rows = [
                row
                for row in self.blog.pings("--sent", "--post", post["url"])
                if target in ("", row["target"])
            ]
            return [row for row in rows if row["state"] not in ("queued", "sending")]

        rows = until(look, STEP_SECONDS, f"An outcome of the ping about {post['url']}")
        assert len(rows) == 1, f"one ping was meant, the ledger has {brief(rows)}"
        assert not state or rows[0]["state"] == state, f"not {state}: {brief(rows)}"
        return rows[0]

    def received(self, source: str, *, times: int = 1) -> Row:
        """The one row of what we received from this page, once it was judged."""

        def look() -> list[Row]:
            self.blog.check_alive()
            rows = self.blog.pings("--received", "--source", source)
            return rows if rows and all(row["status"] not in ("queued", "retrying") for row in rows) else []

        rows = until(look, STEP_SECONDS, f"A decision about the ping from {source}")
        assert len(rows) == times, f"{times} row(s) were meant, but there are {brief(rows)}"
        return rows[0]

    def shown(self, post: Row, source: str) -> str:
        """The excerpt that our page shows to readers of the ping from this source."""
        from blogsite.demo.story import path_of, shown_excerpt

        return until(
            lambda: shown_excerpt(self.blog.read(path_of(post["url"])), source),
            STEP_SECONDS,
            f"{source} on {post['url']}",
        )

    def earlier(self, name: str) -> Any:
        """What an exchange before this one left. Raises AssertionError where that one failed."""
        assert name in self.left, "not tried, because an exchange that it builds on has failed"
        return self.left[name]

    def until(self, look: Callable[[], T | None], what: str) -> T:
        return until(look, STEP_SECONDS, what)


def holds(text: str, *wanted: str) -> None:
    """Each of these stands in the text, letter by letter. Raises AssertionError."""
    missing = [part for part in wanted if part not in text]
    assert not missing, f"{missing} not found in {text!r}"


def read(stored: str) -> str:
    """Stored HTML as a reader sees it."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", stored)).split())


def brief(rows: list[Row]) -> str:
    names = ("source", "target", "kind", "protocol", "state", "status", "message", "reasons")
    return str([{name: row[name] for name in names if name in row} for row in rows])
