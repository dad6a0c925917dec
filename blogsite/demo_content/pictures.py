"""Pictures for the demo's posts, drawn here: hills one behind the other under a sky."""

import math
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

SIZE = (1600, 900)
DETAIL = 2  # drawn larger and scaled down, so that the edges are smooth
LAYERS = 6
Colour = tuple[int, int, int]
PALETTES: dict[str, tuple[Colour, Colour, Colour, Colour]] = {  # sky above, sky below, far hills, near hills
    "dawn": ((150, 180, 205), (250, 222, 196), (176, 178, 192), (38, 52, 66)),
    "dusk": ((64, 60, 98), (240, 140, 96), (150, 92, 104), (30, 24, 42)),
    "field": ((190, 212, 222), (244, 240, 222), (226, 200, 130), (120, 98, 42)),
}


def draw(palette: str) -> ContentFile:
    """A JPEG in the colours of this palette."""
    width, height = SIZE[0] * DETAIL, SIZE[1] * DETAIL
    above, below, far, near = PALETTES[palette]
    picture = Image.new("RGB", (width, height))
    pen = ImageDraw.Draw(picture)
    for y in range(height):
        pen.line([(0, y), (width, y)], fill=between(above, below, y / height))
    for layer in range(LAYERS):
        share = layer / (LAYERS - 1)
        ridge = [(x, _ridge(x / width, layer, len(palette)) * height) for x in range(0, width + 1, 8)]
        pen.polygon([*ridge, (width, height), (0, height)], fill=between(far, near, share))
    out = BytesIO()
    picture.resize(SIZE, Image.Resampling.LANCZOS).save(out, "JPEG", quality=88)
    return ContentFile(out.getvalue(), name=f"{palette}.jpg")


def between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _ridge(x: float, layer: int, turn: int) -> float:
    """How far down, from 0 to 1, the hills of this layer begin."""
    waves = math.sin(x * (3 + layer) + layer * 2.1 + turn) * 0.05 + math.sin(x * 11 + layer * 1.3) * 0.018
    return 0.46 + layer * 0.095 + waves
