"""The blog's RSS says of each open post where TrackBacks go, and whom the post has told (TB-R15)."""

import pytest

from tests.factories import make_post
from trackbacks.models import OutgoingPing

pytestmark = pytest.mark.django_db
PING, ABOUT = "<trackback:ping>{}</trackback:ping>", "<trackback:about>{}</trackback:about>"


def feed(client):
    return client.get("/feed/").content.decode()


def told(post, endpoint, **fields):
    ping = OutgoingPing.to(post, endpoint, pasted=True)
    for name, value in {"state": "delivered", **fields}.items():
        setattr(ping, name, value)
    ping.save()


def test_TB_R15_an_open_post_says_where_trackbacks_go(client):
    post = make_post()
    assert PING.format(post.trackback_url) in feed(client)


@pytest.mark.parametrize("closed", [{"pings_open": False}, {"password": "sesame"}])
def test_a_closed_post_says_nothing(client, closed):
    make_post(**closed)
    assert "trackback:ping>" not in feed(client)


def test_TB_R15_a_blog_that_was_told_is_named(client):
    told(make_post(), "http://bob.example/tb?id=1&key=a")
    assert ABOUT.format("http://bob.example/tb?id=1&amp;key=a") in feed(client)


@pytest.mark.parametrize("fields", [{"state": "refused"}, {"state": "queued"}, {"protocol": "webmention"}])
def test_a_blog_that_was_not_told_by_trackback_is_not(client, fields):
    told(make_post(), "http://bob.example/tb", **fields)
    assert "trackback:about" not in feed(client)
