"""A port that hands every connection on to a server behind it, and keeps the bytes that went by, both ways."""

import gzip
import io
import socket
import socketserver
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPResponse, parse_headers
from urllib.parse import parse_qsl

CHUNK = 64 * 1024
IDLE_SECONDS = 60  # longer than anybody here waits for an answer


@dataclass
class Passage:
    """One request and its answer, as they were on the wire."""

    base: str
    asked: bytearray = field(default_factory=bytearray)
    answered: bytearray = field(default_factory=bytearray)
    began: float = field(default_factory=time.monotonic)
    ended: float = 0.0

    @property
    def method(self) -> str:
        return self.line[0]

    @property
    def url(self) -> str:
        return self.base + self.line[1]

    @property
    def line(self) -> list[str]:
        return bytes(self.asked).partition(b"\r\n")[0].decode("latin-1").split(" ") + ["", ""]

    @property
    def headers(self) -> Message:
        return parse_headers(io.BytesIO(bytes(self.asked).partition(b"\r\n")[2]))

    @property
    def body(self) -> str:
        return bytes(self.asked).partition(b"\r\n\r\n")[2].decode()

    @property
    def fields(self) -> dict[str, str]:
        """The fields of a posted form, entities and all."""
        return dict(parse_qsl(self.body, keep_blank_values=True))

    @property
    def answer(self) -> HTTPResponse:
        response = HTTPResponse(_Bytes(bytes(self.answered)), method=self.method)  # type: ignore[arg-type]
        response.begin()
        return response

    @property
    def status(self) -> int:
        return self.answer.status

    @property
    def words(self) -> str:
        """The body of the answer."""
        answer = self.answer
        data = answer.read()
        return (gzip.decompress(data) if answer.headers["Content-Encoding"] == "gzip" else data).decode()

    @property
    def seconds(self) -> float:
        """From the first byte asked to the last byte answered."""
        return self.ended - self.began


class _Bytes:
    """What HTTPResponse takes for a socket."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def makefile(self, mode: str) -> io.BytesIO:
        return io.BytesIO(self.data)


class Tap:
    """`with Tap(inner_port) as tap:`; `tap.url` is the address that others are given."""

    def __init__(self, inner: int) -> None:
        self.inner = inner
        self.passages: list[Passage] = []
        self.server = _Server(("127.0.0.1", 0), _Connection)
        self.server.tap = self
        self.port = int(self.server.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Tap":
        threading.Thread(target=self.server.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def since(self, mark: int) -> list[Passage]:
        """What went by after `len(tap.passages)` was the mark, as far as it was answered."""
        return [passage for passage in self.passages[mark:] if passage.answered]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 64
    tap: Tap


class _Connection(socketserver.BaseRequestHandler):
    """Each side's bytes are kept before they are handed on: what somebody has got is on record."""

    server: _Server

    def handle(self) -> None:
        tap = self.server.tap
        passage = Passage(tap.url)
        with suppress(OSError), socket.create_connection(("127.0.0.1", tap.inner), IDLE_SECONDS) as behind:
            self.request.settimeout(IDLE_SECONDS)
            tap.passages.append(passage)
            there = threading.Thread(target=_pump, args=(self.request, behind, passage.asked), daemon=True)
            there.start()
            _pump(behind, self.request, passage.answered, passage)


def _pump(
    source: socket.socket, sink: socket.socket, kept: bytearray, passage: Passage | None = None
) -> None:
    with suppress(OSError):
        while data := source.recv(CHUNK):
            kept += data
            if passage:
                passage.ended = time.monotonic()
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
