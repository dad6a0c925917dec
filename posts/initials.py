"""A letter in a colour of its own stands for a person or a house: no picture is fetched from anywhere."""

from zlib import crc32

HUES = 12  # classes hue-0 to hue-11 of initial.css


def initial(name: str) -> str:
    """The first letter or digit of a name; a name without one gets a middle dot."""
    return next((character.upper() for character in name if character.isalnum()), "·")


def hue(name: str) -> str:
    """The class of this name's colour: always the same for the same name."""
    return f"hue-{crc32(name.strip().lower().encode()) % HUES}"
