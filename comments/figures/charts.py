"""Numbers as a small picture: bars with their places and heights as attributes, which the security policy lets be."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 320, 64
GAP = 0.25  # of a step
LEAST = 1.5  # high, so that one of a thousand is seen


@dataclass(frozen=True)
class Bar:
    """A bar; numbers are written for SVG, whatever language the page speaks."""

    x: str
    y: str
    width: str
    height: str
    words: str  # what it says: shown to who points at it


def bars(numbers: Sequence[int], names: Sequence[str]) -> list[Bar]:
    """One for each number that is not nothing; the largest is as high as the picture."""
    step, most = WIDTH / max(len(numbers), 1), max([*numbers, 1])
    return [
        _bar(place * step, step * (1 - GAP), max(LEAST, HEIGHT * n / most), f"{name}: {n}")
        for place, (n, name) in enumerate(zip(numbers, names, strict=True))
        if n > 0
    ]


def _bar(x: float, width: float, height: float, words: str) -> Bar:
    return Bar(f"{x:.1f}", f"{HEIGHT - height:.1f}", f"{width:.1f}", f"{height:.1f}", words)
