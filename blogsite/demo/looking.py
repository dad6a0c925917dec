"""What the demo looks at: B's pages as a reader gets them, and both ledgers, until they say what they must."""

import urllib.parse
from typing import Any

from bs4 import BeautifulSoup

from blogsite.demo.blog import Blog, DemoFailed, until

STEP_SECONDS = 20  # within which each ping must have arrived; usually it takes one or two
Row = dict[str, Any]


class Looking:
    """Both blogs, watched: every question waits for its answer and raises DemoFailed where it does not come."""

    def __init__(self, a: Blog, b: Blog) -> None:
        self.a, self.b = a, b

    def shown(self, source: str, target: Row, words: str = "") -> str:
        """The excerpt that B's page shows of the ping from this source, once it holds these words."""

        def look() -> str | None:
            self._alive()
            found = shown_excerpt(self.b.read(path_of(target["url"])), source)
            return found if found and words in found else None

        return until(look, STEP_SECONDS, f"A ping from {source} on {target['url']} {words}".strip())

    def hidden(self, source: str, target: Row) -> None:
        """Raises DemoFailed where B's page names the source."""
        if source in self.b.read(path_of(target["url"])):
            raise DemoFailed(f"{source} is shown on {target['url']}")

    def judged(self, source: str, status: str) -> Row:
        """Wait until B has come to a decision, and see that it is this one."""

        def look() -> list[Row]:
            return [row for row in self.received(source) if row["status"] != "queued"]

        row = until(look, STEP_SECONDS, f"B's decision about {source}")[0]
        if row["status"] != status:
            raise DemoFailed(f"{source} was to be {status}, but is {row['status']}: {row}")
        return row

    def withdrawn(self, source: str, target: Row) -> Row:
        """Wait until B has taken it down: in the trash, by its source, and off the page."""

        def look() -> Row | None:
            self._alive()
            return next((row for row in self.received(source) if row["status"] == "withdrawn"), None)

        row = until(look, STEP_SECONDS, f"The withdrawal of {source}")
        self.hidden(source, target)
        return row

    def received(self, source: str) -> list[Row]:
        return self.b.pings("--received", "--source", source)

    def sent(self, post: Row) -> list[Row]:
        return self.a.pings("--sent", "--post", post["url"])

    def finished(self, post: Row) -> list[Row]:
        """A's ledger of the post, once nothing in it waits."""

        def look() -> list[Row]:
            rows = self.sent(post)
            return rows if rows and all(row["due_at"] is None for row in rows) else []

        return until(look, STEP_SECONDS, f"The end of the delivery of {post['url']}")

    def idle(self) -> None:
        """Wait until every link scan of A is done and no ping is under way."""
        until(lambda: is_idle(self.a), STEP_SECONDS, "The end of A's work")

    def _alive(self) -> None:
        self.a.check_alive()
        self.b.check_alive()


def is_idle(blog: Blog) -> bool:
    jobs = blog.doctor()["jobs"]
    waiting = [
        jobs[kind].get(state, 0) for kind in ("linkscan", "outgoingping") for state in ("queued", "retrying")
    ]
    return not any(waiting)


def shown_excerpt(page: str, source: str) -> str | None:
    """What the page shows of the ping from this source; None where it shows none."""
    for ping in BeautifulSoup(page, "lxml").select(".u-comment.h-cite"):
        if ping.find("a", href=source):
            words = ping.select_one(".p-content, .e-content, .p-summary") or ping
            return " ".join(words.get_text().split())
    return None


def path_of(url: str) -> str:
    return urllib.parse.urlsplit(url).path
