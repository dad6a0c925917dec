"""Uploaded pictures made safe: type by content, bounded size, re-encoded, nothing of the original's metadata kept."""

import secrets
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageOps

MAX_BYTES = 20 * 1024 * 1024  # a phone's photograph is 3 to 12 MB
MAX_PIXELS = 50_000_000  # 50 megapixels decode to 200 MB, what a web process can bear once
MAX_SIDE = 4096  # larger ones are scaled down: no reader's screen shows more
FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}


def stored_name(instance: Any, filename: str) -> str:
    """Where a picture is kept; nothing of the sender's file name but its checked ending."""
    ending = filename.rsplit(".", 1)[-1]
    return timezone.now().strftime(f"%Y/%m/{secrets.token_hex(8)}.{ending}")


def opened(file: IO[bytes]) -> Image.Image:
    """The picture, its type known by content. Raises ValidationError for anything else."""
    try:
        file.seek(0)
        picture = Image.open(file, formats=tuple(FORMATS))
        if picture.width * picture.height > MAX_PIXELS:
            raise ValidationError("This picture has more than 50 megapixels.")
        return picture
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError("This is no JPEG, PNG, GIF or WebP picture.") from error


def validate(file: Any) -> None:
    """Refuse what is too large or no picture of a known type."""
    if file.size > MAX_BYTES:
        raise ValidationError("This picture is larger than 20 MB.")
    if not getattr(file, "_committed", False):
        opened(file)


def reencoded(file: Any) -> ContentFile:
    """The same picture written anew: turned upright, scaled to bounds, without EXIF, place or comments."""
    validate(file)
    picture = opened(file)
    kind = picture.format or "PNG"
    try:
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((MAX_SIDE, MAX_SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError("This picture is damaged.") from error
    if kind == "JPEG" and upright.mode not in ("RGB", "L"):
        upright = upright.convert("RGB")
    clean = Image.frombytes(upright.mode, upright.size, upright.tobytes())
    if upright.mode == "P" and (
        palette := upright.getpalette("RGBA" if "transparency" in upright.info else "RGB")
    ):
        clean = upright.convert("RGBA" if "transparency" in upright.info else "RGB") if palette else clean
        clean.info.clear()
    out = BytesIO()
    clean.save(out, format=kind, **({"quality": 86, "optimize": True} if kind in ("JPEG", "WEBP") else {}))
    return ContentFile(out.getvalue(), name=f"picture.{FORMATS[kind]}")
