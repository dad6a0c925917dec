"""On many machines the version stands in Redis; whatever happens to it there, no stale page is served."""

import pytest
import redis

from posts.page_cache import in_redis, version

pytestmark = pytest.mark.services


@pytest.fixture
def server(settings, redis_url, monkeypatch):
    """Redis as the settings name it."""
    settings.REDIS_URL, settings.PAGE_CACHE = redis_url, True
    monkeypatch.setattr(in_redis, "_silent_until", 0.0)
    return redis.Redis.from_url(redis_url)


def test_all_machines_read_the_same_word(server):
    word = version.now()
    assert word == version.now() == server.get(in_redis.KEY).decode()


def test_a_change_on_one_machine_is_seen_by_all(server):
    first = version.now()
    assert version.change("mine")
    in_redis._client.cache_clear()
    assert version.now() == "mine" != first


def test_a_redis_that_forgot_begins_with_a_new_word(server):
    first = version.now()
    server.delete(in_redis.KEY)
    assert version.now() not in ("", first)


def test_a_redis_that_may_not_write_gives_no_word(server):
    """As a replica, or one whose disk is full; there is then none to compare pages with."""
    version.change("before")
    server.delete(in_redis.KEY)
    server.rpush(in_redis.KEY, "not a word")
    assert version.now() == ""


def test_a_pause_of_redis_ends_with_the_word_as_it_was(server, monkeypatch):
    word = version.now()
    monkeypatch.setattr(in_redis, "_silent_until", in_redis.time.monotonic() + 5)
    assert version.now() == ""
    monkeypatch.setattr(in_redis, "_silent_until", 0.0)
    assert version.now() == word
