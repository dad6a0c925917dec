"""Static files as they are served: a stylesheet for readers, one for the admin and one script, joined by collectstatic.

Unjoined the same files work as well: the stylesheets import their parts and `site.js` its modules.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRIES = ("css/site.css", "admin_theme/admin.css", "js/site.js")
PART_OF_CSS = re.compile(r'^@import url\("([^":]+)"\)(?: layer\((\w+)\))?;$', re.MULTILINE)
PART_OF_JS = re.compile(r'^import "\./([^"]+)";$', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)

Paths = dict[str, tuple[Storage, str]]


def joined(entry: str, read: dict[str, str]) -> str:
    """The text of an entry file with its parts in place of their imports, in the same order.

    Raises:
        KeyError: a part is imported that does not exist.
    """
    folder = PurePosixPath(entry).parent

    def css(match: re.Match[str]) -> str:
        text = COMMENT.sub("", read[posixpath.normpath(folder / match[1])])
        return f"@layer {match[2]} {{\n{text}}}" if match[2] else text

    def script(match: re.Match[str]) -> str:
        return f"{{\n{read[str(folder / match[1])]}}}"

    if entry.endswith(".css"):
        return PART_OF_CSS.sub(css, COMMENT.sub("", read[entry]))
    return PART_OF_JS.sub(script, read[entry])


class JoinedStorage(Storage):
    """Holds the joined files in memory, for collectstatic to read them from."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts

    def _open(self, name: str, mode: str = "rb") -> File:
        return ContentFile(self.texts[name].encode(), name=name)


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed names, after the joining."""

    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one of a file that was never collected: a page without looks beats none."""
        return str(self.hashed_files.get(self.hash_key(self.clean_name(name)), name))

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """What pages name, once: under a hashed name lies the same for ever, and Brotli takes its time."""
        served = {*self.hashed_files.values()} & {*paths}
        yield from super().compress_files(name for name in served if not self.exists(f"{name}.br"))

    def post_process(self, paths: Paths, *args: Any, **kwargs: Any) -> Iterator[Any]:
        folders = tuple(str(PurePosixPath(entry).parent) + "/" for entry in ENTRIES)
        read = {
            name: _text(*paths[name])
            for name in paths
            if name.startswith(folders) and name.endswith((".css", ".js"))
        }
        texts = {entry: joined(entry, read) for entry in ENTRIES if entry in read}
        storage = JoinedStorage(texts)
        yield from super().post_process(paths | {entry: (storage, entry) for entry in texts}, *args, **kwargs)


def _text(storage: Storage, path: str) -> str:
    with storage.open(path) as file:
        return str(file.read().decode())
