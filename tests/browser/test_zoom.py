"""A page at twice its size, and on the narrowest screen: all of it is there, and a thumb can hit it."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_layout import NARROWEST, SIDEWAYS

pytestmark = pytest.mark.browser
TAP = 44  # pixels
SMALL = """min => [...document.querySelectorAll('.tabs a, .button, .field input, .site-header a, .share a, .copy')]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < min).map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("name", ["home", "post", "post-trackbacks", "comment-form", "search", "archives"])
def test_twice_the_size_needs_no_sideways_scrolling(window, name):
    page = window(name, width=700, device_scale_factor=2)
    assert page.evaluate(SIDEWAYS) <= 0


def test_the_narrowest_screen_can_read_answer_and_hit_everything(window):
    page = window("post-plain", width=NARROWEST, has_touch=True)
    assert page.evaluate(SMALL, TAP) == []
    page.locator(".replies .replies a.reply-link").first.tap()
    field = page.get_by_label("Comment *")
    expect(field).to_be_focused()
    assert field.bounding_box()["width"] > 200
    assert page.evaluate(SIDEWAYS) <= 0
