"""Two processes write, one of them is killed between its commit and what follows, and nobody reads a stale page.

Every write that was answered is on the next page that is asked for; one whose writer was killed is there within a
minute, by the chore that was written with it. The age that no stored page outlives is shown in page_cache/test_store.
"""

import re
import subprocess
import sys
import threading
import time
from collections import defaultdict

import pytest

from tests.running import ROOT, RunningBlog, answer, until

pytestmark = pytest.mark.journey

WRITES = 40
READERS = 3
# A page stored at the moment of the kill is served for 60 s where only its age ends that.
CHORE_SECONDS = 30

START = """
from tests.factories import make_post
make_post("title-0-")
"""
WRITERS = {
    "tagline": """
from posts.models import SiteSettings
def write(n):
    site = SiteSettings.load()
    site.tagline = f"tagline-{n}-"
    site.save()
""",
    "title": """
from posts.models import Post
def write(n):
    post = Post.objects.get()
    post.title = f"title-{n}-"
    post.write()
""",
}
WRITE_OFTEN = """
import random, time
for n in range(1, {writes} + 1):
    write(n)
    print(n, flush=True)
    time.sleep(random.uniform(0, 0.1))
"""
# Stored before the write, read once more after its commit, and then nothing that this process still had to do is done.
WRITE_AND_DIE = """
import os, urllib.request
from posts.page_cache import version
read = lambda: urllib.request.urlopen("{url}/").read().decode()
def die(word=""):
    print(read(), flush=True)
    os.kill(os.getpid(), 9)
read()
version.change = die
write({n})
"""
UNDONE = """
from posts.page_cache.changes import CHORE
from jobs.models import Chore
print(Chore.objects.filter(kind=CHORE, due_at__isnull=False).count())
"""


def python(blog: RunningBlog, script: str, **options) -> subprocess.Popen:
    """A process of its own, with the blog's settings."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", script]
    return subprocess.Popen(command, cwd=ROOT, env=blog.environment, text=True, **options)


class Readers:
    """They read the home page again and again, and note where it shows less than had been answered before."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answered: dict[str, int] = defaultdict(int)
        self.stale: list[str] = []
        self.pages = 0
        self.enough = threading.Event()
        self.threads = [threading.Thread(target=self.read) for _ in range(READERS)]

    def read(self) -> None:
        while not self.enough.is_set():
            known = dict(self.answered)
            status, page = answer(self.url, timeout=30)
            self.pages += 1
            if status != 200:
                self.stale.append(f"status {status}")
            self.stale += [f"{name}: {n} was answered, {shown(page, name)} shown" for name, n in known.items()
                           if shown(page, name) < n]  # fmt: skip

    def listen(self, name: str, writer: subprocess.Popen) -> None:
        for line in writer.stdout:
            self.answered[name] = int(line)


def shown(page: str, name: str) -> int:
    found = re.search(f"{name}-([0-9]+)-", page)
    return int(found[1]) if found else -1


def write_and_read(blog: RunningBlog) -> None:
    """Both writers at once; a reader never sees less than what was answered before it asked."""
    readers = Readers(f"{blog.url}/")
    writers = {
        name: python(blog, script + WRITE_OFTEN.format(writes=WRITES), stdout=subprocess.PIPE)
        for name, script in WRITERS.items()
    }
    ears = [threading.Thread(target=readers.listen, args=pair) for pair in writers.items()]
    for thread in (*ears, *readers.threads):
        thread.start()
    for thread in ears:
        thread.join()
    readers.enough.set()
    for thread in readers.threads:
        thread.join()
    assert [writer.wait() for writer in writers.values()] == [0, 0], blog.logs()
    assert dict(readers.answered) == dict.fromkeys(WRITERS, WRITES)
    assert readers.pages > WRITES  # or else nothing was tried
    assert readers.stale == []


def kill_between_commit_and_purge(blog: RunningBlog) -> None:
    """What was committed is shown within the time of a chore; until then the stored page was."""
    until(
        lambda: blog.manage("shell", "-v0", "-c", UNDONE).strip() == "0",
        60,
        "the writes' own chores are done",
    )
    script = WRITERS["title"] + WRITE_AND_DIE.format(n=WRITES + 1, url=blog.url)
    writer = python(blog, script, stdout=subprocess.PIPE)
    page, _ = writer.communicate()
    began = time.monotonic()
    assert writer.returncode == -9
    assert shown(page, "title") == WRITES  # it was stored, and the kill hit before the purge
    until(
        lambda: shown(answer(f"{blog.url}/")[1], "title") == WRITES + 1, CHORE_SECONDS, "the write is shown"
    )
    print(f"shown {time.monotonic() - began:.1f} s after the kill")


def torment(folder, port, **environment) -> None:
    with RunningBlog(folder, port, **environment) as blog:
        blog.manage("migrate", "-v0")
        blog.manage("settings", "tagline=tagline-0-")
        blog.manage("shell", "-v0", "-c", START)
        for name in ("web", "worker", "scheduler"):
            blog.start(name)
        blog.wait_until_ready()
        write_and_read(blog)
        kill_between_commit_and_purge(blog)


def test_nobody_reads_a_stale_page_on_sqlite(tmp_path, free_port):
    torment(tmp_path, free_port)


@pytest.mark.services
def test_nobody_reads_a_stale_page_on_postgresql_with_redis(tmp_path, free_port, postgres_url, redis_url):
    torment(tmp_path, free_port, DATABASE_URL=postgres_url, REDIS_URL=redis_url)
