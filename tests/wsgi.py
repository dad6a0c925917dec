"""A request through the entry point that the web process serves: what Django's own test client cannot bear."""

from io import BytesIO

from django.http import HttpResponse


def post(path: str, body: bytes, kind: str) -> HttpResponse:
    """The answer to this body of this Content-Type."""
    from blogsite.wsgi import application

    told: list = []
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": path, "QUERY_STRING": query,
        "SERVER_NAME": "testserver", "SERVER_PORT": "80",
        "REMOTE_ADDR": "192.0.2.1", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.errors": BytesIO(),
    }  # fmt: skip
    content = b"".join(application(environ, lambda *status_and_headers: told.extend(status_and_headers)))
    return HttpResponse(content, status=int(told[0][:3]), headers=dict(told[1]))
