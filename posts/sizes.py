"""Smaller copies of a picture, and the pictures of ours that a text shows: their names, pixels and HTML.

Beside ``2026/11/abc.jpg`` lie ``2026/11/abc-480.webp`` and so on, where the picture is larger than that.
"""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from PIL import Image

WIDTHS = (480, 960, 1600)  # a list or a phone; the column on a sharp screen; what breaks out of the column
QUALITY = 80  # of WebP: as good to the eye as the original's 86, at two thirds of the bytes
ENDINGS = ("jpg", "png", "gif", "webp")
# How wide a page shows it: the column of a text, what breaks out of it, and the small one of a list.
PLACES = {
    "column": "(min-width: 44rem) 40rem, 100vw",
    "wide": "(min-width: 66rem) 62rem, 100vw",
    "list": "9rem",
}
_ADDRESS = re.compile(r'(?:src|href)="([^"]+)"')
_SHOWN = re.compile(r'(<figure class="wide">\s*)?<img ([^<>]*?)\s*/?>')
_NAME = re.compile(r"(\d{4}/\d{2}/[0-9a-f]{16})(?:-\d+)?\.(?:jpg|png|gif|webp)")
_one_at_a_time = threading.Lock()  # a worker has 16 threads, and a picture takes 60 MB while it is scaled


def name_of(name: str, width: int) -> str:
    """Where the copy of this width is kept."""
    return f"{name.rpartition('.')[0]}-{width}.webp"


def height_of(smaller: int, width: int, height: int) -> int:
    """Of a copy that is only this wide."""
    return max(1, round(height * smaller / width))


def wanted(width: int) -> list[int]:
    """The copies that a picture of this width has: none is larger than itself."""
    return [smaller for smaller in WIDTHS if smaller < width]


def made(file: IO[bytes], widths: list[int]) -> Iterator[tuple[int, bytes]]:
    """The copies as WebP, the largest first: each is made of the one before."""
    with _one_at_a_time:
        file.seek(0)
        stored = Image.open(file)
        picture = stored.convert("RGBA" if stored.has_transparency_data else "RGB")
        for width in sorted(widths, reverse=True):
            height = height_of(width, *picture.size)
            picture = picture.resize((width, height), Image.Resampling.LANCZOS)
            out = BytesIO()
            picture.save(out, format="WEBP", quality=QUALITY)
            yield width, out.getvalue()


def key(address: str) -> str:
    """What all sizes of a picture of ours have in common; nothing for any other address."""
    here = unescape(address).removeprefix(settings.SITE_URL)
    if not here.startswith(settings.MEDIA_URL):
        return ""
    found = _NAME.fullmatch(here.removeprefix(settings.MEDIA_URL))
    return found[1] if found else ""


def keys_in(text: str) -> set[str]:
    """The pictures of ours that this HTML shows or links to, in any size."""
    if settings.MEDIA_URL not in text:
        return set()
    return {found for address in _ADDRESS.findall(text) if (found := key(address))}


def dressed(text: str, pictures: Mapping[str, Any]) -> str:
    """Safe HTML whose pictures say which sizes there are; only what stands far down is loaded late."""
    first = True  # it may be all that one sees

    def dress(picture: Any, is_wide: bool) -> dict[str, str]:
        nonlocal first
        early, first = first, False
        return _of_picture(picture, "wide" if is_wide else "column", early) | _of_any(early)

    return _each(text, pictures, dress)


def in_one_size(text: str, pictures: Mapping[str, Any]) -> str:
    """Safe HTML for programs that know of no `srcset`: none of its pictures is wider than the largest copy."""

    def size(picture: Any, _is_wide: bool) -> dict[str, str]:
        if picture is None:
            return {}
        address, width, height = picture.moderate
        return {"src": address} | _pixels(width, height)

    return _each(text, pictures, size)


def _each(text: str, pictures: Mapping[str, Any], add: Callable[[Any, bool], dict[str, str]]) -> str:
    """What is added to each picture, who is ours or None; a size that its author gave it is kept."""

    def shown(match: re.Match[str]) -> str:
        said = dict(re.findall(r'([a-z]+)="([^"]*)"', match[2]))
        added = add(pictures.get(key(said.get("src", ""))), bool(match[1]))
        if not added:
            return match[0]
        if {"width", "height"} & said.keys():
            added = {name: value for name, value in added.items() if name not in ("width", "height")}
        attributes = "".join(f' {name}="{value}"' for name, value in (said | added).items())
        return f"{match[1] or ''}<img{attributes}>"

    return _SHOWN.sub(shown, text)


def _of_picture(picture: Any, place: str, early: bool) -> dict[str, str]:
    if picture is None:
        return {}
    size = _pixels(picture.width, picture.height)
    if not picture.srcset:
        return size
    return size | {"srcset": picture.srcset, "sizes": ("" if early else "auto, ") + PLACES[place]}


def _pixels(width: int, height: int) -> dict[str, str]:
    return {"width": str(width), "height": str(height)}


def _of_any(early: bool) -> dict[str, str]:
    return {"decoding": "async"} | ({} if early else {"loading": "lazy"})
