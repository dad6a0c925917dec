"""The entry point bears what Django itself does not: a charset that is none."""

import pytest

from tests.factories import make_post
from tests.wsgi import post
from trackbacks.models import IncomingPing

CHARSETS = 'zlib_codec idna undefined utf-7 unicode_escape punycode rot13 " a;b=c'.split() + ["x" * 500, ""]


@pytest.mark.django_db
@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("path", ["{0.trackback_url}", "/wp-trackback.php?p={0.pk}", "/?p={0.pk}"])
def test_a_charset_that_no_ping_has_is_no_server_error(charset, path) -> None:
    target = path.format(make_post()).removeprefix("http://testserver")
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = post(target, b"url=http://charlie.example/&title=Hello", kind)
    assert answer.status_code < 500
    if "trackback" in target:
        assert b"<error>0</error>" in answer.content and IncomingPing.objects.get().title == "Hello"


@pytest.mark.django_db
def test_a_charset_that_text_has_is_still_heard() -> None:
    kind = "application/x-www-form-urlencoded; charset=Shift_JIS"
    body = b"url=http://charlie.example/&title=" + "日本".encode("shift_jis")
    post(make_post().trackback_url.removeprefix("http://testserver"), body, kind)
    assert IncomingPing.objects.get().title == "日本"
