"""A stand-in for rest.akismet.com that speaks its real protocol, for tests and demonstrations.

    with AkismetServer() as server:          # or server.start() ... server.stop()
        settings.AKISMET_API_URL = server.url

    python -m tests.akismet_server --port 9900 --spam-words pills,casino

`GET /_calls` lists what was asked (JSON); `POST /_mode` (form or JSON) sets the fields of `Mode`.
https://akismet.com/developers/detailed-docs/
"""

from __future__ import annotations

import argparse
import json
import socket
import sys
import threading
import uuid
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Self, cast
from urllib.parse import parse_qsl, urlsplit

MAX_BODY = 1024 * 1024
MAX_CALLS = 10_000
MAX_DELAY = 120.0
THANKS = "Thanks for making the web a better place."
SPAM_AUTHORS = ("akismet-guaranteed-spam", "viagra-test-123")
SPAM_EMAIL = "akismet-guaranteed-spam@example.com"
FAULTS = (
    "",
    "500",
    "503",
    "429",
    "302",
    "garbage",
    "empty",
    "reset",
    "hang",
    "drip",
    "huge",
    "invalid",
    "json",
)


@dataclass(frozen=True)
class Mode:
    """How the server behaves from now on. `fault` is one of FAULTS; `delay` is in seconds."""

    fault: str = ""
    delay: float = 0.0
    spam_words: str = ""  # comma-separated; found in any field
    discard_words: str = ""
    alert_code: str = ""
    alert_msg: str = ""
    error: str = ""
    recheck_after: str = ""
    retry_after: str = ""
    limit: int = 10_000
    throttled: bool = False

    def changed(self, values: Mapping[str, Any]) -> Mode:
        """Return this mode with some fields set from text. Raises ValueError for what does not exist."""
        kinds = {field.name: type(getattr(self, field.name)) for field in fields(self)}
        if unknown := set(values) - set(kinds):
            raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
        new = replace(self, **{name: _as(kinds[name], value) for name, value in values.items()})
        if new.fault not in FAULTS:
            raise ValueError(f"no such fault: {new.fault}")
        return replace(new, delay=min(max(new.delay, 0.0), MAX_DELAY))


@dataclass(frozen=True)
class Call:
    """One request: `what` is comment-check and so on; `form` its fields; `answer` the body sent."""

    what: str
    form: dict[str, str]
    answer: str
    user_agent: str


@dataclass(frozen=True)
class Answer:
    """A body and the headers beside it."""

    body: str
    headers: dict[str, str]
    kind: str = "text/plain; charset=utf-8"


class Listener(ThreadingHTTPServer):
    """A thread a connection; clients that give up are part of the tests and no error."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about broken connections."""
        if not isinstance(sys.exception(), OSError | ValueError):
            super().handle_error(request, client_address)


class AkismetServer:
    """The stand-in in a thread of its own on loopback; port 0 takes any free one."""

    def __init__(self, port: int = 0, *, key: str = "test-key", mode: Mode | None = None) -> None:
        """`key` is the one good key; an empty one takes every key but "invalid"."""
        self.key, self.mode = key, mode or Mode()
        self.calls: deque[Call] = deque(maxlen=MAX_CALLS)
        self.stopping = threading.Event()
        handler = type("BoundHandler", (Handler,), {"stand_in": self})
        self._http = Listener(("127.0.0.1", port), handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """What AKISMET_API_URL should be."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> Self:
        """Serve until `stop()`."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop serving and let hanging answers go."""
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()

    __enter__ = start

    def __exit__(self, *_: object) -> None:
        self.stop()

    def set(self, **values: Any) -> None:
        """Change the mode: `server.set(fault="500")`."""
        self.mode = self.mode.changed(values)

    def reset(self) -> None:
        """Forget calls and mode."""
        self.mode = Mode()
        self.calls.clear()

    def asked(self, what: str) -> list[dict[str, str]]:
        """The forms of all calls of one kind, oldest first."""
        return [call.form for call in list(self.calls) if call.what == what]

    def answer(self, what: str, form: dict[str, str]) -> Answer:
        """Answer one call as the real service does."""
        key = form.get("key" if what == "verify-key" else "api_key", "")
        if not self._good(key):
            return Answer("invalid", {"X-akismet-debug-help": "We were unable to parse your key"})
        if what == "usage-limit":
            return self._usage()
        if what == "key-sites":
            return Answer(json.dumps({"limit": 500, "offset": 0, "total": 0}), {}, "application/json")
        required = ("blog",) if what == "verify-key" else ("blog", "user_ip")
        for name in required:
            if not form.get(name):
                debug = {"X-akismet-debug-help": f'Empty "{name}" value'}
                return Answer(f"Missing required field: {name}.", debug)
        if what == "verify-key":
            return Answer("valid", {})
        return self._checked(form) if what == "comment-check" else Answer(THANKS, {})

    def _good(self, key: str) -> bool:
        return key == self.key if self.key else key not in ("", "invalid")

    def _checked(self, form: dict[str, str]) -> Answer:
        headers = {"X-akismet-guid": uuid.uuid4().hex} | _alerts(self.mode)
        if form.get("user_role") == "administrator":
            return Answer("false", headers)
        if _has(form, self.mode.discard_words):
            return Answer("true", headers | {"X-akismet-pro-tip": "discard"})
        guaranteed = (
            form.get("comment_author") in SPAM_AUTHORS or form.get("comment_author_email") == SPAM_EMAIL
        )
        return Answer("true" if guaranteed or _has(form, self.mode.spam_words) else "false", headers)

    def _usage(self) -> Answer:
        used = len(self.asked("comment-check"))
        body = {
            "limit": self.mode.limit,
            "usage": used,
            "percentage": f"{100 * used / max(self.mode.limit, 1):.2f}",
            "throttled": self.mode.throttled,
        }
        return Answer(json.dumps(body), {}, "application/json")


class Handler(BaseHTTPRequestHandler):
    """Reads requests and misbehaves as the mode says."""

    stand_in: ClassVar[AkismetServer]
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Serve the list of calls, or a call of the API with its fields in the query."""
        if urlsplit(self.path).path == "/_calls":
            self._json([asdict(call) for call in list(self.stand_in.calls)])
        else:
            self._api(dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True)))

    def do_POST(self) -> None:
        """Serve a call of the API, or change the mode."""
        length = int(self.headers.get("Content-Length") or 0)
        if length > MAX_BODY:
            self.close_connection = True
            return self.send_error(413)
        body = self.rfile.read(length).decode("utf-8", "replace")
        if urlsplit(self.path).path == "/_mode":
            return self._set_mode(body)
        return self._api(dict(parse_qsl(body, keep_blank_values=True, max_num_fields=200)))

    def _set_mode(self, body: str) -> None:
        is_json = "json" in self.headers.get("Content-Type", "")
        try:
            values = json.loads(body) if is_json else dict(parse_qsl(body, keep_blank_values=True))
            self.stand_in.mode = self.stand_in.mode.changed(values)
        except ValueError as error:
            return self._send(400, Answer(str(error), {}))
        return self._json(asdict(self.stand_in.mode))

    def _api(self, form: dict[str, str]) -> None:
        parts = urlsplit(self.path).path.strip("/").split("/")
        if parts[-1] not in VERSIONS or parts[-2:-1] != [VERSIONS[parts[-1]]]:
            return self._send(404, Answer("Not found", {}))
        mode, answer = self.stand_in.mode, self.stand_in.answer(parts[-1], form)
        body = mode.fault or answer.body
        self.stand_in.calls.append(Call(parts[-1], form, body, self.headers.get("User-Agent", "")))
        self.stand_in.stopping.wait(mode.delay)
        return self._misbehave(mode, answer) if mode.fault else self._send(200, answer)

    def _misbehave(self, mode: Mode, answer: Answer) -> None:
        if mode.fault.isdigit():
            extra = {"Retry-After": mode.retry_after} if mode.retry_after else {}
            extra |= {"Location": "/1.1/comment-check"} if mode.fault == "302" else {}
            return self._send(int(mode.fault), Answer("Oops", extra))
        bodies = {
            "garbage": "<html>Bad gateway</html>",
            "empty": "",
            "invalid": "invalid",
            "json": '{"error": "no"}',
            "huge": "x" * MAX_BODY,
        }
        if mode.fault in bodies:
            return self._send(200, Answer(bodies[mode.fault], answer.headers))
        self.close_connection = True
        if mode.fault == "hang":
            self.stand_in.stopping.wait(MAX_DELAY)
        elif mode.fault == "drip":
            self._drip()
        else:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            self.connection.close()
        return None

    def _drip(self) -> None:
        """Send a header so slowly that no time-out for a single read notices."""
        try:
            for letter in "HTTP/1.1 200 OK\r\nX-slow: " + "." * 1_000:
                self.wfile.write(letter.encode())
                if self.stand_in.stopping.wait(0.05):
                    return
        except OSError:
            return

    def _json(self, value: Any) -> None:
        self._send(200, Answer(json.dumps(value), {}, "application/json"))

    def _send(self, status: int, answer: Answer) -> None:
        body = answer.body.encode()
        try:
            self.send_response(status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keep quiet: the calls are remembered instead."""


VERSIONS = {
    "verify-key": "1.1",
    "comment-check": "1.1",
    "submit-spam": "1.1",
    "submit-ham": "1.1",
    "usage-limit": "1.2",
    "key-sites": "1.2",
}


def _alerts(mode: Mode) -> dict[str, str]:
    headers = {
        "X-akismet-alert-code": mode.alert_code,
        "X-akismet-alert-msg": mode.alert_msg,
        "X-akismet-error": mode.error,
        "X-akismet-recheck-after": mode.recheck_after,
    }
    return {name: value for name, value in headers.items() if value}


def _has(form: dict[str, str], words: str) -> bool:
    text = " ".join(value for name, value in form.items() if name.startswith("comment_")).lower()
    return any(word.strip().lower() in text for word in words.split(",") if word.strip())


def _as(kind: type, value: Any) -> Any:
    if kind is bool:
        return str(value).lower() in ("1", "true", "on")
    return kind(value)


def main() -> None:
    """Serve in the foreground until interrupted."""
    parser = argparse.ArgumentParser(description="A stand-in for Akismet, for tests and demonstrations.")
    parser.add_argument("--port", type=int, default=9900)
    parser.add_argument("--key", default="", help="the one good key (default: any but “invalid”)")
    for field in fields(Mode):
        parser.add_argument(f"--{field.name.replace('_', '-')}", default=str(field.default))
    options = vars(parser.parse_args())
    port, key = cast(int, options.pop("port")), cast(str, options.pop("key"))
    server = AkismetServer(port, key=key, mode=Mode().changed(options)).start()
    sys.stdout.write(f"Akismet stand-in at {server.url}\n")
    sys.stdout.flush()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        server.stop()


if __name__ == "__main__":
    main()
