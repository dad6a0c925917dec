"""Nothing but trackbacks/fetch.py opens a connection to an address that came from outside (ADR 5)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("blogsite", "comments", "jobs", "posts", "trackbacks")
CONNECTING = {
    "requests",
    "urllib3",
    "httpx",
    "akismet",
    "http.client",
    "urllib.request",
    "socket",
    "ssl",
    "ftplib",
    "aiohttp",
}
MAY = {
    "trackbacks/fetch.py": {"requests", "urllib3", "http.client", "ssl", "socket"},
    "trackbacks/wire.py": {"requests", "urllib3", "socket", "ssl", "http.client"},
    "trackbacks/guard.py": {"socket"},
    "trackbacks/page.py": {"urllib3"},  # its header type
    "trackbacks/reading.py": {"urllib3"},  # its stream and error types
    "comments/akismet.py": {"akismet", "httpx"},
    "comments/akismet_transport.py": {"httpx", "socket", "ssl"},
    "jobs/leases.py": {"socket"},  # the machine's own name
    "blogsite/processes.py": {"socket"},  # is our own port free
    "blogsite/demo/": {"urllib.request", "socket"},  # asks its own two blogs on loopback
}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {word for word in CONNECTING if any(name == word or name.startswith(f"{word}.") for name in names)}


def allowed(name: str) -> set[str]:
    return next(
        (
            words
            for place, words in MAY.items()
            if name == place or (place.endswith("/") and name.startswith(place))
        ),
        set(),
    )


FILES = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_fetch_module_reaches_out(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    assert imported(path) <= allowed(name), (
        f"{name} opens connections of its own; go through trackbacks/fetch.py"
    )


def test_the_scan_sees_every_spelling(tmp_path: Path) -> None:
    for line in (
        "import requests",
        "from requests import get",
        "import urllib.request as u",
        "from urllib import request",
    ):
        file = tmp_path / "sly.py"
        file.write_text(line)
        assert imported(file), line
