"""The cached page of a post, gzipped, against nginx serving the same bytes from a file.

Debian packages: nginx-light, wrk.
"""

import json
import random
import re
import shutil
import statistics
import string
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import blog, free_port, leave, result, scratch

# Bytes as they are sent -> how many times as many requests nginx may answer.
LIMITS = {10_000: 3.0, 60_000: 2.0}
ROUNDS, SECONDS = 5, 2
BARE, BYTES_A_WORD = 3600, 8  # in gzip: the page without its text, and ten random letters
GZIP = {"Accept-Encoding": "gzip"}
CONFIG = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 10000000;
    client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
    uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    server {{ listen 127.0.0.1:{port}; root {folder}/files; add_header Content-Encoding gzip; }}
}}
"""


def main() -> None:
    if missing := [name for name in ("nginx", "wrk") if not shutil.which(name, path="/usr/sbin:/usr/bin")]:
        raise SystemExit(f"MISS cached: not measured, for want of {' and '.join(missing)}")
    with scratch() as folder, blog(folder, "web", PAGE_CACHE="1") as here, nginx(folder / "nginx") as port:
        urls = {size: write(here, folder, size) for size in LIMITS}
        leave(*[compare(size, url, folder / "nginx", port) for size, url in urls.items()])


def write(here, folder: Path, size: int) -> str:
    """A post whose page has about this size when it is packed; its address."""
    text = folder / "text.html"
    chance = random.Random(size)
    words = [
        "".join(chance.choices(string.ascii_letters, k=10)) for _ in range((size - BARE) // BYTES_A_WORD)
    ]
    text.write_text(f"<p>{' '.join(words)}</p>")
    made = here.command(
        "create_post", "--title", f"About {size}", "--html", str(text), "--status", "published"
    )
    return json.loads(made)["url"]


@contextmanager
def nginx(folder: Path) -> Iterator[int]:
    """An nginx of our own on a free port, with its files in a folder; the port."""
    (folder / "files").mkdir(parents=True)
    folder.chmod(0o755)
    folder.parent.chmod(0o755)  # its worker may be another user
    port = free_port()
    (folder / "nginx.conf").write_text(CONFIG.format(folder=folder, port=port))
    server = subprocess.Popen(
        ["/usr/sbin/nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    )
    try:
        time.sleep(1)
        yield port
    finally:
        server.terminate()
        server.wait()


def compare(size: int, url: str, folder: Path, port: int) -> bool:
    """Both in turn, so that what else the machine does meets both; the median of the rounds' ratios."""
    body = fetch(url)
    (folder / "files" / str(size)).write_bytes(body)
    same = f"http://127.0.0.1:{port}/{size}"
    if fetch(same) != body or fetch(url) != body:
        raise SystemExit("the two do not send the same bytes")
    rounds = [(requests_a_second(same), requests_a_second(url)) for _ in range(ROUNDS)]
    theirs, ours = (statistics.median(column) for column in zip(*rounds, strict=True))
    ratio = statistics.median(a / b for a, b in rounds)
    figures = f"{len(body):,} bytes, nginx {theirs:,.0f} and we {ours:,.0f} requests a second"
    return result(
        f"nginx against a cached page of {size // 1000} kB", ratio, LIMITS[size], "times as many", figures
    )


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, headers=GZIP), timeout=30) as answer:
        if answer.headers["Content-Encoding"] != "gzip":
            raise SystemExit(f"{url} is not packed")
        return answer.read()


def requests_a_second(url: str) -> float:
    """What wrk reaches on 16 connections; an error among the answers ends the benchmark."""
    command = ["wrk", "-t1", "-c16", f"-d{SECONDS}", "-H", "Accept-Encoding: gzip", url]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(said)
    return float(re.search(r"Requests/sec:\s+([0-9.]+)", said)[1])


if __name__ == "__main__":
    main()
