"""Another blog on loopback: pages that tests write, a TrackBack endpoint, and a memory of what was asked."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs

DELIVERED = '<?xml version="1.0" encoding="utf-8"?><response><error>0</error></response>'


def refusal(words: str) -> str:
    return f'<?xml version="1.0"?><response><error>1</error><message>{words}</message></response>'


class Neighbour:
    """`with Neighbour() as bob:` — `bob.pages[path] = (status, html)`; POSTs are answered from `bob.answers`."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.pages: dict[str, tuple[int, str]] = {}
        self.answers: dict[str, tuple[int, str]] = {}
        self.headers: dict[str, str] = {}
        self.asked: list[str] = []
        self.told: list[tuple[str, dict[str, str]]] = []
        self.server = ThreadingHTTPServer((host, 0), self._handler())
        self.server.daemon_threads = True
        self.address = f"{host}:{self.server.server_port}"
        self.url = f"http://{self.address}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def pair(self) -> tuple[str, int]:
        return "127.0.0.1", self.server.server_port

    def writes(self, path: str, html: str, status: int = 200) -> str:
        """Put a page there; returns its URL."""
        self.pages[path] = (status, html)
        return self.url + path

    def post_with_trackback(self, path: str = "/post/", answer: str = DELIVERED, status: int = 200) -> str:
        """A post that advertises a ping URL by RDF; returns the post's URL."""
        url, ping = self.url + path, f"{self.url}/tb{path}?key=a"
        rdf = f'<!-- <rdf:RDF><rdf:Description dc:identifier="{url}" trackback:ping="{ping}" /></rdf:RDF> -->'
        self.answers[f"/tb{path}?key=a"] = (status, answer)
        return self.writes(path, f"<html><body><p>A post.</p>{rdf}</body></html>")

    def _handler(blog) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - self is the request's
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                blog.asked.append(self.path)
                self.reply(*blog.pages.get(self.path, (404, "not here")), "text/html; charset=utf-8")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                blog.told.append((self.path, {k: v[0] for k, v in parse_qs(body).items()}))
                self.reply(*blog.answers.get(self.path, (404, "no endpoint")), "text/xml")

            def reply(self, status: int, text: str, kind: str) -> None:
                data = text.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(data)))
                for name, value in blog.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: object) -> None:
                pass

        return Handler
