"""Reasons are stored in English, and told in the language of the blog."""

import pytest
from django.utils import translation

from posts.languages import said

TOLD = [
    ("not found at source", "an der Quelle nicht gefunden"),
    ("12 links, 2 allowed", "Links: 12, erlaubt: 2"),
    ("the source was refused: not a URL", "die Quelle wurde abgelehnt: keine URL"),
    ("the source was refused: ", "die Quelle wurde abgelehnt: "),
    ("somebody's own words, 3 of {them}", "somebody's own words, 3 of {them}"),
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
