"""Text from outside: what cannot be seen goes, and only the space that means something stays."""

import pytest

from posts import cleaning

UNSEEN = [
    "\x00",
    "\x08",
    "\x1b",
    "\x7f",
    "\x9f",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\ud800",
    "\ufffe",
    "\U0001ffff",
]


@pytest.mark.parametrize("character", UNSEEN, ids=ascii)
def test_what_hides_or_turns_text_round_is_taken_out(character):
    assert cleaning.one_line(f"Bo{character}b") == "Bob"
    assert cleaning.lines(f"Bo{character}b") == "Bob"


@pytest.mark.parametrize("text", ["Gärten", "庭", "ביצה", "👩🏽‍🌾", "a\u200db", "e\u0301"], ids=ascii)
def test_what_people_write_stays(text):
    assert cleaning.one_line(text) == text
    assert cleaning.lines(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  Alice \t and\nBob\r\n", "Alice and Bob"),
        ("Alice\u2028Bob\u00a0Charlie", "Alice Bob Charlie"),
        ("Alice\x0b\x85Bob", "Alice Bob"),
        (" \n ", ""),
    ],
)
def test_one_line_has_single_spaces(text, clean):
    assert cleaning.one_line(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\x0bc\x85d", "a\nb\nc\nd"),
        ("a\n\n\nb", "a\n\n\nb"),
        ("a\n\n\n\nb", "a\n\n\nb"),
        ("a" + "\n" * 5000 + "b", "a\n\n\nb"),
        ("\n\n  a  \n\n", "a"),
        ("a  b", "a  b"),
    ],
)
def test_lines_stay_lines_with_two_empty_ones_at_most(text, clean):
    assert cleaning.lines(text) == clean
