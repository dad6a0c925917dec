"""One complete blog of the demo: a folder, a database and three processes of its own, spoken to as others would."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

from blogsite import processes

T = TypeVar("T")
KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "VIRTUAL_ENV",
)  # nothing else of the shell's reaches the two blogs
ANSWER_SECONDS = 10
LOG_END = 1500  # characters of a log that a failure shows
STOP_SECONDS = 6  # then it is killed; all must be gone within 8 s
PAUSE_SECONDS = 0.15


class DemoFailed(Exception):
    """Something did not happen that must; the words say what."""


def until(look: Callable[[], T | None], seconds: float, what: str) -> T:
    """What ``look`` finds, asked again until it finds something. Raises DemoFailed after ``seconds``."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() >= end:
            raise DemoFailed(f"{what} did not happen within {seconds:.0f} s.")
        time.sleep(PAUSE_SECONDS)


class Blog:
    """A blog at ``http://127.0.0.1:port`` whose whole life is in one folder."""

    def __init__(self, name: str, port: int, folder: Path, **environment: str) -> None:
        self.name, self.url, self.folder, self.port = name, f"http://127.0.0.1:{port}", folder, port
        self.environment = {key: os.environ[key] for key in KEPT if key in os.environ} | {
            "DJANGO_SETTINGS_MODULE": "blogsite.settings",
            "PYTHONPATH": str(settings.BASE_DIR),
            "PYTHONUNBUFFERED": "1",
            "VAR_DIR": str(folder),
            "PORT": str(port),
            "SITE_URL": self.url,
            "EMAIL_URL": "dummymail://",
            **environment,
        }
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.console: subprocess.Popen[str] | None = None

    # Its life

    def open(self) -> None:
        """Open its console, make its database and collect its static files."""
        self.console = subprocess.Popen(
            [sys.executable, "-m", "blogsite.demo.console"],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.command("migrate", "--verbosity=0")
        self.command("collectstatic", "--verbosity=0", "--no-input")

    def start(self, *names: str) -> None:
        """Start these of the three processes; their words go to files in the folder."""
        for name in names:
            with self.log(name).open("wb") as log:
                self.running[name] = subprocess.Popen(
                    processes.command(name, port=self.port),
                    cwd=self.folder,
                    preexec_fn=processes.end_with_parent,  # noqa: PLW1509 - no other thread runs here
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def check_alive(self) -> None:
        """Raises DemoFailed with the last words of a process that has ended."""
        for name, process in self.running.items():
            if process.poll() is not None:
                words = self.log(name).read_text(errors="replace")[-LOG_END:]
                raise DemoFailed(f"the {name} process of blog {self.name} ended:\n{words}")

    def last_words(self) -> str:
        """The ends of the logs of its processes."""
        return "\n".join(
            f"{name}: {self.log(name).read_text(errors='replace')[-LOG_END:]}" for name in self.running
        )

    def is_ready(self) -> bool:
        self.check_alive()
        try:
            return "200" in self.read("/readyz", status=True)
        except urllib.error.URLError:
            return False

    def has_worked(self) -> bool:
        """Whether the worker has done the scan of the first post."""
        self.check_alive()
        return bool(self.doctor()["jobs"]["linkscan"].get("done"))

    def stop(self) -> None:
        """End all three and the console; what does not end in time is killed."""
        ending: list[subprocess.Popen[Any]] = list(self.running.values())
        for process in ending:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        if self.console and self.console.stdin and self.console.stdout:
            self.console.stdin.close()  # the end of its input is its end
            ending.append(self.console)
        end = time.monotonic() + STOP_SECONDS
        for process in ending:
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self.console and self.console.stdout:
            self.console.stdout.close()

    # Speaking to it

    def command(self, *words: str, text: str = "") -> str:
        """What a management command of this blog prints. Raises DemoFailed where it fails."""
        console = self.console
        if console is None or console.stdin is None or console.stdout is None:
            raise DemoFailed(f"blog {self.name} has no console.")
        console.stdin.write(json.dumps({"words": words, "text": text}) + "\n")
        console.stdin.flush()
        answer = json.loads(console.stdout.readline() or '{"error": "the console ended"}')
        if "error" in answer:
            raise DemoFailed(f"`{words[0]}` failed on blog {self.name}: {answer['error']}")
        return str(answer["printed"])

    def write(self, title: str, html: str, *options: str, status: str = "published") -> dict[str, Any]:
        """Make a post: id, url, trackback_url."""
        made = self.command(
            "create_post", "--title", title, "--html", "-", "--status", status, *options, text=html
        )
        return dict(json.loads(made))

    def pings(self, *options: str) -> list[dict[str, Any]]:
        return list(json.loads(self.command("pings", "--json", *options)))

    def doctor(self) -> dict[str, Any]:
        return dict(json.loads(self.command("doctor", "--json")))

    def read(self, path: str, *, status: bool = False) -> str:
        """The body of one of its pages, or the status of the answer."""
        with urllib.request.urlopen(self.url + path, timeout=ANSWER_SECONDS) as answer:  # noqa: S310 - our own address
            return str(answer.status) if status else answer.read().decode()
