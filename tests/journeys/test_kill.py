"""kill -9 at random moments, while pings come in and go out: nothing accepted is lost, nothing is shown twice.

PROMISES 10 and 17. `KILLS` is the number of kills in each of the two runs, `KILL_SEED` repeats a run's choices.
"""

import json
import os
import random
import threading
import time
from collections import Counter
from urllib.parse import urlencode

import pytest

from tests.neighbour import Neighbour
from tests.running import RunningBlog, answer, until

pytestmark = pytest.mark.journey

KILLS = int(os.environ.get("KILLS", "16"))
SEED = int(os.environ.get("KILL_SEED", "0")) or random.randrange(10**6)
NAMES = ("web", "worker", "scheduler")
POSTS_OUT, LINKS_EACH = 3, 5
# Above a process's start, so that most live long enough to be killed at work.
PAUSE_SECONDS = (0.3, 3.5)
# Crashed jobs come back after 5 s and more, waiting for a busy host takes up to 5 s each time.
STALE_SECONDS = 60
SETTLE_SECONDS = 90
WORDS = (
    "apple birch cedar daisy elder fern gorse hazel iris kale larch maple nettle oak pear quince rose".split()
)
SLOWEST_SECONDS = 0.8
COUNT_SHOWN = """
import json
from comments.models import PostComment
print(json.dumps(list(PostComment.objects.exclude(source_url="").values_list("source_url", flat=True))))
"""


class Slow(dict):
    """Pages and answers that take a while, so that a kill and a repeat meet an exchange under way."""

    def get(self, key, default=None):
        time.sleep(random.uniform(0, SLOWEST_SECONDS))
        return super().get(key, default)


class Sender(threading.Thread):
    """Bob's blogs: they write about Alice's post, ping until they are told it was accepted, and often ping again."""

    def __init__(self, bob: Neighbour, target: str, trackback_url: str, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.bob, self.target, self.trackback_url, self.chance = bob, target, trackback_url, chance
        self.accepted: list[str] = []
        self.refused: list[str] = []
        self.enough = threading.Event()

    def run(self) -> None:
        number = 0
        while not self.enough.is_set():
            number += 1
            words = " ".join(self.chance.sample(WORDS, 6))
            text = f'<p>In my garden the {words} read <a href="{self.target}">what Alice wrote</a> number {number}.</p>'
            source = self.bob.writes(
                f"/about/{number}/", f"<html><title>Note {number}</title><body>{text}</body></html>"
            )
            self.ping(source, f"Note {number}")
            if self.chance.random() < 0.4:
                self.ping(source, f"Note {number}, again")
            if self.accepted and self.chance.random() < 0.1:
                self.ping(self.chance.choice(self.accepted), "and much later")

    def ping(self, source: str, title: str) -> None:
        """Send until there is an answer; one that says no is a failure of the test."""
        data = urlencode({"url": source, "title": title, "blog_name": "Bob's", "excerpt": title}).encode()
        while True:
            status, text = answer(self.trackback_url, data=data)
            if status == 200 and "<error>0</error>" in text:
                self.accepted.append(source)
                break
            if status == 200:
                self.refused.append(text)
                break
            if self.enough.wait(0.2):
                break
        time.sleep(self.chance.uniform(0.05, 0.4))


def kill_at_random(blog: RunningBlog, chance: random.Random) -> Counter:
    """Kill and start again, `KILLS` times."""
    killed: Counter = Counter()
    for _ in range(KILLS):
        time.sleep(chance.uniform(*PAUSE_SECONDS))
        name = chance.choice(NAMES)
        blog.kill(name)
        blog.start(name)
        killed[name] += 1
    return killed


def publish_posts_that_link(blog: RunningBlog, bob: Neighbour) -> list[str]:
    """Alice's posts, written in the middle of it all; returns the posts of Bob's that must be told."""
    targets = []
    for number in range(POSTS_OUT):
        mine = [bob.post_with_trackback(f"/bob/{number}-{link}/") for link in range(LINKS_EACH)]
        page = blog.folder / f"post-{number}.html"
        page.write_text("".join(f'<p>I liked <a href="{target}">what Bob wrote</a>.</p>' for target in mine))
        blog.manage("create_post", "--title", f"Out {number}", "--html", str(page), "--status", "published")
        targets += mine
    return targets


def received(blog: RunningBlog) -> dict[str, str]:
    return {
        ping["source"]: ping["status"] for ping in json.loads(blog.manage("pings", "--received", "--json"))
    }


def sent(blog: RunningBlog) -> dict[str, str]:
    return {ping["target"]: ping["state"] for ping in json.loads(blog.manage("pings", "--sent", "--json"))}


def begin(blog: RunningBlog) -> dict[str, str]:
    """Tables, a post to write about, and three processes."""
    blog.manage("migrate", "-v0")
    blog.manage("settings", "approve_verified_pings=1", "comments_per_page=0")
    page = blog.folder / "target.html"
    page.write_text("<p>Something worth writing about.</p>")
    post = json.loads(
        blog.manage("create_post", "--title", "Target", "--html", str(page), "--status", "published")
    )
    for name in NAMES:
        blog.start(name)
    blog.wait_until_ready()
    return post


def torment(folder, port, **environment):
    """One whole run."""
    chance = random.Random(SEED)
    print(f"KILL_SEED={SEED}")
    with Neighbour() as bob:
        bob.pages, bob.answers = Slow(), Slow()
        environment |= {
            "PINGS_ALLOWED_PRIVATE_HOSTS": bob.address,
            "PINGS_UNDO_SECONDS": "0",
            "RATE_LIMITS": "0",
        }
        with RunningBlog(folder, port, **environment) as blog:
            post = begin(blog)
            bobs = Sender(bob, post["url"], post["trackback_url"], random.Random(SEED + 1))
            bobs.start()
            targets: list[str] = []
            author = threading.Thread(target=lambda: targets.extend(publish_posts_that_link(blog, bob)))
            author.start()
            killed = kill_at_random(blog, chance)
            bobs.enough.set()
            bobs.join(20)
            author.join(60)
            look_at_the_end(blog, bob, bobs, targets, post["url"], killed)


def look_at_the_end(blog, bob, bobs, targets, url, killed):
    accepted = set(bobs.accepted)
    print(f"killed {dict(killed)}; {len(bobs.accepted)} pings accepted from {len(accepted)} sources")
    blog.wait_until_ready()
    assert bobs.refused == []
    assert len(accepted) >= KILLS  # or else nothing was tried
    assert len(targets) == POSTS_OUT * LINKS_EACH
    try:
        until(lambda: unfinished(blog, accepted, targets) == {}, SETTLE_SECONDS, "all is done")
    finally:
        assert unfinished(blog, accepted, targets) == {}, (
            blog.manage("pings", "--received", "--json") + blog.logs()
        )
    shown = Counter(json.loads(blog.manage("shell", "-v0", "-c", COUNT_SHOWN)))
    assert {source: shown[source] for source in accepted if shown[source] != 1} == {}
    assert max(shown.values()) == 1
    # A worker that was killed between its commit and its word to the page cache leaves a stored page for a minute.
    until(
        lambda: answer(url)[1].count("h-cite") == len(shown), STALE_SECONDS, "the page shows what is approved"
    )
    page = answer(url)[1]
    assert [source for source in accepted if f'href="{source}"' not in page] == []
    told = Counter(path for path, _form in bob.told)
    assert len(told) == len(targets)
    assert sum(told.values()) - len(told) <= killed["worker"]  # between their answer and our commit


def unfinished(blog, accepted, targets) -> dict[str, str]:
    """What is not yet as it must end."""
    came, went = received(blog), sent(blog)
    wrong_in = {source: came.get(source, "lost") for source in accepted if came.get(source) != "approved"}
    wrong_out = {target: went.get(target, "lost") for target in targets if went.get(target) != "delivered"}
    return wrong_in | wrong_out


def test_nothing_is_lost_or_shown_twice_on_sqlite(tmp_path, free_port):
    torment(tmp_path, free_port)


@pytest.mark.services
def test_nothing_is_lost_or_shown_twice_on_postgresql_with_redis(
    tmp_path, free_port, postgres_url, redis_url
):
    torment(tmp_path, free_port, DATABASE_URL=postgres_url, REDIS_URL=redis_url)
