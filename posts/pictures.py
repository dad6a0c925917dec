"""Uploaded pictures made safe: type by content, bounded size, re-encoded, nothing of the original's metadata kept."""

import secrets
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MAX_BYTES = 20 * 1024 * 1024  # a phone's photograph is 3 to 12 MB
MAX_PIXELS = 50_000_000  # 50 megapixels decode to 200 MB, what a web process can bear once
MAX_SIDE = 4096  # larger ones are scaled down: no reader's screen shows more
FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
QUALITY = 86  # of what is compressed with loss: below it skies show bands


class CleanPicture(ContentFile):
    """A picture that was written by us, from pixels alone."""


def stored_name(instance: Any, filename: str) -> str:
    """Where a picture is kept; nothing of the sender's file name but its checked ending."""
    ending = filename.rsplit(".", 1)[-1].lower()
    ending = ending if ending in FORMATS.values() else "bin"
    return timezone.now().strftime(f"%Y/%m/{secrets.token_hex(8)}.{ending}")


def opened(file: IO[bytes]) -> Image.Image:
    """The picture, its type known by content. Raises ValidationError for anything else."""
    try:
        file.seek(0)
        picture = Image.open(file, formats=tuple(FORMATS))
    except Image.DecompressionBombError as error:  # Pillow's own bound, more than three times ours
        raise ValidationError(_("This picture has more than 50 megapixels.")) from error
    except Exception as error:  # Pillow raises a dozen kinds for broken files
        raise ValidationError(_("This is no JPEG, PNG, GIF or WebP picture.")) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise ValidationError(_("This picture has more than 50 megapixels."))
    return picture


def validate(file: Any) -> None:
    """Refuse what is too large or no picture of a known type."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("This picture is larger than 20 MB."))
    if not getattr(file, "_committed", False):
        opened(file)


def reencoded(file: Any) -> CleanPicture:
    """The same picture written anew: turned upright, scaled to bounds, without EXIF, place or comments.

    Of an animation the first frame is kept. Raises ValidationError for what is damaged or breaks a limit.
    """
    inner = getattr(file, "file", None)
    if isinstance(inner, CleanPicture):
        return inner
    validate(file)
    picture = opened(file)
    kind = picture.format or "PNG"
    try:
        return CleanPicture(_written(_pixels(picture), kind), name=f"picture.{FORMATS[kind]}")
    except Exception as error:  # damaged files raise whatever the decoder stumbles over
        raise ValidationError(_("This picture is damaged.")) from error


def _pixels(picture: Image.Image) -> Image.Image:
    """Upright, within bounds, and a new object that never held any metadata."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in ("RGB", "RGBA", "L", "LA"):
        with_holes = "transparency" in upright.info or upright.mode in ("PA", "La", "RGBa")
        upright = upright.convert("RGBA" if with_holes else "RGB")
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    return Image.frombytes(upright.mode, upright.size, upright.tobytes())


def _written(pixels: Image.Image, kind: str) -> bytes:
    if kind == "JPEG" and pixels.mode not in ("RGB", "L"):
        pixels = pixels.convert("RGB")
    options = {"quality": QUALITY, "optimize": True} if kind in ("JPEG", "WEBP") else {}
    out = BytesIO()
    pixels.save(out, format=kind, **options)
    return out.getvalue()
