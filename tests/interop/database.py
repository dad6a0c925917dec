"""A MariaDB for WordPress: the one that answers at 127.0.0.1:3306 as root, else one of our own in a folder."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from blogsite.processes import end_with_parent
from tests.interop.needs import Missing
from tests.running import until

USUAL = "127.0.0.1:3306"
START_SECONDS = 40
STOP_SECONDS = 15


def answers(server: str = USUAL) -> bool:
    """Whether root may enter without a password."""
    client, (host, port) = shutil.which("mariadb"), server.split(":")
    if client is None:
        return False
    asked = [
        client,
        "--no-defaults",
        "-h",
        host,
        "-P",
        port,
        "-u",
        "root",
        "--connect-timeout=2",
        "-e",
        "SELECT 1",
    ]
    return subprocess.run(asked, capture_output=True).returncode == 0


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """``host:port`` of a server that lives as long as this."""
    if answers():
        yield USUAL
        return
    port, data = free_port(), folder / "mariadb"
    make(data)
    with (folder / "mariadb.log").open("wb") as log:
        process = subprocess.Popen(
            ["mariadbd", "--no-defaults", "--user=mysql", f"--datadir={data}", f"--socket={data}/socket",
             f"--pid-file={data}/pid", "--bind-address=127.0.0.1", f"--port={port}"],
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )  # fmt: skip
    try:
        until(lambda: answers(f"127.0.0.1:{port}"), START_SECONDS, "MariaDB answers")
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def make(data: Path) -> None:
    """An empty database cluster that its user may read, below folders that others may enter."""
    data.mkdir()
    data.parent.chmod(0o755)
    shutil.chown(data, "mysql", "mysql")
    command = ["mariadb-install-db", "--no-defaults", "--user=mysql", f"--datadir={data}",
               "--auth-root-authentication-method=normal", "--skip-test-db"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Missing(f"no MariaDB could be made: {done.stdout[-500:]}{done.stderr[-500:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
