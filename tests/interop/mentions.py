"""webmention-testpinger -> ours: an npm package that serves real mentions and sends them to our endpoint."""

import json
import os
import re
import signal
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from blogsite.demo.blog import until
from blogsite.demo.story import path_of
from blogsite.processes import end_with_parent
from tests.interop.database import free_port
from tests.interop.needs import Missing

PACKAGE, VERSION = "webmention-testpinger", "0.7.0"
LOOPBACK = Path(__file__).parent / "loopback.js"
PING_SECONDS = 40
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
# What a mention is by microformats2; "u-like" and "u-repost" alone are older spellings that it does not know.
TYPES = {
    "basic-like": "like",
    "basic-reply": "reply",
    "basic-with-comments": "reply",
    "basic-multi": "mention",
    "brid-gy": "repost",
    "brid-gy-emoji": "reply",
    "checkmention-xss": "reply",
    "checkmention-hcardxss": "reply",
    "notizblog-org": "reply",
    "tantek-com": "reply",
    "aaronparecki-com": "reply",
    "adactio-com": "mention",
    "sandeep-io": "mention",
    "voxpelli-com": "mention",
}
BOTH = "basic-multi"  # the one that links to two targets


class TestPinger:
    """The package in a folder of its own, and its server while it runs."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.version = folder / "testpinger", free_port(), VERSION
        self.process: subprocess.Popen[Any] | None = None

    def __enter__(self) -> "TestPinger":
        self.folder.mkdir()
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(self.folder),
                   f"{PACKAGE}@{VERSION}"]  # fmt: skip
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise Missing(f"the npm package {PACKAGE} could not be installed: {done.stderr[-500:]}")
        return self

    def __exit__(self, *error: object) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(5)

    @property
    def home(self) -> Path:
        return self.folder / "node_modules" / PACKAGE

    @property
    def names(self) -> list[str]:
        return sorted(path.stem for path in (self.home / "templates").glob("*.html"))

    @property
    def log(self) -> str:
        return re.sub(r"\x1b\[\d+m", "", (self.folder / "log").read_text())

    def ping(self, endpoint: str, targets: list[str]) -> None:
        """Send every mention to every target; it goes on serving them for whoever verifies."""
        command = ["node", "--require", str(LOOPBACK), str(self.home / "bin" / "cli"), "--fetches=0",
                   f"--endpoint={endpoint}", f"--port={self.port}"]  # fmt: skip
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [*command, *(f"--target={target}" for target in targets)],
                env={name: os.environ[name] for name in KEPT if name in os.environ},
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )


def accepted(world: Any) -> str:
    """Two targets, as its basic-multi needs: every mention is sent to both."""
    pinger = world.pinger
    targets = [world.plain()["url"], world.plain()["url"]]
    world.left["targets"] = targets
    pinger.ping(f"{world.blog.url}/webmention/", targets)
    meant = len(pinger.names) * len(targets)
    until(lambda: len(re.findall(" pinged", pinger.log)) >= meant, PING_SECONDS, "An answer to every mention")
    refused = re.findall(r"\S+ failed to be pinged\..*", pinger.log)
    assert not refused, refused
    return f"{len(pinger.names)} mentions to {len(targets)} posts, each accepted"


def verified(world: Any) -> str:
    """Each has the type that microformats2 says; only what links to the second post counts there."""
    rows = judged(world)
    wrong = []
    for name, target, row in rows:
        links = target == world.left["targets"][0] or name == BOTH
        if links and (row["status"], row["type"]) != ("approved", TYPES.get(name, "mention")):
            wrong.append((name, row["status"], row["type"], row["reasons"]))
        if not links and (row["status"], row["reasons"]) != ("refused", ["not found at source"]):
            wrong.append((name, "no link", row["status"], row["reasons"]))
    assert not wrong, wrong
    approved = [name for name, _, row in rows if row["status"] == "approved"]
    return f"{len(approved)} shown, {len(rows) - len(approved)} refused: not found at source"


def judged(world: Any) -> list[tuple[str, str, dict]]:
    """(name, target, row) of each mention, once none waits any more."""
    source = f"http://127.0.0.1:{world.pinger.port}/template"

    def look() -> list[dict]:
        rows = [row for row in world.blog.pings("--received") if row["source"].startswith(source)]
        return rows if rows and all(row["status"] not in ("queued", "retrying") for row in rows) else []

    rows = until(look, PING_SECONDS, "A decision about every mention")
    found = [(parse_qs(urlsplit(row["source"]).query)["name"][0], row["target"], row) for row in rows]
    assert len(found) == len(world.pinger.names) * len(world.left["targets"]), json.dumps(found)
    return found


def harmless(world: Any) -> str:
    """Its two XSS pages appear, as text."""
    page = world.blog.read(path_of(world.left["targets"][0]))
    for name in ("checkmention-xss", "checkmention-hcardxss"):
        assert name in page, f"{name} is not on the page"
    for bad in ("javascript:", "<script>alert", "onmouseover", "onerror", "not.really.an.image"):
        tags = [tag for tag in re.findall(r"<[^>]*>", page) if bad in tag.lower()]
        assert not tags, f"{bad} made it into a tag: {tags}"
    return "both XSS pages are shown as text"


EXCHANGES = [
    ("every mention is accepted", accepted),
    ("every mention is verified and typed", verified),
    ("what would run is text", harmless),
]
