"""Reasons are stored in English, and told in the language of the blog."""

import pytest
from django.utils import translation

from posts.languages import said

TOLD = [
    ("not found at source", "an der Quelle nicht gefunden"),
    ("12 links, 2 allowed", "Links: 12, erlaubt: 2"),
    ("the source was refused: not a URL", "die Quelle wurde abgelehnt: keine URL"),
    ("the source was refused: ", "die Quelle wurde abgelehnt: "),
    ("the spam list has “pills: 3, spam; Delete”", "in der Spam-Liste steht “pills: 3, spam; Delete”"),
    ("words of a trade in: medicines, money", "Wörter aus diesem Gewerbe: Arzneimittel, Geld"),
    ("words seen in spam before: “free”, “Delete”", "Wörter, die schon in Spam standen: “free”, “Delete”"),
    (
        "12 links, 2 allowed; overruled by the allow list",
        "Links: 12, erlaubt: 2; von der Erlaubnisliste überstimmt",
    ),
    ("somebody's own words, 3 of {them}", "somebody's own words, 3 of {them}"),
    ("{} links, 2 allowed", "{} links, 2 allowed"),
    ("the spam list has “pills", "the spam list has “pills"),
    ("", ""),
]


@pytest.mark.parametrize(("stored", "told"), TOLD)
def test_known_phrases_are_translated_and_others_stay(stored, told):
    with translation.override("de"):
        assert said(stored) == told


@pytest.mark.parametrize("stored", [stored for stored, _ in TOLD])
def test_in_english_nothing_changes(stored):
    with translation.override("en"):
        assert said(stored) == stored
