"""The broker that is down: a request loses a second at most, and the row waits for the sweeper (PROMISES 11)."""

import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.running import ENOUGH_SECONDS, ROOT, RunningBlog, until

pytestmark = pytest.mark.services

PUBLISH = """
import json, sys, time, django
django.setup()
from jobs import outbox
from jobs.models import Chore
for line in sys.stdin:
    begun = time.monotonic()
    taken = outbox.publish(Chore, [1])
    outbox._silent_until = 0
    print(json.dumps([taken, time.monotonic() - begun]), flush=True)
"""


@pytest.fixture
def publisher(tmp_path):
    """A web process's way of publishing, against a Redis of the test's choice: returns (taken, seconds)."""
    import json

    started = []

    def start(redis_url):
        environment = RunningBlog(tmp_path, 1).environment | {
            "REDIS_URL": redis_url,
            "DJANGO_SETTINGS_MODULE": "blogsite.settings",
        }
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
        process = subprocess.Popen(
            [sys.executable, "-c", PUBLISH],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        started.append(process)

        def publish():
            process.stdin.write("\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        return publish

    yield start
    for process in started:
        process.communicate()


def listening(backlog):
    server = socket.create_server(("127.0.0.1", 0), backlog=backlog)
    return closing(server), f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_a_redis_that_refuses_costs_no_second(publisher, free_port):
    publish = publisher(f"redis://127.0.0.1:{free_port}/0")
    publish()
    taken, seconds = publish()
    assert not taken
    assert seconds < 1


def test_a_redis_that_is_silent_costs_a_second_at_most(publisher):
    server, url = listening(50)
    with server:
        publish = publisher(url)
        publish()  # the first also imports what publishing needs
        taken, seconds = publish()
    assert not taken
    assert seconds < 1


def test_a_connection_that_redis_closed_meanwhile_loses_no_message(publisher, redis_url):
    import redis

    publish = publisher(redis_url)
    assert publish()[0]
    client = redis.Redis.from_url(redis_url)
    number = redis_url.rpartition("/")[2]
    for other in client.client_list():
        if other["db"] == number and other["id"] != str(client.client_id()):
            client.client_kill_filter(_id=other["id"])
    assert publish()[0]
    assert client.llen("celery") == 2


@pytest.mark.journey
def test_work_asked_for_while_redis_was_down_is_done_when_it_is_back(tmp_path, free_port):
    """The worker, the scheduler and the asking process all start without a Redis."""
    redis_port = free_port_of_its_own()
    environment = {"REDIS_URL": f"redis://127.0.0.1:{redis_port}/0"}
    with RunningBlog(tmp_path, free_port, **environment) as blog:
        blog.manage("migrate", "-v0")
        for name in ("worker", "scheduler"):
            blog.start(name)
        begun = time.monotonic()
        blog.manage("shell", "-c", "from jobs.models import Chore; Chore.request('unheard-of', 1)")
        assert time.monotonic() - begun < 15
        arguments = [
            "redis-server",
            "--port",
            str(redis_port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(tmp_path),
        ]
        blog.start("redis", arguments)
        until(
            lambda: '"failed": 1' in blog.manage("doctor", "--json"),
            ENOUGH_SECONDS,
            f"the chore is seen to\n{blog.logs()}",
        )


def free_port_of_its_own():
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        return probe.getsockname()[1]
