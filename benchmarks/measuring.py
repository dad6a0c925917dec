"""What every benchmark stands on: a blog in its own folder, the CPU time of its processes, a line of result."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from blogsite.demo.blog import Blog

ROUNDS = 5  # of what is measured in CPU time
TICKS = os.sysconf("SC_CLK_TCK")
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV")


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder, and an environment in which the settings know nothing of the shell's."""
    with tempfile.TemporaryDirectory(prefix="crosstalk-bench-") as name:
        for variable in set(os.environ) - set(KEPT):
            del os.environ[variable]
        os.environ.update(DJANGO_SETTINGS_MODULE="blogsite.settings", VAR_DIR=f"{name}/here", PAGE_CACHE="0")
        yield Path(name)


@contextmanager
def blog(folder: Path, *processes: str, **environment: str) -> "Iterator[Blog]":
    """A blog with these of its processes running; its console takes commands."""
    import django

    django.setup()
    from blogsite.demo.blog import Blog, until

    made = Blog("bench", free_port(), folder / "blog", **environment)
    made.folder.mkdir()
    try:
        made.open()
        made.start(*processes)
        if "web" in processes:
            until(made.is_ready, 60, "The start of the web process")
        yield made
    finally:
        made.stop()


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and of all that it started, in steps of 10 ms."""
    return sum(_ticks(one) for one in [pid, *descendants(pid)]) / TICKS


def cheapest(pid: int, work: Callable[[int], object]) -> float:
    """CPU seconds that a process spends on the cheapest round of the work, which is given its number.

    What else a machine does at the time only ever adds: caches are shared, and so are cores.
    """
    spent = []
    for number in range(ROUNDS):
        before = cpu_seconds(pid)
        work(number)
        spent.append(cpu_seconds(pid) - before)
    return min(spent)


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text().split():
            found += [int(child), *descendants(int(child))]
    return found


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def result(what: str, figure: float, limit: float, unit: str, more: str = "") -> bool:
    """Print one line; whether the figure is within its limit."""
    met = figure <= limit
    print(
        f"{'ok  ' if met else 'MISS'} {what}: {figure:.4g} {unit} (at most {limit:g}){f'; {more}' if more else ''}",
        flush=True,
    )
    return met


def leave(*met: bool) -> None:
    """End with the exit code that the runner reads."""
    sys.exit(0 if all(met) else 1)
