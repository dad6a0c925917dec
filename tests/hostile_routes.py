"""The bad answers: what each path of the hostile server does to who asks for it."""

import gzip
import html
import socket
import zlib
from functools import cache

from tests import bombs
from tests.hostile_server import PAGE, Asked, route


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
    asked.wait_for_hang_up(float(asked.query("after", "0.15")))
    asked.answer(b"", "302 Found", Location=asked.target)


@route("no-answer")
def no_answer(asked: Asked) -> None:
    asked.wait_for_hang_up()


@route("huge")
def huge(asked: Asked) -> None:
    """`size` bytes of one letter, declared honestly."""
    size = int(asked.query("size", "3000000"))
    asked.answer(b"x" * size)


@cache
def bomb(layers: int = 1) -> bytes:
    """100 MB in half a megabyte, packed once more for each further layer."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    packed = b"".join([packer.compress(b"\0" * 1_000_000) for _ in range(100)]) + packer.flush()
    for _ in range(layers - 1):
        packed = gzip.compress(packed)
    return packed


@route("gzip-bomb")
def gzip_bomb(asked: Asked) -> None:
    """`layers` would need our client to unpack more than once; `length` is what it says of its length."""
    body = bomb(int(asked.query("layers", "1")))
    length = asked.query("length", str(len(body)))
    asked.answer(body, Content_Encoding=asked.query("as", "gzip"), Content_Length=length)


@route("no-gzip")
def no_gzip(asked: Asked) -> None:
    """Says gzip and is none."""
    asked.answer(PAGE, Content_Encoding="gzip")


@route("endless-gzip")
def endless_gzip(asked: Asked) -> None:
    """Unpacks to nothing at all, for ever: no cap of unpacked bytes is ever reached."""
    asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n")
    nothing = gzip.compress(b"") * 1000
    while not asked.server.ended.is_set():
        asked.send(nothing)


@route("soup")
def soup(asked: Asked) -> None:
    """A megabyte of the markup that `kind` names, which costs a parser most."""
    asked.answer(bombs.BOMBS[asked.query("kind")].encode())


@route("lies")
def lies(asked: Asked) -> None:
    """A status line as it stands in the query, then headers and a page."""
    head = f"{asked.query('line')}\r\nContent-Type: {asked.query('type', 'text/html')}\r\nContent-Length: {len(PAGE)}"
    asked.send(f"{head}\r\n\r\n".encode() + PAGE)


@route("noise")
def noise(asked: Asked) -> None:
    """All bytes there are, as HTML or as whatever `type` says."""
    asked.answer(bytes(range(256)) * 1000, Content_Type=asked.query("type", "text/html"))


@route("offers")
def offers(asked: Asked) -> None:
    """A page that wants to be told at the endpoint `to`, `by` one of the protocols."""
    to, here = html.escape(asked.query("to")), html.escape(asked.server.url(asked.target))
    by = {
        "webmention": f'<link rel="webmention" href="{to}">',
        "trackback": f'<!-- <rdf:Description dc:identifier="{here}" trackback:ping="{to}" /> -->',
        "pingback": f'<link rel="pingback" href="{to}">',
    }[asked.query("by")]
    asked.answer(f"<html><head><title>Tell me</title></head><body><p>Words.</p>{by}</body></html>".encode())


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


@route("endless-status")
def endless_status(asked: Asked) -> None:
    """A first line without end."""
    asked.send(b"HTTP/1.1 200 ")
    while not asked.server.ended.is_set():
        asked.send(b"x" * 10_000)


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


@route("endless-drip")
def endless_drip(asked: Asked) -> None:
    """A drip that names no length: whenever it ends, it looks complete."""
    asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not asked.server.ended.wait(0.02):
        asked.send(b"x")
