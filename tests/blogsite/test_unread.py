"""What a refused request still sends is read, within bounds: a connection that is reset may take the answer along."""

from io import BytesIO

import pytest

from blogsite import unread
from tests.factories import make_post
from tests.wsgi import ask

FORM = "application/x-www-form-urlencoded"


def sent(path, body, length):
    return ask(
        path, REQUEST_METHOD="POST", CONTENT_TYPE=FORM, CONTENT_LENGTH=str(length), **{"wsgi.input": body}
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["trackback", "/webmention/", "/xmlrpc.php", "/nothing/"])
def test_a_form_that_is_too_long_is_read_to_its_end(path):
    path = make_post().trackback_url if path == "trackback" else path
    body = BytesIO(b"url=" + b"x" * 1_000_000)
    assert sent(path, body, 1_000_004).status_code < 500
    assert body.read() == b""


@pytest.mark.django_db
def test_what_is_endless_is_not():
    body = BytesIO(b"x" * 5_000_000)
    sent("/webmention/", body, 5_000_000)
    assert body.tell() == unread.MAX_BYTES


class Slow:
    """Sends a byte each time it is asked; a second passes meanwhile."""

    asked = 0

    def read(self, size):
        self.asked += 1
        return b"x"


def test_nobody_is_waited_for_longer_than_the_bound(monkeypatch):
    slow = Slow()
    monkeypatch.setattr(unread.time, "monotonic", lambda: float(slow.asked))
    unread.drop_rest(slow)
    assert slow.asked == unread.SECONDS


class Gone:
    asked = 0

    def read(self, size):
        self.asked += 1
        raise ConnectionResetError

    readline = read


def test_who_has_hung_up_is_no_error():
    gone = Gone()
    unread.drop_rest(gone)
    assert gone.asked == 1


@pytest.mark.django_db
def test_a_reader_who_sends_nothing_is_not_listened_to():
    gone = Gone()
    assert ask("/", HTTP_HOST="testserver", **{"wsgi.input": gone}).status_code == 200
    assert gone.asked == 0
