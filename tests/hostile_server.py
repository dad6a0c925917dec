"""A loopback server that answers as badly as a server can, and how to start one.

What it answers is in `tests.hostile_routes`: functions named for their path, each of which gets the socket and the
request, and writes what it likes. The same server, where nobody may connect to it, is a canary.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

Route = Callable[["Asked"], None]
Opening = Callable[[socket.socket, "HostileServer"], None]
ROUTES: dict[str, Route] = {}

PAGE = b"<!DOCTYPE html><html><head><title>Alice writes</title></head><body><p>Hello.</p></body></html>"


@dataclass
class Asked:
    """One request as it came, and the socket that wants an answer."""

    socket: socket.socket
    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    server: "HostileServer"

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    def query(self, name: str, default: str = "") -> str:
        return parse_qs(urlsplit(self.target).query).get(name, [default])[0]

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def wait_for_hang_up(self, seconds: float = 600) -> None:
        """Say nothing until the other side has closed, the server ends, or so many seconds are over."""
        ends = time.monotonic() + seconds
        self.socket.settimeout(0.02)
        while not self.server.ended.is_set() and time.monotonic() < ends:
            try:
                if not self.socket.recv(4096):
                    return
            except TimeoutError:
                continue
        self.socket.settimeout(None)

    def answer(self, body: bytes = PAGE, status: str = "200 OK", **headers: str) -> None:
        facts = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        facts |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in facts.items() if value)
        self.send(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body)


@dataclass
class HostileServer:
    """Listens on a loopback port until `stop`; `asked` holds all requests, `connections` counts.

    `opening` takes the place of HTTP: it gets each socket as it was accepted. `held` are the seconds for which each
    target kept its client, with the moment at which that began.
    """

    context: ssl.SSLContext | None = None
    address: str = "127.0.0.1"
    port: int = 0
    opening: Opening | None = None
    held: list[tuple[str, float, float]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        self.listener = socket.create_server((self.address, self.port), family=family, backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def scheme(self) -> str:
        return "https" if self.context else "http"

    def url(self, path: str = "/", host: str = "") -> str:
        shown = host or (f"[{self.address}]" if ":" in self.address else self.address)
        return f"{self.scheme}://{shown}:{self.port}{path}"

    @property
    def pair(self) -> tuple[str, int]:
        return self.address, self.port

    def stop(self) -> None:
        self.ended.set()
        self.listener.close()

    def _serve(self) -> None:
        while not self.ended.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        began, target = time.monotonic(), ""
        try:
            with connection:
                if self.opening:
                    self.opening(connection, self)
                    return
                talking = (
                    self.context.wrap_socket(connection, server_side=True) if self.context else connection
                )
                with talking:
                    asked = _read_request(talking, self)
                    if asked:
                        self.asked.append(asked)
                        target = asked.target
                        ROUTES.get(asked.path.strip("/").split("/")[0], not_found)(asked)
        except (OSError, ValueError):
            pass  # the other side hung up, as it should
        finally:
            self.held.append((target, began, time.monotonic() - began))


def _read_request(connection: socket.socket, server: HostileServer) -> Asked | None:
    head = b""
    while b"\r\n\r\n" not in head:
        data = connection.recv(4096)
        if not data:
            return None
        head += data
    head, _, body = head.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(4096)
    method, target, _ = first.split(" ")
    return Asked(connection, method, target, headers, body, server)


def route(path: str) -> Callable[[Route], Route]:
    def named(function: Route) -> Route:
        ROUTES[path] = function
        return function

    return named


def not_found(asked: Asked) -> None:
    asked.answer(b"<h1>Nothing here</h1>", "404 Not Found")


def wait_until_closed(connection: socket.socket, server: HostileServer) -> None:
    """An opening that never says a word."""
    Asked(connection, "", "", {}, b"", server).wait_for_hang_up()


def drip_tls(connection: socket.socket, server: HostileServer) -> None:
    """An opening that begins a TLS record of 16 KiB and sends a byte of it now and then: no read ever times out."""
    connection.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")
    while not server.ended.wait(0.02):
        connection.sendall(b"\x00")


@contextmanager
def canaries() -> Iterator[list[HostileServer]]:
    """Servers on other ports and addresses of loopback, the web's own ports among them, that nobody may touch."""
    with ExitStack() as stack:
        found = [stack.enter_context(running(address=address)) for address in ("127.0.0.1", "127.0.0.2")]
        web = [(address, port) for address in ("127.0.0.1", "127.0.0.2", "::1") for port in (80, 8080, 8443)]
        for address, port in [("::1", 0), *web]:
            try:
                found.append(stack.enter_context(running(address=address, port=port)))
            except OSError:
                continue  # taken, not ours to open, or no IPv6 here
        yield found


@contextmanager
def running(**options) -> Iterator[HostileServer]:
    """A server that is stopped at the end, together with everything that still drips."""
    from tests import hostile_routes  # noqa: F401 - they name themselves in ROUTES

    server = HostileServer(**options)
    try:
        yield server
    finally:
        server.stop()
