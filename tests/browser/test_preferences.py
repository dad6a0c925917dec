"""Readers who asked their system for less motion, or for colours of their own."""

import pytest

pytestmark = pytest.mark.browser
MOVING = """[document.documentElement, ...document.querySelectorAll('a, button')].filter(e => {
  const style = getComputedStyle(e);
  return style.scrollBehavior === 'smooth' || style.transitionDuration !== '0s' || style.animationName !== 'none';
}).length"""
LINE = "e => getComputedStyle(e).borderBlockEndColor"


def test_nothing_moves_for_who_asked_for_less_motion(window):
    assert window("post", reduced_motion="no-preference").evaluate(MOVING) > 0
    assert window("post", reduced_motion="reduce").evaluate(MOVING) == 0


def test_forced_colours_still_tell_the_chosen_tab_from_the_others(window):
    page = window("post", forced_colors="active")
    lines = {tab.get_attribute("data-view"): tab.evaluate(LINE) for tab in page.locator(".tabs a").all()}
    assert lines["comments"] != lines["trackbacks"] == lines["together"]


def test_forced_colours_leave_every_face_and_button_an_edge(window):
    page = window("post", forced_colors="active")
    widths = page.evaluate(
        "[...document.querySelectorAll('.initial:not(img), .button, .field > input')]"
        ".map(e => getComputedStyle(e).borderTopWidth)"
    )
    assert len(widths) > 5 and set(widths) == {"1px"}
