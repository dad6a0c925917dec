"""Things with an order, each with the number of its place beside it: parts of a series, links of a menu."""

from collections.abc import Mapping, Sequence

HIGHEST = 9999


def in_order(keys: Sequence[int], wanted: Mapping[int, int | None]) -> list[int]:
    """The keys as they were asked for; without a number a thing stays, and who was given a number that another has
    goes to just that place."""
    places = []
    for n, key in enumerate(keys, 1):
        place = wanted.get(key) or n
        places.append((place, (place > n) - (place < n), key))
    return [key for _place, _moved, key in sorted(places, key=lambda place: place[:2])]
