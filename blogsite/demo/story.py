"""What the demo shows: posts on blog A that link to blog B, told, read, filtered and shown there, step by step."""

import time
import urllib.parse
import urllib.request
from collections.abc import Callable

from blogsite.demo.blog import Blog, DemoFailed
from blogsite.demo.looking import STEP_SECONDS, Looking, Row

SPAM_WORDS = "miracle mushroom powder"  # what the Akismet stand-in takes for spam
CHANGED = "By now Bob grows beans as well at"
PROTOCOLS = {"webmention": "Webmention", "trackback": "TrackBack", "pingback": "Pingback"}
Say = Callable[[str], None]


class Story:
    """The steps in their order; each says what happens and raises DemoFailed where it does not."""

    def __init__(self, a: Blog, b: Blog, say: Say) -> None:
        self.a, self.b, self.say = a, b, say
        self.look = Looking(a, b)
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
            self.webmention,
            self.trackback,
            self.pingback,
            self.a_pasted_url,
            self.an_update,
            self.a_removed_link,
            self.a_withdrawn_post,
            self.akismet,
            self.not_found,
            self.silence,
        ):
            step()
        return time.monotonic() - self.started

    def tell(self, words: str) -> None:
        self.say(f"[{time.monotonic() - self.started:5.1f} s] {words}")

    # The steps

    def webmention(self) -> None:
        self.first = self._told_by("webmention", "What roofs are for", self.garden, "Bob grows tomatoes at")

    def trackback(self) -> None:
        self._told_by("trackback", "More about roofs", self.garden, "I went to see")

    def pingback(self) -> None:
        self.third = self._told_by("pingback", "A roof of my own", self.garden, "I learned it all from")

    def a_pasted_url(self) -> None:
        self._speak(*PROTOCOLS)
        told = self.bees["trackback_url"]
        post = self.a.write("Honey from next door", about(self.bees, "Charlie keeps bees at"), "--ping", told)
        self.tell(f"A, which speaks all three now, published {post['url']} with a link to {self.bees['url']}")
        self.tell("    and was given its Trackback URL as well")
        self._shown(post, self.bees, "trackback")
        rows = self.look.finished(post)
        if [(row["target"], row["state"], row["attempts"]) for row in rows] != [(told, "delivered", 1)]:
            raise DemoFailed(f"a pasted and linked URL was not delivered exactly once: {rows}")
        self.tell("    … and A's ledger holds one ping for it: delivered once, in one attempt")

    def an_update(self) -> None:
        """The words around the link change, and B's excerpt follows, because Webmention knows of updates."""
        post = self.first
        self.a.command("update_post", post["url"], "--html", "-", text=about(self.garden, CHANGED))
        self.tell(f"A changed the words around the link in {post['url']}")
        excerpt = self.look.shown(post["url"], self.garden, CHANGED)
        self.tell(f"    … and B's excerpt followed: “{excerpt}”")

    def a_removed_link(self) -> None:
        post = self.first
        self.a.command("update_post", post["url"], "--html", "-", text="<p>Roofs keep the rain out.</p>")
        self.tell(f"A took the link out of {post['url']}")
        self._withdrawn(post, self.garden)

    def a_withdrawn_post(self) -> None:
        post = self._told_by("webmention", "Said too soon", self.bees, "Nobody keeps better bees than")
        self.a.command("update_post", post["url"], "--status", "trash")
        self.tell(f"A put {post['url']} in the trash; its address answers 410 now")
        self._withdrawn(post, self.bees)

    def akismet(self) -> None:
        html = about(self.garden, f"Better than any garden is our {SPAM_WORDS}, see")
        post = self.a.write(f"Try {SPAM_WORDS} today", html)
        self.tell(f"A published {post['url']}, which is spam that does link to B")
        row = self.look.judged(post["url"], "spam")
        if not any("akismet" in reason.lower() for reason in row["reasons"]):
            raise DemoFailed(f"it was not Akismet that caught it: {row}")
        self.look.hidden(post["url"], self.garden)
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
        row = self.look.judged(source, "spam")
        if "not found at source" not in row["reasons"]:
            raise DemoFailed(f"the local checks did not catch it: {row}")
        self.look.hidden(source, self.garden)
        self.tell(f"    … caught by B's own checks, not shown: {'; '.join(row['reasons'])}")

    def silence(self) -> None:
        """Two things that must tell nobody."""
        post = self.third
        before = self.look.sent(post)
        text = about(self.garden, "I learned it all from") + f'<p><a href="{post["url"]}">Here</a> I am.</p>'
        self.a.command("update_post", post["url"], "--html", "-", text=text)
        self.tell("A updated its third post with a link to that post itself")
        draft = self.a.write("Not yet", about(self.bees, "I will write about"), status="draft")
        self.tell("A wrote a draft that links to B")
        self.look.idle()
        if self.look.sent(post) != before:
            raise DemoFailed("the update told somebody")
        if self.look.sent(draft) or self.look.received(draft["url"]):
            raise DemoFailed("the draft told somebody")
        self.tell("    … and neither told anybody: A's ledger is as it was")

    # What several steps do

    def _told_by(self, protocol: str, title: str, target: Row, words: str) -> Row:
        """A post of A's that B is told of by this protocol, the only one that A has switched on."""
        self._speak(protocol)
        post = self.a.write(title, about(target, words))
        self.tell(
            f"A, which speaks {PROTOCOLS[protocol]} now, published {post['url']} with a link to {target['url']}"
        )
        self._shown(post, target, protocol)
        rows = self.look.finished(post)
        if [(row["protocol"], row["state"]) for row in rows] != [(protocol, "delivered")]:
            raise DemoFailed(f"A did not tell B once by {protocol}: {rows}")
        return post

    def _speak(self, *protocols: str) -> None:
        self.a.command("settings", *(f"{name}_out={int(name in protocols)}" for name in PROTOCOLS))

    def _shown(self, post: Row, target: Row, protocol: str) -> None:
        excerpt = self.look.shown(post["url"], target)
        kinds = [row["kind"] for row in self.look.received(post["url"])]
        if kinds != [protocol]:
            raise DemoFailed(f"B was to receive one {protocol} from {post['url']}, but has: {kinds}")
        self.tell(f"    … and B's page shows the {protocol}: “{excerpt}”")

    def _withdrawn(self, post: Row, target: Row) -> None:
        row = self.look.withdrawn(post["url"], target)
        self.tell(f"    … and B took its {row['kind']} down: it is in the trash, as {row['status']}")


def about(post: Row, words: str) -> str:
    """A paragraph that links to the post."""
    return f'<p>It rained all day. {words} <a href="{post["url"]}">the place in town</a>, and I like it.</p>'


def post_form(url: str, fields: dict[str, str]) -> str:
    """POST a form as any blog would; the body of the answer."""
    data = urllib.parse.urlencode(fields).encode()
    with urllib.request.urlopen(url, data, timeout=STEP_SECONDS) as answer:  # noqa: S310 - B's own address
        return str(answer.read().decode())
