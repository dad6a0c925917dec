"""Uploaded pictures made safe: type by content, bounded size, re-encoded, nothing of the original's metadata kept."""

import secrets
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

MAX_BYTES = 20 * 1024 * 1024  # a phone's photograph is 3 to 12 MB
MAX_PIXELS = 50_000_000  # 50 megapixels decode to 200 MB, what a web process can bear once
MAX_SIDE = 4096  # larger ones are scaled down: no reader's screen shows more
FORMATS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
QUALITY = 86  # of what is compressed with loss: below it skies show bands


class CleanPicture(ContentFile):
    """A picture that was written by us, from pixels alone; `note` tells its author what of it was not kept."""

    note = ""


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
    if not file.size:
        raise ValidationError(_("This file is empty."))
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
        clean = CleanPicture(_written(_pixels(picture), kind), name=f"picture.{FORMATS[kind]}")
        if getattr(picture, "is_animated", False):
            clean.note = _("Pictures here do not move: of this animation the first frame was kept.")
    except Exception as error:  # damaged files raise whatever the decoder stumbles over
        raise ValidationError(_("This picture is damaged.")) from error
    return clean


def _pixels(picture: Image.Image) -> Image.Image:
    """Upright, within bounds, its colours those of every screen, and a new object that never held any metadata."""
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode not in ("RGB", "RGBA", "L", "LA", "CMYK"):
        with_holes = "transparency" in upright.info or upright.mode in ("PA", "La", "RGBa")
        upright = upright.convert("RGBA" if with_holes else "RGB")
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    if profile:
        upright = _in_srgb(upright, profile)
    if upright.mode == "CMYK":
        upright = upright.convert("RGB")
    return Image.frombytes(upright.mode, upright.size, upright.tobytes())


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The colours that its profile means, as screens show them without one; a profile that does not fit is none."""
    holes = picture.getchannel("A") if "A" in picture.getbands() else None
    colours = picture.convert(picture.mode.removesuffix("A")) if holes else picture
    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        seen = ImageCms.profileToProfile(colours, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    if seen is None:
        return picture
    if holes:
        seen.putalpha(holes)
    return seen


def _written(pixels: Image.Image, kind: str) -> bytes:
    if kind == "JPEG" and pixels.mode not in ("RGB", "L"):
        pixels = pixels.convert("RGB")
    options = {"quality": QUALITY, "optimize": True} if kind in ("JPEG", "WEBP") else {}
    out = BytesIO()
    pixels.save(out, format=kind, **options)
    return out.getvalue()
