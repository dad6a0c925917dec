"""The three processes of the blog: web, worker and scheduler, each a plain command line with a pid file.

`run_one` becomes one of them; the Supervisor keeps all three as children of one terminal.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from django.conf import settings

NAMES = ("web", "worker", "scheduler")
# Waiting for other hosts is most of a worker's work.
WORKER_THREADS = 16
# SQLite writes one at a time and pages are short work: more threads only wait for each other.
WEB_THREADS = 4
# The app server's own threads, which read requests and write answers: with two a stored page takes a third less CPU.
SERVER_THREADS = 2
# The children get the terminal's own interrupt too; only who missed it is told again.
ECHO_SECONDS = 0.3
# A child that has not ended by then is wedged, and is killed: one interrupt ends all within 8 s.
PATIENCE_SECONDS = 5
START_SECONDS = 20
PR_SET_PDEATHSIG = 1


def command(name: str, host: str = "127.0.0.1", port: int | None = None) -> list[str]:
    """The command line of one process; ``host`` and ``port`` (settings.PORT) are where the web process listens."""
    python = [sys.executable, "-m"]
    web = ["granian", "blogsite.serving:application", "--interface", "wsgi", "--host", host]
    web += ["--port", str(port or settings.PORT), "--workers", "1", "--blocking-threads", str(WEB_THREADS)]
    web += ["--runtime-mode", "mt", "--runtime-threads", str(SERVER_THREADS)]
    celery = ["celery", "--quiet", "-A", "blogsite"]
    worker = ["worker", "-P", "threads", "-c", str(WORKER_THREADS), "--loglevel", "WARNING"]
    return {
        "web": [*python, *web, "--no-ws", "--loop", "asyncio", "--log-level", "warning"],
        "worker": [*python, *celery, *worker, "--without-gossip", "--without-mingle", "--without-heartbeat"],
        # The plain scheduler keeps no file: its one entry is a heartbeat, and a kill leaves nothing half-written.
        "scheduler": [
            *python,
            *celery,
            "beat",
            "-S",
            "celery.beat:Scheduler",
            "--pidfile=",
            "--loglevel",
            "WARNING",
        ],
    }[name]


def pid_file(name: str) -> Path:
    """``var/run/NAME.pid``; stays behind when the process is killed."""
    folder = settings.VAR_DIR / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.pid"


def run_one(name: str, host: str) -> None:
    """Become this process; never returns."""
    if name == "web":
        refuse_taken_port(host)
    pid_file(name).write_text(f"{os.getpid()}\n")
    os.chdir(settings.BASE_DIR)
    arguments = command(name, host)
    os.execv(arguments[0], arguments)  # noqa: S606 - a list, no shell


def refuse_taken_port(host: str) -> None:
    """End with one line where the port is taken: the app server would share it with its old self instead."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, settings.PORT))
        except OSError as error:
            sys.exit(
                f"crosstalk: port {settings.PORT} cannot be used ({error.strerror}); choose another, PORT=8001"
            )


def end_with_parent() -> None:
    """Ask the kernel to kill this process when its parent is gone (Linux; elsewhere nothing happens)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Supervisor:
    """Web, worker and scheduler as children: none is restarted, none takes another down, all end together."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.signals = 0

    def run(self) -> int:
        """Start all three and stay until a signal or until the last has ended; the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        for name in NAMES:
            self._start(name)
        self._announce()
        while self.children and not self.signals:
            self._report_the_dead()
            time.sleep(0.2)
        stopped = bool(self.signals)
        self._stop()
        return 0 if stopped else 1

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.signals += 1

    def _start(self, name: str) -> None:
        child = subprocess.Popen(
            command(name, self.host),
            cwd=settings.BASE_DIR,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - this process has one thread
            stdin=subprocess.DEVNULL,
        )
        pid_file(name).write_text(f"{child.pid}\n")
        self.children[name] = child

    def _announce(self) -> None:
        """Say so once the web process answers."""
        end = time.monotonic() + START_SECONDS
        address = ("127.0.0.1" if self.host == "0.0.0.0" else self.host, settings.PORT)  # noqa: S104 - compared
        while not self.signals and time.monotonic() < end and self.children["web"].poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(address) == 0:
                    say(f"running at {settings.SITE_URL}/ (Ctrl-C stops it)")
                    return
            time.sleep(0.1)

    def _report_the_dead(self) -> None:
        for name, child in list(self.children.items()):
            if child.poll() is not None:
                del self.children[name]
                say(
                    f"{name} ended ({_how(child.returncode)}) and is not restarted; `make {name}` starts it again"
                )

    def _stop(self) -> None:
        """End every child: told, waited for, and killed when wedged or when the interrupt is repeated."""
        start = time.monotonic()
        asked = self.signals
        told = False
        while self._alive():
            waited = time.monotonic() - start
            if waited > ECHO_SECONDS and not told:
                self._signal(signal.SIGTERM)
                told = True
            if waited > PATIENCE_SECONDS or self.signals > asked:
                self._signal(signal.SIGKILL)
            time.sleep(0.05)
        for name in self.children:
            pid_file(name).unlink(missing_ok=True)

    def _alive(self) -> list[subprocess.Popen[bytes]]:
        return [child for child in self.children.values() if child.poll() is None]

    def _signal(self, number: int) -> None:
        for child in self._alive():
            child.send_signal(number)


def say(line: str) -> None:
    """One line of ours among the children's."""
    print(f"crosstalk: {line}", flush=True)  # noqa: T201 - the console is where a supervisor speaks


def _how(code: int) -> str:
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
