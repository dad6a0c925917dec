"""Two texts side by side, whatever the texts are."""

import time

import pytest

from posts import differences
from posts.differences import compare


def changed(before, after):
    return [(row.left, row.right) for row in compare(before, after) if row.changed]


def test_words_are_marked_within_a_paragraph():
    left = [(False, "a "), (True, "red"), (False, " rose")]
    right = [(False, "a "), (True, "white"), (False, " rose")]
    assert changed("<p>a red rose</p>", "<p>a white rose</p>") == [(left, right)]


def test_a_paragraph_that_came_or_went_stands_on_one_side():
    assert changed("<p>a</p>", "<p>a</p><p>b</p>") == [([], [(True, "b")])]
    assert changed("<p>a</p><p>b</p>", "<p>a</p>") == [([(True, "b")], [])]


def test_a_link_that_leads_elsewhere_differs():
    rows = changed('<p><a href="http://a.example/">x</a></p>', '<p><a href="http://b.example/">x</a></p>')
    assert "(http://b.example/)" in str(rows)


def test_a_picture_that_changed_differs():
    assert changed('<p><img src="a.png" alt="x"></p>', '<p><img src="b.png" alt="x"></p>')


def test_the_same_words_are_no_difference():
    assert compare("<p>a</p>", "<p><strong>a</strong></p>") == []


def test_what_did_not_change_is_counted_and_left_out():
    text = "".join(f"<p>{n}</p>" for n in range(50))
    rows = compare(text, text.replace("<p>25</p>", "<p>other</p>"))
    assert [row.skipped for row in rows] == [24, 0, 0, 0, 23]


def test_entities_are_read_as_what_they_say():
    assert changed("", "<p>b &lt; c</p>") == [([], [(True, "b < c")])]


MEGABYTE = 1_000_000
HUGE = {
    "one paragraph": ("<p>" + "word " * (MEGABYTE // 5) + "</p>", "<p>" + "work " * (MEGABYTE // 5) + "</p>"),
    "many equal ones": ("<p>a</p>" * (MEGABYTE // 8), "<p>b</p>" * (MEGABYTE // 8)),
    "all different": (
        "".join(f"<p>a {n}</p>" for n in range(MEGABYTE // 12)),
        "".join(f"<p>b {n}</p>" for n in range(MEGABYTE // 12)),
    ),
    "two kinds": ("<p>a</p><p>b</p>" * 1400, "<p>b</p><p>a</p>" * 1400),
    "long paragraphs": (("<p>" + "a b " * 190 + "</p>") * 1000, ("<p>" + "b a c " * 190 + "</p>") * 1000),
    "no end of tags": ("<a href=" * (MEGABYTE // 8), "<img src=" * (MEGABYTE // 9)),
}


@pytest.mark.parametrize("name", HUGE)
def test_a_megabyte_is_compared_in_bounded_time_and_space(name):
    began = time.process_time()
    rows = compare(*HUGE[name])
    assert time.process_time() - began < 3
    assert len(rows) <= differences.ROWS + 2
