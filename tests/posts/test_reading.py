"""How long a text is: one rule, which the editor's count follows (tests/browser/test_writing.py)."""

import pytest

from posts import reading


@pytest.mark.parametrize(
    ("html", "words"), [("", 0), ("<p>One two</p><p>three</p>", 3), ("<hr>", 0), ("a<br>b", 2)]
)
def test_words_stand_between_tags_and_spaces(html, words):
    assert reading.words(html) == words


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (230, 1), (344, 1), (345, 2), (575, 3)])
def test_minutes_are_whole_and_one_at_least(words, minutes):
    assert reading.minutes("word " * words) == minutes
