"""The stage of the demo: two blogs and the Akismet stand-in, started together and ended together."""

import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from django.conf import settings

from blogsite import processes
from blogsite.demo.blog import Blog, DemoFailed, until
from blogsite.demo.story import SPAM_WORDS, Say, Story

START_SECONDS = 90


def run(port: int, folder: Path, *, once: bool, say: Say) -> None:
    """Show everything; with ``once`` stop at the end, else go on until interrupted. Raises DemoFailed."""
    began = time.monotonic()
    for taken in (port, port + 1):
        check_free(taken)
    signal.signal(signal.SIGTERM, _interrupt)
    with ExitStack() as stage:
        akismet = stage.enter_context(stand_in(folder))
        say(f"An Akismet STAND-IN, not the real service, answers at {akismet}")
        a, b = blogs(port, folder, akismet)
        stage.callback(stop, [a, b])
        story = Story(a, b, say)
        start(a, b, story)
        say(f"Blog A is at {a.url}/ and blog B at {b.url}/, each with its own web, worker and scheduler"
            f" ({time.monotonic() - began:.1f} s)")  # fmt: skip
        seconds = exchange(story, a, b, say)
        say(f"Everything was told, read, filtered and shown: the exchange took {seconds:.1f} s.")
        if not once:
            say(f"Look at {story.garden['url']} and {story.bees['url']}. Ctrl-C stops both blogs.")
            watch(a, b)


def exchange(story: Story, a: Blog, b: Blog, say: Say) -> float:
    """Seconds that it took; where it fails, what both blogs say of themselves is printed as well."""
    try:
        return story.exchange()
    except DemoFailed:
        for blog in (a, b):
            say(f"Blog {blog.name}: {blog.doctor()}\n{blog.last_words()}")
        raise


def blogs(port: int, folder: Path, akismet: str) -> tuple[Blog, Blog]:
    """A and B: each may reach exactly the other's private address."""
    shared = {"PINGS_UNDO_SECONDS": "0", "AKISMET_API_KEY": "demo", "AKISMET_API_URL": akismet}
    pair = []
    for name, own, other in (("A", port, port + 1), ("B", port + 1, port)):
        allowed = f"127.0.0.1:{other}"
        pair.append(
            Blog(name, own, fresh(folder / name.lower()), PINGS_ALLOWED_PRIVATE_HOSTS=allowed, **shared)
        )
    return pair[0], pair[1]


def start(a: Blog, b: Blog, story: Story) -> None:
    """Make both databases, start all six processes, and wait until the workers have done their first job."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(Blog.open, (a, b)))
    a.start(*processes.NAMES)
    b.start(*processes.NAMES)
    story.prepare()
    for blog in (a, b):
        until(blog.is_ready, START_SECONDS, f"The start of blog {blog.name}")
        until(blog.has_worked, START_SECONDS, f"The first job of blog {blog.name}")


def stop(both: list[Blog]) -> None:
    with ThreadPoolExecutor(len(both)) as pool:
        list(pool.map(Blog.stop, both))


def watch(a: Blog, b: Blog) -> None:
    """Keep both running until Ctrl-C, or until one of their processes ends."""
    quiet = threading.Event()
    try:
        while not quiet.wait(1):
            a.check_alive()
            b.check_alive()
    except KeyboardInterrupt:
        return


def fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def check_free(port: int) -> None:
    """Raises DemoFailed where somebody listens on the port already."""
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise DemoFailed(f"port {port} is taken; choose two free ones, for example PORT=8100.")


@contextmanager
def stand_in(folder: Path) -> Iterator[str]:
    """The address of the Akismet stand-in, which runs as long as this."""
    command = [sys.executable, "-m", "tests.akismet_server", "--port", "0", "--spam-words", SPAM_WORDS]
    process = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=processes.end_with_parent,  # noqa: PLW1509 - no other thread runs here
    )
    try:
        words = process.stdout.readline().split() if process.stdout else []
        if not words:
            raise DemoFailed("the Akismet stand-in did not start.")
        yield words[-1]
    finally:
        process.terminate()
        process.wait(5)
        if process.stdout:
            process.stdout.close()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
