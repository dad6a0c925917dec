"""The proof itself: `make demo ONCE=1` on two free ports."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.running import until

pytestmark = pytest.mark.journey
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240
GONE_SECONDS = 5  # what has ended leaves its row in /proc a moment later


def demo(tmp_path, port, **environment):
    return subprocess.Popen(
        [sys.executable, "-m", "blogsite.demo"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "VAR_DIR": str(tmp_path),
            "PORT": str(port),
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def two_free_ports():
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
            try:
                other.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def left_behind(tmp_path):
    """Processes whose environment names this test's folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if str(tmp_path).encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


def test_two_blogs_talk_and_nothing_stays_behind(tmp_path):
    process = demo(tmp_path, two_free_ports(), ONCE="1")
    printed, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, printed
    shown = Counter(re.findall(r"B's page shows the (\w+)", printed))
    assert shown == {"webmention": 2, "trackback": 2, "pingback": 1}
    assert printed.count("it is in the trash, as withdrawn") == 2
    for words in (
        "B's excerpt followed: “It rained all day. By now Bob grows beans as well",
        "delivered once",
        "STAND-IN (not the real service)",
        "not found at source",
        "neither told anybody",
    ):
        assert words in printed
    seconds = re.search(r"the exchange took ([0-9.]+) s", printed)
    assert float(seconds[1]) < 30
    until(lambda: left_behind(tmp_path) == [], GONE_SECONDS, "nothing stays behind")


def test_an_interrupt_stops_both_blogs(tmp_path):
    process = demo(tmp_path, two_free_ports())
    for line in process.stdout:
        if "Ctrl-C stops" in line:
            break
    os.killpg(process.pid, signal.SIGINT)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0, rest
    until(lambda: left_behind(tmp_path) == [], GONE_SECONDS, "nothing stays behind")


def test_a_taken_port_is_one_line_and_leaves_what_was_there(tmp_path):
    (tmp_path / "demo" / "a").mkdir(parents=True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = demo(tmp_path, taken.getsockname()[1], ONCE="1")
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "is taken" in printed
    assert (tmp_path / "demo" / "a").exists()
