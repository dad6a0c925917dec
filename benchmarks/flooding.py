"""How long readers wait for pages while 20 pings a second come in for 10 s, by three real processes (PROMISES 13)."""

import statistics
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.measuring import blog, leave, result, scratch

PINGS_A_SECOND, SECONDS, WARM_UP = 20, 10, 2
HOSTS = 10  # 20 pings each, below the rate of a source host
READ_EVERY = 0.05
LEAST_LIMIT_MS = 250.0


class Readers(threading.Thread):
    """Reads the pages in turn, each answer timed; what is not 200 is an error."""

    def __init__(self, *urls: str) -> None:
        super().__init__(daemon=True)
        self.urls, self.enough = urls, threading.Event()
        self.milliseconds: list[float] = []
        self.errors: list[str] = []

    def run(self) -> None:
        while not self.enough.wait(READ_EVERY):
            for url in self.urls:
                began = time.perf_counter()
                try:
                    with urllib.request.urlopen(url, timeout=20) as answer:
                        answer.read()
                except OSError as error:
                    self.errors.append(f"{url}: {error}")
                self.milliseconds.append(1000 * (time.perf_counter() - began))

    def stop(self) -> float:
        """The 95th percentile in ms."""
        self.enough.set()
        self.join()
        return statistics.quantiles(self.milliseconds, n=20)[-1]


def main() -> None:
    sources = [_source(f"127.0.1.{n}") for n in range(1, HOSTS + 1)]
    with (
        scratch() as folder,
        blog(folder, "web", "worker", "scheduler", TRUSTED_PROXIES="127.0.0.0/8",
             PINGS_ALLOWED_PRIVATE_HOSTS=",".join(sources)) as here,
    ):  # fmt: skip
        post = here.write("A target", "<p>Write about this garden.</p>")
        pages = (f"{here.url}/", post["url"])
        reading(*pages, seconds=WARM_UP)
        idle, _errors = reading(*pages)
        flood = Flood(post, sources)
        flood.start()
        busy, errors = reading(*pages)
        flood.join()
        kept = sum(here.doctor()["jobs"]["incomingping"].values())
    print(f"     {flood.accepted} pings accepted, {kept} kept, the last sent after {flood.seconds:.1f} s")
    leave(
        result(
            "a page's p95 during a flood", busy, max(LEAST_LIMIT_MS, 2 * idle), "ms", f"idle {idle:.3g} ms"
        ),
        result("page errors", len(errors), 0, "errors", "; ".join(errors[:1])),
        result(
            "pings not accepted or not kept", 2 * PINGS_A_SECOND * SECONDS - flood.accepted - kept, 0, "pings"
        ),
    )


def reading(*pages: str, seconds: float = SECONDS) -> tuple[float, list[str]]:
    """(p95 in ms, errors) of readers over that time."""
    readers = Readers(*pages)
    readers.start()
    time.sleep(seconds)
    return readers.stop(), readers.errors


class Flood(threading.Thread):
    """One ping every 50 ms, from an address and a page of its own, whether the last was answered or not."""

    def __init__(self, post: dict, sources: list[str]) -> None:
        super().__init__(daemon=True)
        self.url, self.sources = post["trackback_url"], sources
        self.accepted, self.seconds = 0, 0.0
        self._lock = threading.Lock()

    def run(self) -> None:
        began = time.perf_counter()
        senders = []
        for n in range(PINGS_A_SECOND * SECONDS):
            time.sleep(max(0.0, began + n / PINGS_A_SECOND - time.perf_counter()))
            senders.append(threading.Thread(target=self.send, args=(n,)))
            senders[-1].start()
        self.seconds = time.perf_counter() - began
        for sender in senders:
            sender.join()

    def send(self, n: int) -> None:
        form = {
            "url": f"http://{self.sources[n % HOSTS]}/{n}/",
            "title": f"Answer {n}",
            "blog_name": "A blog",
        }
        headers = {"X-Forwarded-For": f"198.51.{n // 250}.{n % 250 + 1}"}
        request = urllib.request.Request(self.url, urllib.parse.urlencode(form).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                taken = b"<error>0</error>" in answer.read()
        except OSError:
            return
        with self._lock:
            self.accepted += taken


def _source(address: str) -> str:
    """A blog whose every page says something, and links nowhere; its address and port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"<html><title>A page</title><p>Words about a garden.</p></html>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer((address, 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"{address}:{server.server_port}"


if __name__ == "__main__":
    main()
