"""Where pages are stored: a fixed number of files, each a line of JSON and the gzipped body, and the hottest in memory.

A path always falls into the same file, so that nothing has to be counted or thrown out: another path's page is written
over. A file appears whole or not at all; one that cannot be read, or is torn, is no page.
"""

import gzip
import json
import os
import threading
import time
import zlib
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Self

from posts.page_cache import version

Headers = list[tuple[str, str]]

# Whatever is lost, a kill between a commit and the change of the version, a Redis that forgot, a discussion that
# closes at its hour: nothing is served that is older. A page is built once a minute at most while it does not change.
MAX_AGE_SECONDS = 60
# More pages than two cores can build in that time. With the next line half a gigabyte at most, and 20 MB in practice.
FILES = 1024
MAX_FILE_BYTES = 512 * 1024
MAX_PAGE_BYTES = 2 * 1024 * 1024  # as it is sent to those who take no gzip
MEMORY_BYTES = 8 * 1024 * 1024  # of each web process, which may have 150 MB
LEVEL = 6  # of gzip: 9 takes twice as long for one byte in a hundred
OF_304 = ("cache-control", "vary")

_hot: dict[str, "Stored"] = {}
_writing = threading.Lock()


@dataclass(frozen=True)
class Stored:
    """One page; ``headers`` are without those that belong to one way of sending it. ``at``: when its building began."""

    path: str
    word: str
    at: float
    etag: str
    headers: Headers
    plain: bytes
    packed: bytes

    @classmethod
    def of(cls, path: str, word: str, at: float, headers: Headers, plain: bytes) -> Self:
        return cls(path, word, at, tag(plain), headers, plain, gzip.compress(plain, LEVEL, mtime=0))

    @cached_property
    def plain_headers(self) -> Headers:
        return [*self.headers, self.tag_header, ("Content-Length", str(len(self.plain)))]

    @cached_property
    def packed_headers(self) -> Headers:
        length = ("Content-Length", str(len(self.packed)))
        return [*self.headers, self.tag_header, ("Content-Encoding", "gzip"), length]

    @cached_property
    def short_headers(self) -> Headers:
        """What a 304 says (RFC 9110, section 15.4.5)."""
        return [self.tag_header, *(pair for pair in self.headers if pair[0].lower() in OF_304)]

    @property
    def tag_header(self) -> tuple[str, str]:
        """A weak one, for both ways of sending are the same page."""
        return ("ETag", f"W/{self.etag}")

    def is_good(self, path: str, word: str) -> bool:
        return self.path == path and self.word == word and 0 <= time.time() - self.at < MAX_AGE_SECONDS


def tag(plain: bytes) -> str:
    return f'"{sha256(plain).hexdigest()[:32]}"'


def find(path: str, word: str) -> Stored | None:
    """The page at this path, if it is stored, of this version and not too old."""
    stored = _hot.get(path)
    if stored and stored.is_good(path, word):
        return stored
    stored = _read(path)
    if stored and stored.is_good(path, word):
        _remember(stored)
        return stored
    return None


def keep(stored: Stored) -> None:
    """Store it, for the other processes of this machine too; what is too large or meets a full disk is not kept."""
    if len(stored.plain) > MAX_PAGE_BYTES or len(stored.packed) > MAX_FILE_BYTES:
        return
    _remember(stored)
    name = _file(stored.path)
    fresh = f"{name}.{os.getpid()}-{threading.get_ident()}.new"
    head = {"path": stored.path, "word": stored.word, "at": stored.at, "etag": stored.etag}
    line = json.dumps(head | {"headers": stored.headers})
    try:
        with open(fresh, "wb") as file:
            file.write(line.encode() + b"\n" + stored.packed)
        os.replace(fresh, name)
    except OSError:
        _remove(fresh)


def begin() -> None:
    """A web process starts, perhaps with other code and settings: what was stored before is stale."""
    version.change()
    for left in version.folder().glob("*.new"):
        _remove(str(left))


def clear() -> None:
    """Nothing that was stored is left on this machine's disk: what is erased is in no stale page either."""
    version.change()
    for left in version.folder().glob("[0-9]*"):
        _remove(str(left))


def _read(path: str) -> Stored | None:
    try:
        with open(_file(path), "rb") as file:
            line, packed = file.readline(MAX_FILE_BYTES), file.read(MAX_FILE_BYTES)
        head = json.loads(line)
        headers = [(name, value) for name, value in head.pop("headers")]
        stored = Stored(**head, headers=headers, packed=packed, plain=gzip.decompress(packed))
        return stored if stored.etag == tag(stored.plain) else None
    except (OSError, EOFError, zlib.error, ValueError, TypeError, KeyError, AttributeError):
        return None


def _file(path: str) -> str:
    number = int.from_bytes(sha256(path.encode()).digest()[:4], "big") % FILES
    return str(version.folder() / f"{number:04}")


def _remember(stored: Stored) -> None:
    """Keep it in memory, with what is of the same version and as long as there is room."""
    global _hot
    with _writing:
        live = {path: other for path, other in _hot.items() if other.word == stored.word}
        held = sum(len(other.plain) + len(other.packed) for other in live.values())
        if held + len(stored.plain) + len(stored.packed) > MEMORY_BYTES:
            live = {}
        _hot = live | {stored.path: stored}


def _remove(name: str) -> None:
    try:
        os.unlink(name)
    except OSError:
        pass
