"""The version of the stored pages where many machines share it: one key, asked for with every page that is served."""

import logging
import time
from functools import cache

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from posts.page_cache import version

logger = logging.getLogger(__name__)

KEY = "crosstalk:pages"
# A Redis nearby answers in a millisecond. One that does not costs a reader this, and then for a while nobody anything.
PATIENCE_SECONDS = 0.1
SILENCE_SECONDS = 5

_silent_until = 0.0


def read() -> str:
    """The word, a new one where Redis has none; empty while it does not answer."""
    if time.monotonic() < _silent_until:
        return ""
    try:
        word = str(_client(settings.REDIS_URL).get(KEY) or "")
    except (redis.RedisError, OSError) as error:
        _be_silent(error)
        return ""
    if word:
        return word
    word = version.new()
    return word if write(word) else ""


def write(word: str) -> bool:
    """Always tried, also while it is silent: a Redis that is back must not have the old word."""
    try:
        _client(settings.REDIS_URL).set(KEY, word)
    except (redis.RedisError, OSError) as error:
        _be_silent(error)
        return False
    return True


@cache
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(
        url,
        decode_responses=True,
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


def _be_silent(error: Exception) -> None:
    global _silent_until
    _silent_until = time.monotonic() + SILENCE_SECONDS
    logger.warning("Redis does not say the version of the stored pages: %s", error)
