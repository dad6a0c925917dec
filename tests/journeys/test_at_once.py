"""Fifty equal pings at once, by all three protocols, to the real web process: one row, fifty successes (PROMISES 9)."""

import json
import threading

import pytest

from tests.journeys.hostile import PROTOCOLS, Answers, ping
from tests.running import RunningBlog

pytestmark = pytest.mark.journey

PINGS = 50
# One page, as its canonical spelling says.
SPELLINGS = (
    "http://blog.example/about-alice/",
    "HTTP://Blog.EXAMPLE:80/about-alice/",
    "http://blog.example./about-alice/#top",
)


def all_at_once(blog: RunningBlog, post: dict) -> Answers:
    said = Answers()
    gate = threading.Barrier(PINGS)

    def send(number: int) -> None:
        gate.wait(10)
        ping(blog, post, SPELLINGS[number // 3 % 3], PROTOCOLS[number % 3], said)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(PINGS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


def one_row(folder, port, **environment):
    with RunningBlog(folder, port, RATE_LIMITS="0", **environment) as blog:
        blog.manage("migrate", "-v0")
        page = folder / "target.html"
        page.write_text("<p>Something worth writing about.</p>")
        made = blog.manage("create_post", "--title", "Target", "--html", str(page), "--status", "published")
        blog.start("web")
        blog.wait_until_ready()
        said = all_at_once(blog, json.loads(made))
        print(f"\n{dict(said.statuses)}; the slowest answer took {said.slowest:.2f} s")
        assert set(said.statuses) <= {200, 201} and sum(said.statuses.values()) == PINGS, said.odd
        counted = blog.manage("shell", "-v0", "-c", COUNT)
        assert json.loads(counted) == [PINGS], blog.logs()
        assert "Traceback" not in blog.log("web").read_text()


COUNT = """
import json
from trackbacks.models import IncomingPing
print(json.dumps(list(IncomingPing.objects.values_list("received", flat=True))))
"""


def test_fifty_equal_pings_at_once_are_one_row_on_sqlite(tmp_path, free_port):
    one_row(tmp_path, free_port)


@pytest.mark.services
def test_fifty_equal_pings_at_once_are_one_row_on_postgresql(tmp_path, free_port, postgres_url):
    one_row(tmp_path, free_port, DATABASE_URL=postgres_url)
