"""The cast of the hostile journey: who pings us, whom our posts link to, and what is measured meanwhile."""

import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode
from xmlrpc.client import dumps

from tests import hostile_world
from tests.hostile_server import HostileServer, canaries, running
from tests.neighbour import Neighbour
from tests.running import RunningBlog, answer

# Several hosts, because each is asked by two exchanges at once at most.
HOSTS = ("127.0.0.1", "127.0.0.6", "127.0.0.7", "127.0.0.8")
HEALTHY_HOST = "127.0.0.5"
SAME_EXCHANGE_SECONDS = 3  # between two hops of one; a retry comes after a minute
PROTOCOLS = ("trackback", "webmention", "pingback")


class World:
    """Hostile servers, canaries, and Bob, who is well."""

    def __init__(self, stack: ExitStack) -> None:
        self.servers = [stack.enter_context(running(address=host)) for host in HOSTS]
        self.canaries = stack.enter_context(canaries())
        self.bob = stack.enter_context(Neighbour(HEALTHY_HOST))

    @property
    def allowed(self) -> str:
        return ",".join([self.bob.address, *(f"{server.address}:{server.port}" for server in self.servers)])

    def spread(self, paths: list[str]) -> list[str]:
        """The paths as URLs, dealt out to the servers."""
        return [self.servers[n % len(HOSTS)].url(path) for n, path in enumerate(paths)]

    def _canary_ports(self) -> set[int]:
        """One port of the web, which only the address can refuse, and one that is none."""
        ports = {bird.port for bird in self.canaries}
        return {*sorted(ports & {80, 8080, 8443})[:1], self.canaries[0].port}

    def sources(self) -> list[str]:
        """Pages that claim to link to our post."""
        soups = hostile_world.SOUPS[::2]
        paths = (
            hostile_world.SLOW + hostile_world.LARGE + hostile_world.BROKEN + hostile_world.LIES[::3] + soups
        )
        direct = [url for port in self._canary_ports() for url in hostile_world.spellings(port)]
        return self.spread(paths + hostile_world.redirects(*self._canary_ports())) + direct

    def targets(self) -> list[str]:
        """Pages that our posts link to, and pages whose endpoints answer as badly."""
        paths = hostile_world.SLOW + hostile_world.LARGE + hostile_world.BROKEN + hostile_world.SOUPS[1::2]
        ends = hostile_world.SLOW[:3] + hostile_world.LARGE + hostile_world.no_answers()
        offers = [
            f"/offers?by={PROTOCOLS[n % 3]}&to={quote(end, safe='')}"
            for n, end in enumerate(ends + self._inward())
        ]
        return self.spread(paths + offers + hostile_world.redirects(*self._canary_ports()))

    def _inward(self) -> list[str]:
        """Endpoints that are canaries."""
        return [url for url in hostile_world.spellings(min(self._canary_ports())) if url.startswith("http")]

    def touched(self) -> int:
        return sum(bird.connections for bird in self.canaries)

    def longest(self) -> tuple[float, str]:
        """The longest exchange that any server saw, the hops of one taken together, and whose it was."""
        found = [(0.0, "")]
        for server in self.servers:
            found += [(seconds, target) for target, seconds in _exchanges(server)]
        return max(found)


def _exchanges(server: HostileServer) -> Iterator[tuple[str, float]]:
    by_target: dict[str, list[tuple[float, float]]] = {}
    for target, began, seconds in list(server.held):
        by_target.setdefault(target, []).append((began, began + seconds))
    for target, times in by_target.items():
        start = end = 0.0
        for began, ended in sorted(times):
            start = began if began > end + SAME_EXCHANGE_SECONDS else start
            end = max(ended, end)
            yield target, (end - start) if target.startswith("/slow-redirect") else ended - began


@contextmanager
def hostile_world_running() -> Iterator[World]:
    with ExitStack() as stack:
        yield World(stack)


def ping(blog: RunningBlog, post: dict, source: str, protocol: str) -> int:
    """Tell our blog that this source links to the post; the status of its answer."""
    if protocol == "trackback":
        return answer(post["trackback_url"], data=urlencode({"url": source, "title": "Mine"}).encode())[0]
    if protocol == "webmention":
        data = urlencode({"source": source, "target": post["url"]}).encode()
        return answer(f"{blog.url}/webmention/", data=data)[0]
    return answer(f"{blog.url}/xmlrpc.php", data=dumps((source, post["url"]), "pingback.ping").encode())[0]


class Reader(threading.Thread):
    """Reads pages again and again until told to stop; the statuses and times of their answers."""

    def __init__(self, *urls: str) -> None:
        super().__init__(daemon=True)
        self.urls, self.enough = urls, threading.Event()
        self.statuses: Counter[int] = Counter()
        self.seconds: list[float] = []

    def run(self) -> None:
        while not self.enough.wait(0.2):
            for url in self.urls:
                began = time.monotonic()
                self.statuses[answer(url, timeout=20)[0]] += 1
                self.seconds.append(time.monotonic() - began)


def memory_kib(pid: int, name: str) -> int:
    """A figure of a process from /proc: VmRSS as it stands, VmHWM at its highest."""
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    assert found, name
    return int(found[1])
