"""One word for the whole site: a page that was stored under another word than the present one is stale.

On one machine it is a file in `var/`, on many a key in Redis. Words are random and never come back, so that nobody
needs to count, and whoever writes last is right. No word means that nobody can tell: pages are built and not kept.
"""

import logging
import os
import secrets
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)

LENGTH = 32  # characters; what is longer was not written by us


def new() -> str:
    return secrets.token_hex(LENGTH // 2)


def now() -> str:
    """The present word; empty where nobody can tell."""
    if not settings.REDIS_URL:
        return _read()
    from posts.page_cache import in_redis  # 6 MB that one machine does not need

    return in_redis.read()


def change(word: str = "") -> bool:
    """Make every stored page stale by a new word; False, never an error, where that could not be written."""
    word = word or new()
    if not settings.REDIS_URL:
        return _write(word) or _remove(folder() / "version")
    from posts.page_cache import in_redis

    return in_redis.write(word)


def folder() -> Path:
    """``var/pages``: the word, and beside it the stored pages."""
    return settings.VAR_DIR / "pages"


def _read() -> str:
    try:
        file = os.open(f"{settings.VAR_DIR}/pages/version", os.O_RDONLY)
    except FileNotFoundError:
        word = new()
        return word if _write(word) else ""
    except OSError:
        return ""
    try:
        return os.read(file, LENGTH + 1).decode("ascii", "replace")
    finally:
        os.close(file)


def _write(word: str) -> bool:
    path = folder() / "version"
    fresh = path.with_name(f"version.{word}.new")
    try:
        fresh.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(word)
        fresh.replace(path)
        return True
    except OSError as error:
        logger.warning("the version of the stored pages cannot be written: %s", error)
    _remove(fresh)
    return False


def _remove(path: Path) -> bool:
    """On a full disk a file can still go: without the word no page is served from the store, and none is stored."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
