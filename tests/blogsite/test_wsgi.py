"""The entry point bears what Django itself does not: a charset that is none."""

from io import BytesIO

import pytest

from tests.factories import make_post
from trackbacks.models import IncomingPing

CHARSETS = ["zlib_codec", "idna", "undefined", "utf-7", "unicode_escape", "punycode", "rot13", "x" * 500, "", '"', "a;b=c"]


def post(path: str, body: bytes, kind: str) -> tuple[str, bytes]:
    from blogsite.wsgi import application

    told: list[str] = []
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "testserver", "SERVER_PORT": "80",
        "REMOTE_ADDR": "192.0.2.1", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.errors": BytesIO(),
    }  # fmt: skip
    answer = b"".join(application(environ, lambda status, headers: told.append(status)))
    return told[0], answer


@pytest.mark.django_db
@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("path", ["{0.trackback_url}", "/wp-trackback.php?p={0.pk}", "/?p={0.pk}"])
def test_a_charset_that_no_ping_has_is_no_server_error(charset, path) -> None:
    target = path.format(make_post()).removeprefix("http://testserver")
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    status, answer = post(target, b"url=http://charlie.example/&title=Hello", kind)
    assert int(status[:3]) < 500
    if "trackback" in target:
        assert b"<error>0</error>" in answer and IncomingPing.objects.get().title == "Hello"


@pytest.mark.django_db
def test_a_charset_that_text_has_is_still_heard() -> None:
    kind = "application/x-www-form-urlencoded; charset=Shift_JIS"
    body = b"url=http://charlie.example/&title=" + "日本".encode("shift_jis")
    post(make_post().trackback_url.removeprefix("http://testserver"), body, kind)
    assert IncomingPing.objects.get().title == "日本"
