"""The parts of our addresses: four digits of a year, two of a month, a slug in any alphabet, a number."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class Year(StringConverter):
    regex = "[0-9]{4}"


class Month(StringConverter):
    regex = "0[1-9]|1[0-2]"


class Slug(StringConverter):
    regex = r"[-\w]+"


class Number(StringConverter):
    """Digits, as a string: what is too long for a key names nothing."""

    regex = "[0-9]+"


for _name, _converter in {"yyyy": Year, "mm": Month, "uslug": Slug, "number": Number}.items():
    register_converter(_converter, _name)
