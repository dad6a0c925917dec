"""Copies of the source tree, and one test run in one of them, in a process of its own."""

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from tests.mutations.row import Row

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("jobs", "posts", "comments", "trackbacks", "blogsite", "templates", "static", "locale", "tests")
FILES = ("manage.py", "pyproject.toml")
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
# Named one by one, because finding and loading all that are installed takes half a second.
PLUGINS = ("pytest_django.plugin", "pytest_socket", "time_machine")
TEST_SECONDS = 90  # most rows take three; a mutant may hang where a limit is gone, and a machine be busy
RED = ("AssertionError", "assert ", "Failed: DID NOT RAISE")


def copy_tree(to: Path, of: Path = ROOT) -> None:
    """What the tests need of the source tree, compiled files too: they spare each run half a second."""
    for part in PARTS:
        shutil.copytree(of / part, to / part, symlinks=True)
    for name in FILES:
        shutil.copy2(of / name, to / name)


def share_tree(of: Path, to: Path) -> None:
    """The same by hard links, which cost no time; an `Edit` replaces a file and never writes into it."""
    shutil.copytree(of, to, copy_function=os.link)


def pytest_in(tree: Path, *nodes: str, seconds: float) -> tuple[int, list[tuple[str, str]], str]:
    """(exit code, what each test that is not green says as (failure or error, message), the output)."""
    report = tree.with_suffix(".xml")  # beside the copy: no other shares it
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=short"]
    command += [word for plugin in PLUGINS for word in ("-p", plugin)]
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    try:
        done = subprocess.run(
            [*command, f"--junitxml={report}", *nodes],
            cwd=tree,
            env=kept | {"CI": "true", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            capture_output=True,
            text=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return -1, [("timeout", f"not done within {seconds:.0f} s")], ""
    return done.returncode, _complaints(report), done.stdout[-3000:] + done.stderr[-1000:]


def _complaints(report: Path) -> list[tuple[str, str]]:
    if not report.exists():
        return [("error", "pytest wrote no report")]
    found = ElementTree.parse(report).iter()
    return [(tag.tag, tag.get("message", "")) for tag in found if tag.tag in ("failure", "error", "skipped")]


def survived(row: Row, tree: Path) -> str:
    """Why the row's test did not notice its mutation in this copy; "" where it failed by an assertion of its own."""
    for edit in row.edits:
        edit.apply(tree)
    code, complaints, output = pytest_in(tree, row.node, seconds=TEST_SECONDS)
    if code == 0:
        return "its test stays green"
    failures = [message for kind, message in complaints if kind == "failure"]
    if code == 1 and failures and all(message.startswith(RED) for message in failures):
        return ""
    return f"its test fails otherwise than by an assertion: {complaints}\n{output}"
