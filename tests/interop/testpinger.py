"""The npm package webmention-testpinger: it serves real mentions and sends them to an endpoint."""

import os
import re
import signal
import subprocess
from pathlib import Path
from typing import Any

from blogsite.processes import end_with_parent
from tests.interop.database import free_port
from tests.interop.needs import Missing

PACKAGE, VERSION = "webmention-testpinger", "0.7.0"
LOOPBACK = Path(__file__).parent / "loopback.js"
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


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
        return re.sub(r"\x1b\[\d+m", "", (self.folder / "testpinger.log").read_text())

    def ping(self, endpoint: str, targets: list[str]) -> None:
        """Send every mention to every target; it goes on serving them for whoever verifies."""
        command = ["node", "--require", str(LOOPBACK), str(self.home / "bin" / "cli"), "--fetches=0",
                   f"--endpoint={endpoint}", f"--port={self.port}"]  # fmt: skip
        with (self.folder / "testpinger.log").open("wb") as log:
            self.process = subprocess.Popen(
                [*command, *(f"--target={target}" for target in targets)],
                env={name: os.environ[name] for name in KEPT if name in os.environ},
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
