"""A loopback server that answers as badly as a server can, a canary that nobody may touch, and how to start both.

Routes are functions named for their path; each gets the socket and the request, and writes what it likes.
"""

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

Route = Callable[["Asked"], None]
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

    def answer(self, body: bytes = PAGE, status: str = "200 OK", **headers: str) -> None:
        facts = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        facts |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in facts.items() if value)
        self.send(f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body)


@dataclass
class HostileServer:
    """Listens on a loopback port of its own until `stop`; `asked` holds all requests, `connections` counts."""

    context: ssl.SSLContext | None = None
    address: str = "127.0.0.1"
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        self.listener = socket.create_server((self.address, 0), family=family, backlog=64)
        self.port: int = self.listener.getsockname()[1]
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
        try:
            with connection:
                talking = (
                    self.context.wrap_socket(connection, server_side=True) if self.context else connection
                )
                with talking:
                    asked = _read_request(talking, self)
                    if asked:
                        self.asked.append(asked)
                        ROUTES.get(asked.path.strip("/").split("/")[0], not_found)(asked)
        except (OSError, ValueError):
            pass  # the other side hung up, as it should


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


@route("")
def home(asked: Asked) -> None:
    asked.answer()


@route("endless")
def endless(asked: Asked) -> None:
    """A page without end, as fast as it goes."""
    asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not asked.server.ended.is_set():
        asked.send(b"<p>more</p>" * 1000)


@route("slow-drip")
def slow_drip(asked: Asked) -> None:
    """One byte every `every` seconds: no read ever times out."""
    asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    while not asked.server.ended.wait(float(asked.query("every", "0.02"))):
        asked.send(b"x")


@route("slow-headers")
def slow_headers(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not asked.server.ended.wait(0.02):
        asked.send(b"x")


@route("slow-redirect")
def slow_redirect(asked: Asked) -> None:
    """Each hop is quick enough by itself."""
    asked.server.ended.wait(float(asked.query("after", "0.15")))
    asked.answer(b"", "302 Found", Location=asked.target)


@route("no-answer")
def no_answer(asked: Asked) -> None:
    asked.server.ended.wait(60)


@route("huge")
def huge(asked: Asked) -> None:
    """`size` bytes of one letter, declared honestly."""
    size = int(asked.query("size", "3000000"))
    asked.answer(b"x" * size)


@route("gzip-bomb")
def gzip_bomb(asked: Asked) -> None:
    """100 MB in 100 kB; `layers` would need our client to unpack twice."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join([packer.compress(b"\0" * 1_000_000) for _ in range(100)]) + packer.flush()
    asked.answer(body, Content_Encoding=asked.query("as", "gzip"))


@route("gzip")
def gzipped(asked: Asked) -> None:
    """`members` gzip members one after the other, then `tail`."""
    body = gzip.compress(PAGE) * int(asked.query("members", "1")) + asked.query("tail").encode()
    asked.answer(body[: int(asked.query("cut", str(len(body))))], Content_Encoding=asked.query("as", "gzip"))


@route("deep")
def deep(asked: Asked) -> None:
    asked.answer(b"<div>" * 200_000)


@route("loop")
def loop(asked: Asked) -> None:
    asked.answer(b"", "302 Found", Location=asked.target)


@route("hops")
def hops(asked: Asked) -> None:
    """`n` redirects, then a page."""
    left = int(asked.query("n"))
    asked.answer(PAGE) if left == 0 else asked.answer(b"", "301 Moved", Location=f"/hops?n={left - 1}")


@route("redirect-to")
def redirect_to(asked: Asked) -> None:
    asked.answer(b"", asked.query("status", "302 Found"), Location=asked.query("u"))


@route("endless-redirect")
def endless_redirect(asked: Asked) -> None:
    """A redirect whose own body has no end."""
    asked.send(b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n")
    while not asked.server.ended.wait(0.02):
        asked.send(b"x")


@route("lying-length")
def lying_length(asked: Asked) -> None:
    """Promises 1,000 bytes more than it sends."""
    body = asked.query("body", "<p>short</p>").encode()
    asked.answer(body, Content_Length=str(len(body) + 1000))


@route("broken")
def broken(asked: Asked) -> None:
    asked.send(b"SSH-2.0-OpenSSH_9.2\r\n\x00\x01\x02\r\n\r\n")


@route("bad-chunks")
def bad_chunks(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n")


@route("tiny-chunks")
def tiny_chunks(asked: Asked) -> None:
    """A megabyte of one-byte chunks, each costing its reader as much as a full one."""
    asked.send(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 1_100_000 + b"0\r\n\r\n"
    )


@route("endless-trailer")
def endless_trailer(asked: Asked) -> None:
    asked.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n")
    while not asked.server.ended.is_set():
        asked.send(b"X-More: yes\r\n" * 1000)


@route("headers-flood")
def headers_flood(asked: Asked) -> None:
    """`n` headers of `size` bytes."""
    line = "X-Flood: " + "x" * int(asked.query("size", "10")) + "\r\n"
    headers = line * int(asked.query("n", "50000"))
    asked.send(f"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n{headers}\r\n".encode())


@route("endless-continue")
def endless_continue(asked: Asked) -> None:
    while not asked.server.ended.is_set():
        asked.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


@route("reset")
def reset(asked: Asked) -> None:
    asked.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


@route("cookies")
def cookies(asked: Asked) -> None:
    """Sets a cookie and redirects to where it would be sent back."""
    asked.answer(b"", "302 Found", Set_Cookie="session=1; Path=/", Location="/")


@route("say")
def say(asked: Asked) -> None:
    """Whatever body, status and headers the query asks for; on every method."""
    headers = {
        "Content-Type": asked.query("type", "text/xml; charset=utf-8"),
        "Retry-After": asked.query("retry"),
    }
    asked.answer(
        asked.query("body").encode(asked.query("charset", "utf-8")),
        asked.query("status", "200 OK"),
        **headers,
    )


@contextmanager
def running(**options) -> Iterator[HostileServer]:
    """A server that is stopped at the end, together with everything that still drips."""
    server = HostileServer(**options)
    try:
        yield server
    finally:
        server.stop()


def main() -> None:
    """Run by hand: python tests/hostile_server.py"""
    with running() as server, running() as canary:
        print(f"hostile {server.url()}, canary {canary.url()}")  # noqa: T201
        while True:
            time.sleep(1)


if __name__ == "__main__":
    main()
