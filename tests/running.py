"""A blog as real processes, started and killed one by one; for the journeys and the services suite."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
STOP_SECONDS = 8
ENOUGH_SECONDS = 180  # for what takes seconds, where others use the machine as well


def until(look: Callable[[], object], seconds: float, what: str) -> None:
    """Wait until ``look`` finds something; fails the test, saying ``what`` did not happen."""
    end = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < end, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.1)


def answer(url: str, *, data: bytes | None = None, timeout: float = 5) -> tuple[int, str]:
    """Status and body, also of an error page; status 0 where nothing answers."""
    try:
        with urllib.request.urlopen(url, data, timeout) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


class RunningBlog:
    """`with RunningBlog(folder, port) as blog:`; ends every process that it started."""

    def __init__(self, folder: Path, port: int, **environment: str) -> None:
        self.folder, self.port, self.url = folder, port, f"http://127.0.0.1:{port}"
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "VAR_DIR": str(folder),
            "PORT": str(port),
            "SITE_URL": self.url,
            "SECRET_KEY": "only-for-tests-" * 4,
            "EMAIL_URL": "dummymail://",
            "PYTHONUNBUFFERED": "1",
            **environment,
        }

    def __enter__(self) -> "RunningBlog":
        return self

    def __exit__(self, *error: object) -> None:
        for name in list(self.children):
            self.children[name].send_signal(signal.SIGTERM)
        for name in list(self.children):
            self.end(name)

    def manage(self, *arguments: str, code: int = 0) -> str:
        """Run a management command to its end; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def start(self, name: str, command: list[str] | None = None) -> None:
        """Start one process; what it says is kept in NAME.log."""
        with self.log(name).open("ab") as log:
            self.children[name] = subprocess.Popen(
                command or [sys.executable, "manage.py", "run_processes", name],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def kill(self, name: str) -> None:
        """kill -9, with nobody asked."""
        self.children[name].kill()
        self.children[name].wait()

    def end(self, name: str) -> None:
        """Wait for a process that was told to end."""
        child = self.children.pop(name)
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def logs(self) -> str:
        return "\n".join(f"--- {path.name}\n{path.read_text()[-3000:]}" for path in self.folder.glob("*.log"))

    def wait_until_ready(self) -> None:
        until(
            lambda: answer(f"{self.url}/readyz")[0] == 200,
            ENOUGH_SECONDS,
            f"the blog is ready\n{self.logs()}",
        )
