"""A blog in a language that is written from right to left."""

import pytest

from tests.browser.chrome import NARROW, WIDE
from tests.browser.test_layout import NARROWEST, SIDEWAYS

pytestmark = pytest.mark.browser
LEFT_OF_DIGITS = """time => {
  const text = time.firstChild, range = new Range();
  return [0, text.length - 4].map(at => {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect().left;
  });
}"""
LEFT_OF_FIRST_AND_LAST = """link => {
  const text = link.firstChild, range = new Range();
  return [0, text.length - 1].map(at => {
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return [...range.getClientRects()].at(-1).left;
  });
}"""
KINDS = ("home", "post", "post-trackbacks", "post-plain", "comment-form", "search")


@pytest.fixture(scope="module")
def hebrew(blog):
    blog.manage("settings", "language=he")
    yield
    blog.manage("settings", "language=en")


@pytest.mark.parametrize("width", [NARROWEST, NARROW, WIDE])
@pytest.mark.parametrize("name", KINDS)
def test_pages_turn_round_and_fit(window, hebrew, name, width):
    page = window(name, width=width)
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate(SIDEWAYS) <= 0


def test_the_head_begins_on_the_right(window, hebrew):
    page = window("post")
    title = page.locator(".site-header__title").bounding_box()
    menu = page.locator(".site-header nav").bounding_box()
    assert title["x"] > menu["x"]
    face = page.locator("article.comment > .initial").first.bounding_box()
    words = page.locator("article.comment > .comment__body").first.bounding_box()
    assert face["x"] > words["x"]


def test_arrows_point_the_other_way(window, hebrew):
    arrow = window("post").locator(".neighbours .icon--directed").first
    assert arrow.evaluate("e => getComputedStyle(e).scale") == "-1 1"


def test_a_date_keeps_its_order(window, hebrew):
    day, year = window("post").locator("time.dt-published").first.evaluate(LEFT_OF_DIGITS)
    assert day < year


def test_a_sentence_that_nobody_translated_keeps_its_full_stop_at_its_end(window, hebrew):
    note = window("comment-form").locator(".respond__note a").first
    first, stop = note.evaluate(LEFT_OF_FIRST_AND_LAST)
    assert stop > first


def test_words_of_others_begin_where_their_own_language_does(window, hebrew):
    said = window("post").locator("article.comment > .comment__body p").first
    assert said.evaluate("e => getComputedStyle(e).textAlign") in ("start", "left")
