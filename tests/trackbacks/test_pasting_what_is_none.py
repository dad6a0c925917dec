"""What is typed into the form for one's post, and is no address at all, is answered by a page and not by a fault."""

import pytest

from tests.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wrong", ["http://[::1", "http://[", "http://a:b/", "//", "\0", ""])
def test_it_is_refused(client, wrong):
    for mention in (
        {"source": "http://bob.example/", "target": wrong},
        {"source": wrong, "target": make_post().full_url},
    ):
        body = "&".join(f"{name}={value}" for name, value in mention.items()).encode()
        answer = client.post(
            "/webmention/?answer=page", body, content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 400
        assert b"That did not work" in answer.content
