"""`make up` and its three children: together they start, alone they die, one interrupt ends them all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.running import ENOUGH_SECONDS, ROOT, RunningBlog, answer, until

pytestmark = pytest.mark.journey
GONE_SECONDS = 5  # what is killed is gone at once; its row in /proc a moment later


def group(leader: int) -> dict[int, str]:
    """Every live process of a process group, with its command line."""
    found = {}
    for pid in filter(str.isdecimal, os.listdir("/proc")):
        try:
            stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            if int(stat[2]) == leader and stat[0] != "Z":
                found[int(pid)] = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip()
        except OSError:
            continue
    return found


@pytest.fixture
def up(tmp_path, free_port):
    """The supervisor, in a process group of its own as a terminal would give it."""
    blog = RunningBlog(tmp_path, free_port)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_processes"],
        cwd=ROOT,
        env=blog.environment,
        stdout=blog.log("up").open("wb"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    blog.leader = process.pid
    blog.children["up"] = process
    try:
        blog.wait_until_ready()
        yield blog
    finally:  # also when it never became ready
        for pid in group(process.pid):
            os.kill(pid, signal.SIGKILL)
        process.wait()


def pid_of(blog, name):
    return int((blog.folder / "run" / f"{name}.pid").read_text())


def test_one_interrupt_to_the_group_ends_all_within_8_seconds_and_prints_no_traceback(up):
    lines = " | ".join(group(up.leader).values())
    for word in ("granian", "celery --quiet -A blogsite worker", "celery --quiet -A blogsite beat"):
        assert word in lines
    begun = time.monotonic()
    os.killpg(up.leader, signal.SIGINT)
    assert up.children["up"].wait(20) == 0
    assert time.monotonic() - begun < 8
    until(lambda: group(up.leader) == {}, GONE_SECONDS, "all have ended")
    assert "Traceback" not in up.log("up").read_text()


def test_a_termination_of_the_supervisor_alone_ends_all(up):
    os.kill(up.leader, signal.SIGTERM)
    assert up.children["up"].wait(20) == 0
    until(lambda: group(up.leader) == {}, GONE_SECONDS, "all have ended")


def test_a_killed_supervisor_leaves_nothing_behind(up):
    os.kill(up.leader, signal.SIGKILL)
    until(lambda: group(up.leader) == {}, GONE_SECONDS, "the children end")


def test_the_dead_are_not_restarted_stop_no_other_and_may_be_started_by_themselves(up):
    for name, others in (("scheduler", ("web", "worker")), ("worker", ("web",)), ("web", ())):
        os.kill(pid_of(up, name), signal.SIGKILL)
        until(
            lambda name=name: f"{name} ended (killed by SIGKILL)" in up.log("up").read_text(),
            ENOUGH_SECONDS,
            "it is said",
        )
        assert all(pid_of(up, other) in group(up.leader) for other in others)
        until(
            lambda name=name: (answer(f"{up.url}/healthz")[0] == 200) is (name != "web"),
            ENOUGH_SECONDS,
            "the web process answers as long as it lives",
        )
    up.start("web")
    up.wait_until_ready()
    assert pid_of(up, "web") == up.children["web"].pid
    up.kill("web")


def test_a_taken_port_is_one_clear_line(up):
    for arguments in ([], ["web"]):
        done = subprocess.run(
            [sys.executable, "manage.py", "run_processes", *arguments],
            cwd=ROOT,
            env=up.environment,
            capture_output=True,
            text=True,
        )
        problem = f"port {up.port} cannot be used (Address already in use)"
        assert (done.returncode, done.stderr) == (1, f"crosstalk: {problem}; choose another, PORT=8001\n")
