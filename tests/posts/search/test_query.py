"""Reading what was typed: nothing that can be typed is wrong."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from posts.search.query import LONGEST, MOST_TERMS, Term, cleaned, read


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("old roses", [Term(("old",)), Term(("roses",), open=True)], []),
        ('"old roses" red', [Term(("old", "roses")), Term(("red",), open=True)], []),
        ('red "old roses"', [Term(("red",)), Term(("old", "roses"))], []),
        ("“old roses”", [Term(("old", "roses"))], []),
        ("roses -red", [Term(("roses",))], [Term(("red",))]),
        ('roses -"old red"', [Term(("roses",))], [Term(("old", "red"))]),
        ("-red", [], [Term(("red",))]),
        ("e-mail", [Term(("e", "mail"), open=True)], []),
        ('"never closed', [Term(("never",)), Term(("closed",), open=True)], []),
        ("a", [Term(("a",))], []),
        ('" - "" --', [], []),
    ],
)
def test_it_is_read_as(text, wanted, unwanted):
    query = read(text)
    assert (list(query.wanted), list(query.unwanted)) == (wanted, unwanted)


def test_only_exclusions_are_no_search():
    assert not read("-red -blue")
    assert read("roses -red")


def test_it_is_cut():
    assert len(cleaned("word " * 2000)) <= LONGEST
    assert len(read("a b c d " * 50).wanted) == MOST_TERMS


def test_blanks_and_nul_are_single_blanks():
    assert cleaned(" old \0\n roses ") == "old roses"


@settings(max_examples=300)
@example("・")  # a dot of Japanese, among its letters
@given(st.text(max_size=300))
def test_whatever_is_typed_becomes_letters_and_digits(text):
    query = read(text)
    assert all(word.isalnum() for term in (*query.wanted, *query.unwanted) for word in term.words)
