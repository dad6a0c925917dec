"""The conversation in its author's hands, between two real blogs: rehearsed, edited, called off, told, seen."""

import json
import socket
import time
from contextlib import ExitStack

import pytest

from tests.journeys.authors import Author
from tests.running import ENOUGH_SECONDS, RunningBlog, until

pytestmark = pytest.mark.journey
PASSWORD = "correct horse battery staple"
UNDO = 12  # seconds: enough to press Cancel in, on a busy machine
EDITED = "Bob has drawn the best map of gardens that I know."
ARRIVED = "from trackbacks.models import IncomingPing; print(IncomingPing.objects.get().excerpt)"
LOOK_NOW = """from django.utils import timezone
from jobs.models import Chore
Chore.objects.filter(kind="seen").update(due_at=timezone.now())"""


def ports(n):
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(n)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@pytest.fixture
def blogs(tmp_path):
    """Alice's and Bob's: each may reach exactly the other's private address."""
    a, b = ports(2)
    with ExitStack() as stack:
        pair = []
        for port, other in ((a, b), (b, a)):
            folder = tmp_path / str(port)
            folder.mkdir()
            environment = {
                "PINGS_UNDO_SECONDS": str(UNDO),
                "PINGS_ALLOWED_PRIVATE_HOSTS": f"127.0.0.1:{other}",
            }
            pair.append(stack.enter_context(RunningBlog(folder, port, RATE_LIMITS="0", **environment)))
        for blog in pair:
            blog.manage("migrate", "--verbosity=0")
            blog.manage("collectstatic", "--verbosity=0", "--no-input")
        pair[0].manage("create_user", "--role=author", "--username=alice", f"--password={PASSWORD}")
        pair[0].manage("settings", "webmention_out=0")  # TrackBack carries an excerpt
        pair[1].manage("settings", "approve_verified_pings=1", "hold_first_timers=0")
        for blog in pair:
            for name in ("web", "worker", "scheduler"):
                blog.start(name)
        for blog in pair:
            blog.wait_until_ready()
        yield pair


def written(blog, title, tmp_path):
    page = tmp_path / f"{title}.html"
    page.write_text(f"<p>{title} are what I write about.</p>")
    return json.loads(
        blog.manage("create_post", "--title", title, "--html", str(page), "--status", "published")
    )


def received(blog):
    return json.loads(blog.manage("pings", "--received", "--json"))


def reads(alice, words):
    """Wait until her panel, opened again, says this."""
    address = alice.address.partition("#")[0]
    until(
        lambda: (alice.open(address), words in alice.panel)[1],
        UNDO + ENOUGH_SECONDS,
        f"the panel says {words!r}: {alice.panel}",
    )


def row_of(alice, url):
    return next(
        line.select_one('[name="tell"]')["value"]
        for line in alice.page.select(".rehearsal li")
        if url in line.get_text()
    )


def test_alice_rehearses_calls_off_tells_and_sees_her_words_on_bobs_page(blogs, tmp_path):
    a, b = blogs
    gardens, bees = written(b, "Gardens", tmp_path), written(b, "Bees", tmp_path)
    alice = Author(a, "alice", PASSWORD)

    # She writes, and sees what Bob would be told.
    alice.open("/admin/posts/post/add/")
    html = "".join(
        f'<p>About {name} see <a href="{post["url"]}">what Bob wrote</a>.</p>'
        for name, post in (("plots", gardens), ("hives", bees))
    )
    alice.send("#post_form", button='[name="_save"]', title="What Bob wrote", html=html)
    if "/change/" not in alice.address:
        alice.open(alice.page.select_one('a[href$="/change/"]')["href"])
    reads(alice, "Publishing tells up to 2 blogs")
    until(
        lambda: alice.open(alice.address) and alice.panel.count("TrackBack") == 2,
        ENOUGH_SECONDS,
        f"Bob's pages are read: {alice.panel}",
    )
    assert "About plots see what Bob wrote." in alice.panel

    # She writes the passage for one page herself, and leaves the other one out.
    kept, out = row_of(alice, gardens["url"]), row_of(alice, bees["url"])
    alice.send("[data-choices]", **{f"excerpt-{kept}": EDITED, "tell": kept})
    assert "Publishing tells up to 1 blog" in alice.panel
    assert EDITED in alice.panel
    assert out not in [box["value"] for box in alice.page.select('[name="tell"][checked]')]

    # She publishes, thinks better of it within the window, and nobody is told.
    post = alice.address.partition("#")[0]
    alice.send("#post_form", button='[name="_publish"]')
    alice.open(post)
    assert "Nobody has been told yet." in alice.panel
    alice.send('form[data-tells="off"]')
    assert "Nobody is told of this post" in alice.panel
    time.sleep(UNDO + 3)
    assert received(b) == []
    assert json.loads(a.manage("pings", "--sent", "--json")) == []

    # She has Bob told after all: her words arrive, the page that she left out hears nothing.
    alice.open(post)
    alice.send('form[data-tells="on"]')
    reads(alice, "Told")
    until(
        lambda: [row["status"] for row in received(b)] == ["approved"],
        ENOUGH_SECONDS,
        f"Bob's blog shows it: {received(b)}",
    )
    assert [row["target"] for row in received(b)] == [gardens["url"]]
    assert b.manage("shell", "--no-imports", "-c", ARRIVED).strip() == EDITED
    assert "You left this blog out" in alice.panel

    # Some time later her post is seen on Bob's page.
    a.manage("shell", "--no-imports", "-c", LOOK_NOW)
    reads(alice, "seen on their page since")
