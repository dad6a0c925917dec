"""The cast of the hostile journey: who pings us, whom our posts link to, and what is measured meanwhile."""

import itertools
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
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
_number = itertools.count()
PATIENCE_SECONDS = 20
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
        """The paths as URLs, dealt out to the servers, each with a number of its own: no two exchanges are mixed up."""
        numbered = (f"{path}{'&' if '?' in path else '?'}number={next(_number)}" for path in paths)
        return [self.servers[n % len(HOSTS)].url(path) for n, path in enumerate(numbered)]

    def _canary_port(self) -> int:
        """A port of the web, which only the address can refuse, where one is ours to listen on."""
        return min({bird.port for bird in self.canaries} & {80, 8080, 8443} or {self.canaries[0].port})

    def sources(self) -> list[str]:
        """Pages that claim to link to our post, and addresses that lead to canaries. All spellings have a test of
        their own; here it is every third."""
        soups, lies = hostile_world.SOUPS[::3], hostile_world.LIES[::3]
        paths = hostile_world.SLOW + hostile_world.LARGE + hostile_world.BROKEN + lies + soups
        direct = hostile_world.spellings(self._canary_port())[::3]
        return self.spread(paths + hostile_world.redirects(self._canary_port())[::3]) + direct

    def targets(self) -> list[str]:
        """Pages that our posts link to, and pages whose endpoints answer as badly, or are canaries."""
        paths = hostile_world.SLOW + hostile_world.LARGE + hostile_world.BROKEN + hostile_world.SOUPS[1::3]
        ends = hostile_world.SLOW[:3] + hostile_world.LARGE + hostile_world.no_answers()
        ends += [url for url in hostile_world.spellings(self._canary_port())[1::3] if url.startswith("http")]
        offers = [f"/offers?by={PROTOCOLS[n % 3]}&to={quote(end, safe='')}" for n, end in enumerate(ends)]
        return self.spread(paths + offers + hostile_world.redirects(self._canary_port())[1::3])

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


@dataclass
class Answers:
    """What was answered, how often, and the slowest."""

    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0
    odd: list[str] = field(default_factory=list)

    def ask(self, url: str, data: bytes | None = None) -> int:
        """The status, 0 where nothing was answered."""
        began = time.monotonic()
        status = answer(url, data=data, timeout=PATIENCE_SECONDS)[0]
        seconds = time.monotonic() - began
        self.statuses[status] += 1
        self.slowest = max(self.slowest, seconds)
        if status == 0 or status >= 500:
            self.odd.append(f"{status} after {seconds:.1f} s: {url} {(data or b'')[:60]!r}")
        return status


def ping(blog: RunningBlog, post: dict, source: str, protocol: str, answers: Answers) -> int:
    """Tell our blog that this source links to the post; the status of its answer."""
    if protocol == "trackback":
        return answers.ask(post["trackback_url"], urlencode({"url": source, "title": "Mine"}).encode())
    if protocol == "webmention":
        return answers.ask(
            f"{blog.url}/webmention/", urlencode({"source": source, "target": post["url"]}).encode()
        )
    return answers.ask(f"{blog.url}/xmlrpc.php", dumps((source, post["url"]), "pingback.ping").encode())


class Reader(threading.Thread):
    """Reads pages again and again until told to stop; what was answered."""

    def __init__(self, *urls: str) -> None:
        super().__init__(daemon=True)
        self.urls, self.enough = urls, threading.Event()
        self.answers = Answers()

    def run(self) -> None:
        while not self.enough.wait(0.2):
            for url in self.urls:
                self.answers.ask(url)


def memory_kib(pid: int, name: str) -> int:
    """A figure of a process from /proc: VmRSS as it stands, VmHWM at its highest."""
    found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
    assert found, name
    return int(found[1])
