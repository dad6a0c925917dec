"""Debian's WordPress in a temporary folder, served by PHP's own server, and its console."""

import json
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from blogsite.processes import end_with_parent
from tests.interop.tap import Tap
from tests.running import answer, until

PACKAGED = Path("/usr/share/wordpress")
OURS = Path(__file__).parent / "php"
WORKERS = 4  # it verifies pings while it sends some, and is read meanwhile
START_SECONDS = 30
STOP_SECONDS = 5
CRON_SECONDS = 60  # it waits 2 s for a HEAD, 3 s for a pingback and 10 s for a trackback
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")
Row = dict[str, Any]


class WordPress:
    """`with WordPress(...) as wordpress:`; what it started and its database are gone after."""

    def __init__(self, folder: Path, database_server: str, tap: Tap, other_port: int) -> None:
        self.root, self.port, self.url = folder / "wordpress", tap.inner, tap.url
        self.words = folder / "wordpress.log"
        self.environment = {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "INTEROP_URL": self.url,
            "INTEROP_DATABASE": f"crosstalk_interop_{os.getpid()}",
            "INTEROP_DATABASE_HOST": database_server,
            "INTEROP_OTHER_PORT": str(other_port),
            "PHP_CLI_SERVER_WORKERS": str(WORKERS),
        }
        self.version = ""
        self.running: list[subprocess.Popen[Any]] = []
        self.console: subprocess.Popen[str] | None = None

    def __enter__(self) -> "WordPress":
        try:
            self.unpack()
            self.version = self.php(OURS / "install.php").strip()
            self.serve()
            self.console = self.start_console()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        if self.console:
            self.console.stdin.close()
            self.console.wait(STOP_SECONDS)
        for process in self.running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)  # its workers, too: the group is its own
            process.wait(STOP_SECONDS)
        self.php(OURS / "drop.php")

    # Its life

    def unpack(self) -> None:
        """A copy, so that nothing of the machine's own WordPress is touched."""
        shutil.copytree(PACKAGED, self.root, symlinks=False, ignore_dangling_symlinks=True)
        shutil.copy(OURS / "wp-config.php", self.root / "wp-config.php")
        plugins = self.root / "wp-content" / "mu-plugins"
        plugins.mkdir()
        shutil.copy(OURS / "interop.php", plugins)
        (self.root / "wp-content" / "uploads").mkdir()

    def php(self, script: Path) -> str:
        command = ["php", str(script), str(self.root)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise AssertionError(f"{script.name} failed: {done.stdout[-500:]}{done.stderr[-500:]}")
        return done.stdout

    def serve(self) -> None:
        with self.words.open("wb") as log:
            server = subprocess.Popen(
                ["php", "-S", f"127.0.0.1:{self.port}", "-t", str(self.root)],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        self.running.append(server)
        until(lambda: answer(self.url, timeout=20)[0] == 200, START_SECONDS, "WordPress shows its home page")

    def start_console(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            ["php", str(OURS / "console.php"), str(self.root)],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # an interrupt of the terminal is ours to handle
            preexec_fn=end_with_parent,
        )

    # Speaking to it

    def ask(self, verb: str, **asked: Any) -> Any:
        """What a verb of the console answers. Raises AssertionError where it fails."""
        self.console.stdin.write(json.dumps({"verb": verb, **asked}) + "\n")
        self.console.stdin.flush()
        line = self.console.stdout.readline()
        try:
            found = json.loads(line)
        except ValueError:
            raise AssertionError(f"WordPress's console said: {line!r}") from None
        if "error" in found:
            raise AssertionError(f"WordPress: {verb}: {found['error']}")
        return found["answer"]

    def write(
        self, title: str, html: str, *, to_ping: str = "", pings: str = "open", rdf: bool = False
    ) -> Row:
        """Publish a post: id, url, plain_url (``?p=ID``), trackback_url, old_trackback_url."""
        return self.ask("write", title=title, html=html, to_ping=to_ping, pings=pings, rdf=int(rdf))

    def comments(self, post: Row, source: str = "") -> list[Row]:
        """The pings that it stored of a post, from this source or from all; without WordPress's own sample."""
        rows = self.ask("comments", id=post["id"])
        return [row for row in rows if row["type"] != "comment" and source in ("", row["url"])]

    def cron(self) -> None:
        """What it does now and then: among others, telling whom its new posts link to."""
        status, words = answer(f"{self.url}/wp-cron.php?doing_wp_cron", timeout=CRON_SECONDS)
        assert status == 200, f"wp-cron.php answered {status}: {words[:300]}"
