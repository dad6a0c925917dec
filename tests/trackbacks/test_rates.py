"""Rates over hours of a clock that the test moves (PROMISES 8)."""

from datetime import timedelta

import pytest
import time_machine

from tests.factories import make_post
from trackbacks.models import IncomingPing

pytestmark = pytest.mark.django_db


def ping(client, post, number, address="192.0.2.1", seconds=0.0):
    """What a ping from a blog of its own is answered with, so many seconds after the post was published."""
    with time_machine.travel(post.published_at + timedelta(seconds=seconds + 1), tick=False):
        fields = {"url": f"http://blog{number}.example/"}
        answer = client.post(post.trackback_url, fields, REMOTE_ADDR=address)
        return 200 if b"<error>0</error>" in answer.content else answer.status_code


def test_a_hundred_an_hour_from_one_address_however_slowly(client):
    post = make_post()
    assert {ping(client, post, n, seconds=30 * n) for n in range(100)} == {200}
    assert ping(client, post, 100, seconds=3000) == 429
    assert ping(client, post, 101, address="192.0.2.2", seconds=3000) == 200
    assert ping(client, post, 102, seconds=3601) == 200


def test_one_senders_flood_shuts_no_other_out(client):
    """TRAP-8"""
    post = make_post()
    flood = [ping(client, post, n, seconds=0.1 * n) for n in range(60)]
    assert (flood.count(200), flood.count(429)) == (30, 30)
    assert ping(client, post, 99, address="192.0.2.2", seconds=7) == 200
    assert IncomingPing.objects.count() == 31


def test_a_flood_that_was_refused_does_not_count_on(client):
    """Who waits as long as he was told is heard, however often he knocked meanwhile."""
    post = make_post()
    for n in range(90):
        ping(client, post, n, seconds=n)
    assert IncomingPing.objects.count() > 30
    assert ping(client, post, 90, seconds=90 + 61) == 200
