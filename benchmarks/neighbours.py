"""Two hundred other blogs on loopback addresses of their own, some of which accept a connection and never answer."""

import asyncio
import threading
import time

PAGE = """<!doctype html><html><head><title>{name}</title></head><body><p>A post.</p>
<a rel="trackback" href="http://{name}/trackback/">Trackback</a></body></html>"""
THANKS = '<?xml version="1.0" encoding="utf-8"?>\n<response><error>0</error></response>'


class Neighbours:
    """Servers at ``127.0.1.N:port``; ``told``: when each heard of our post first, ``hellos``: each time."""

    def __init__(self, n: int, hanging: int, port: int) -> None:
        self.names = [f"127.0.1.{number}:{port}" for number in range(1, n + 1)]
        self.hanging = set(self.names[:: n // hanging][:hanging])
        self.port = port
        self.told: dict[str, float] = {}
        self.hellos: list[str] = []
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()
        if not self.ready.wait(20):
            raise SystemExit("the other blogs did not start")

    @property
    def healthy(self) -> set[str]:
        return set(self.names) - self.hanging

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        hosts = [name.partition(":")[0] for name in self.names]
        self.loop.run_until_complete(asyncio.start_server(self._answer, hosts, self.port))
        self.ready.set()
        self.loop.run_forever()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = writer.get_extra_info("sockname")[:2]
        name = f"{host}:{port}"
        head = await reader.readuntil(b"\r\n\r\n")
        if name in self.hanging:
            await asyncio.sleep(3600)
        body, kind = PAGE.format(name=name), "text/html"
        if head.startswith(b"POST"):
            await reader.readexactly(length_of(head))
            self.told.setdefault(name, time.monotonic())
            self.hellos.append(name)
            body, kind = THANKS, "text/xml"
        writer.write(
            f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()
        )
        await writer.drain()
        writer.close()


def length_of(head: bytes) -> int:
    for line in head.decode("latin-1").split("\r\n"):
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            return int(value)
    return 0
