"""The two sides of an exchange, and what the exchanges ask of them again and again."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from blogsite.demo.blog import Blog, until
from blogsite.demo.looking import path_of, shown_excerpt
from tests.interop.tap import Passage, Tap
from tests.interop.testpinger import TestPinger
from tests.interop.wordpress import WordPress
from tests.running import answer

T = TypeVar("T")
Row = dict[str, Any]
STEP_SECONDS = 40  # within which each ping must have an outcome; usually it takes two
# What gets lost between two blogs, if anything does.
HARD = "Tea & “cake” < 3 pm — 日本語 🎉"
# As their author types it: WordPress makes &#8220; and &#8221; of straight quotes.
TYPED = HARD.replace("“", '"').replace("”", '"')


@dataclass
class World:
    """Both sides, the wires to them, and what an exchange left for a later one."""

    blog: Blog
    wordpress: WordPress
    pinger: TestPinger
    to_us: Tap
    to_wordpress: Tap
    left: dict[str, Any] = field(default_factory=dict)
    count: int = 0

    def title(self, words: str) -> str:
        """A title of its own, that holds everything that is hard."""
        self.count += 1
        return f"{words} {self.count}: {HARD}"

    def plain(self, *options: str, title: str | None = None) -> Row:
        """Publish a post of ours that links to nobody."""
        title = self.title("Ours") if title is None else title
        words = f"Alice, no. {self.count}, says {HARD} and that is all."
        made = self.blog.write(title, f"<p>{html.escape(words)}</p>", *options)
        return made | {"title": title, "words": words}

    def write(self, about: str, *options: str, title: str = "", words: str = "") -> Row:
        """Publish a post of ours that links to a page; with the `title` and the passage that were meant."""
        title = title or self.title("Ours")
        words = words or f"Alice, no. {self.count}, says {HARD} and links to"
        made = self.blog.write(title, linking(words, about), *options)
        return made | {"title": title, "words": words}

    def mark(self) -> int:
        """From here on `to_wordpress.since(mark)` holds what was asked of WordPress."""
        return len(self.to_wordpress.passages)

    def post(self, url: str, form: bytes) -> None:
        """A form posted by hand, as no software of ours does."""
        answer(url, data=form, timeout=STEP_SECONDS)

    def tell(self) -> list[Passage]:
        """Let WordPress tell whom it has to; what it asked of us meanwhile, and what we answered."""
        mark = len(self.to_us.passages)
        self.wordpress.cron()
        return [one for one in self.to_us.since(mark) if "WordPress/" in one.headers.get("User-Agent", "")]

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
        return until(
            lambda: shown_excerpt(self.blog.read(path_of(post["url"])), source),
            STEP_SECONDS,
            f"{source} on {post['url']}",
        )

    def not_shown(self, post: Row, source: str) -> None:
        self.until(
            lambda: shown_excerpt(self.blog.read(path_of(post["url"])), source) is None,
            f"{source} gone from {post['url']}",
        )

    def becomes(self, source: str, name: str, value: str) -> Row:
        """The one row from this page, once that column of it has this value."""

        def look() -> list[Row]:
            rows = self.blog.pings("--received", "--source", source)
            return [row for row in rows if row[name] == value]

        self.until(look, f"{name} = {value!r} in the ping from {source}")
        return self.received(source)

    def idle(self) -> None:
        """Until we have nothing more to scan or to send."""
        kinds = ("linkscan", "outgoingping")
        self.until(lambda: not any(self.blog.doctor()["jobs"][kind].get("queued") for kind in kinds), "Rest")

    def earlier(self, name: str) -> Any:
        """What an exchange before this one left. Raises AssertionError where that one failed."""
        assert name in self.left, "not tried, because an exchange that it builds on has failed"
        return self.left[name]

    def until(self, look: Callable[[], T | None], what: str) -> T:
        return until(look, STEP_SECONDS, what)


def linking(words: str, url: str) -> str:
    return f'<p>{html.escape(words)} <a href="{html.escape(url)}">this page</a> with joy.</p>'


def typed(words: str) -> str:
    """As their author types it into WordPress."""
    return html.escape(words.replace(HARD, TYPED), quote=False)


def only(passages: list[Passage], method: str, url: str) -> Passage:
    """The one request of this kind. Raises AssertionError where there were none, or several."""
    found = [one for one in passages if (one.method, one.url) == (method, url)]
    assert len(found) == 1, f"{len(found)} times {method} {url} in {[one.line[:2] for one in passages]}"
    return found[0]


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
