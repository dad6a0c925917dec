"""Requests through the entry point that the web process serves: what Django's own test client cannot bear, or skips."""

from io import BytesIO

from django.http import HttpResponse


def post(path: str, body: bytes, kind: str) -> HttpResponse:
    """The answer to this body of this Content-Type."""
    length = str(len(body))
    return ask(
        path, REQUEST_METHOD="POST", CONTENT_TYPE=kind, CONTENT_LENGTH=length, **{"wsgi.input": BytesIO(body)}
    )


def get(path: str, **headers: str) -> HttpResponse:
    """The answer to a reader; headers are written as ``accept_encoding="gzip"``."""
    named = {f"HTTP_{name.upper()}": value for name, value in ({"host": "testserver"} | headers).items()}
    return ask(path, **named)


def ask(path: str, **extra) -> HttpResponse:
    from blogsite.wsgi import application

    told: list = []
    path, _, query = path.removeprefix("http://testserver").partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query,
        "SERVER_NAME": "testserver", "SERVER_PORT": "80", "REMOTE_ADDR": "192.0.2.1", "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.errors": BytesIO(),
    } | extra  # fmt: skip
    content = b"".join(application(environ, lambda *status_and_headers: told.extend(status_and_headers)))
    return HttpResponse(content, status=int(told[0][:3]), headers=dict(told[1]))
