"""What a request still sends when its answer is ready is read to its end, so that its sender hears the answer.

A server that answers and closes while bytes are on their way resets the connection, and the sender may lose the
answer with it (RFC 9112, section 9.6): of refused forms of a megabyte one in forty was lost.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

MAX_BYTES = 2 * 1024 * 1024  # who sends more than that has to live without an answer
SECONDS = 2  # a thread is not held longer for somebody who sends slowly
AT_ONCE = 64 * 1024

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def reading_to_the_end(application: Application) -> Application:
    """The application; only what it left of a request's body is read and dropped."""

    def answered(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        response = application(environ, start_response)
        if environ.get("CONTENT_LENGTH") not in (None, "", "0"):
            drop_rest(environ["wsgi.input"])
        return response

    return answered


def drop_rest(body: Any) -> None:
    """Read on, up to the bounds. Whoever has hung up meanwhile is not waited for."""
    end, left = time.monotonic() + SECONDS, MAX_BYTES
    try:
        while left > 0 and time.monotonic() < end and (got := len(body.read(AT_ONCE))):
            left -= got
    except OSError:
        pass
