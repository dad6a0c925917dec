"""What the demo shows: posts on blog A that link to blog B, told, read, filtered and shown there, step by step."""

import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup

from blogsite.demo.blog import Blog, DemoFailed, until

STEP_SECONDS = 20  # within which each ping must have arrived; usually it takes one or two
SPAM_WORDS = "miracle mushroom powder"  # what the Akismet stand-in takes for spam
Say = Callable[[str], None]
Row = dict[str, Any]


class Story:
    """The steps in their order; each says what happens and raises DemoFailed where it does not."""

    def __init__(self, a: Blog, b: Blog, say: Say) -> None:
        self.a, self.b, self.say = a, b, say
        self.started = time.monotonic()

    def prepare(self) -> None:
        """What is there before the exchange: posts on B to write about, and B's owner trusts verified pings."""
        self.b.command("settings", "title=Blog B", "approve_verified_pings=1")
        self.a.command("settings", "title=Blog A")
        self.a.write("Hello", "<p>This blog is new.</p>")
        self.garden = self.b.write(
            "A garden on a roof", "<p>Tomatoes grow well up here, and nobody steals them.</p>"
        )
        self.bees = self.b.write("Bees in the city", "<p>They find more flowers here than in the fields.</p>")

    def exchange(self) -> float:
        """Everything that travels between the two blogs; returns the seconds it took."""
        self.started = time.monotonic()
        for step in (
            self.a_link,
            self.a_second_link,
            self.a_pasted_url,
            self.akismet,
            self.not_found,
            self.silence,
        ):
            step()
        return time.monotonic() - self.started

    def tell(self, words: str) -> None:
        self.say(f"[{time.monotonic() - self.started:5.1f} s] {words}")

    # The steps

    def a_link(self) -> None:
        post = self.a.write("What roofs are for", self._about(self.garden, "Bob grows tomatoes at"))
        self.tell(f"A published {post['url']}, which links to {self.garden['url']}")
        self._shown(post, self.garden)
        self.first = post

    def a_second_link(self) -> None:
        post = self.a.write("More about roofs", self._about(self.garden, "I went to see"))
        self.tell(f"A published {post['url']}, which links to the same post")
        self._shown(post, self.garden)

    def a_pasted_url(self) -> None:
        told = self.bees["trackback_url"]
        post = self.a.write(
            "Honey from next door", self._about(self.bees, "Charlie keeps bees at"), "--ping", told
        )
        self.tell(
            f"A published {post['url']}, which links to {self.bees['url']} and was given its Trackback URL as well"
        )
        self._shown(post, self.bees)
        rows = until(lambda: self._finished(post), STEP_SECONDS, "The end of the delivery")
        if [(row["target"], row["state"], row["attempts"]) for row in rows] != [(told, "delivered", 1)]:
            raise DemoFailed(f"a pasted and linked URL was not delivered exactly once: {rows}")
        self.tell("    … and A's ledger holds one ping for it: delivered once, in one attempt")

    def akismet(self) -> None:
        html = self._about(self.garden, f"Better than any garden is our {SPAM_WORDS}, see")
        post = self.a.write(f"Try {SPAM_WORDS} today", html)
        self.tell(f"A published {post['url']}, which is spam that does link to B")
        row = self._judged(post["url"], "spam")
        if not any("akismet" in reason.lower() for reason in row["reasons"]):
            raise DemoFailed(f"it was not Akismet that caught it: {row}")
        self._hidden(post["url"], self.garden)
        self.tell(
            f"    … caught by the Akismet STAND-IN (not the real service), not shown: {'; '.join(row['reasons'])}"
        )

    def not_found(self) -> None:
        source = f"{self.a.url}/feed/"
        form = {"url": source, "title": "Nice site", "excerpt": "I wrote about you", "blog_name": "Nobody"}
        answer = post_form(self.garden["trackback_url"], form)
        if "<error>0</error>" not in answer:
            raise DemoFailed(f"B did not take the ping: {answer}")
        self.tell(f"Somebody told B that {source} links to it, which is not true")
        row = self._judged(source, "spam")
        if "not found at source" not in row["reasons"]:
            raise DemoFailed(f"the local checks did not catch it: {row}")
        self._hidden(source, self.garden)
        self.tell(f"    … caught by B's own checks, not shown: {'; '.join(row['reasons'])}")

    def silence(self) -> None:
        """Two things that must tell nobody."""
        before = self.a.pings("--sent", "--post", self.first["url"])
        text = (
            self._about(self.garden, "Bob grows tomatoes at")
            + f'<p><a href="{self.first["url"]}">Here</a> I am.</p>'
        )
        self.a.command("update_post", self.first["url"], "--html", "-", text=text)
        self.tell("A updated its first post with a link to that post itself")
        draft = self.a.write("Not yet", self._about(self.bees, "I will write about"), status="draft")
        self.tell("A wrote a draft that links to B")
        until(lambda: self._idle(self.a), STEP_SECONDS, "The end of A's work")
        if self.a.pings("--sent", "--post", self.first["url"]) != before:
            raise DemoFailed("the update told somebody")
        if self.a.pings("--sent", "--post", draft["url"]) or self.b.pings(
            "--received", "--source", draft["url"]
        ):
            raise DemoFailed("the draft told somebody")
        self.tell("    … and neither told anybody: A's ledger is as it was")

    # Looking

    @staticmethod
    def _about(post: Row, words: str) -> str:
        return (
            f'<p>It rained all day. {words} <a href="{post["url"]}">the place in town</a>, and I like it.</p>'
        )

    def _shown(self, post: Row, target: Row) -> None:
        """Wait until B's page shows the ping, as a reader's browser gets it."""

        def look() -> str | None:
            self.a.check_alive()
            self.b.check_alive()
            return shown_excerpt(self.b.read(path_of(target["url"])), post["url"])

        excerpt = until(look, STEP_SECONDS, f"A trackback from {post['url']} on {target['url']}")
        self.tell(f"    … and B's page shows the trackback: “{excerpt}”")

    def _hidden(self, source: str, target: Row) -> None:
        if source in self.b.read(path_of(target["url"])):
            raise DemoFailed(f"{source} is shown on {target['url']}")

    def _judged(self, source: str, status: str) -> Row:
        """Wait until B has come to a decision, and see that it is this one."""

        def look() -> list[Row]:
            rows = self.b.pings("--received", "--source", source)
            return [row for row in rows if row["status"] != "queued"]

        row = until(look, STEP_SECONDS, f"B's decision about {source}")[0]
        if row["status"] != status:
            raise DemoFailed(f"{source} was to be {status}, but is {row['status']}: {row}")
        return row

    def _finished(self, post: Row) -> list[Row]:
        rows = self.a.pings("--sent", "--post", post["url"])
        return rows if all(row["due_at"] is None for row in rows) else []

    @staticmethod
    def _idle(blog: Blog) -> bool:
        """Whether every link scan of the blog is done and no ping is under way."""
        jobs = blog.doctor()["jobs"]
        waiting = [
            jobs[kind].get(state, 0)
            for kind in ("linkscan", "outgoingping")
            for state in ("queued", "retrying")
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


def post_form(url: str, fields: dict[str, str]) -> str:
    """POST a form as any blog would; the body of the answer."""
    data = urllib.parse.urlencode(fields).encode()
    with urllib.request.urlopen(url, data, timeout=STEP_SECONDS) as answer:  # noqa: S310 - B's own address
        return str(answer.read().decode())
