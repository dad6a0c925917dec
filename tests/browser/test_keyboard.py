"""Everything by keyboard alone, and one always sees where one is."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
STOPS = 80  # more Tab presses than any of these ways needs
FOCUS = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  return [element.outerHTML.slice(0, 90), style.outlineStyle, parseFloat(style.outlineWidth)];
}"""


def tab_to(page, selector):
    """Press Tab until the focus is there; every stop on the way has an outline that is seen."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        element, style, width = page.evaluate(FOCUS)
        assert style != "none" and width >= 1, f"no visible focus on {element}"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab does not reach {selector}")


def test_the_first_stop_skips_to_the_text(window):
    page = window("post")
    tab_to(page, ".skip-link")
    assert page.locator(".skip-link").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_tab_is_chosen(window):
    page = window("post")
    tab_to(page, ".tabs [data-view=trackbacks]")
    page.keyboard.press("Enter")
    expect(page.locator(".thread > li > article.ping").first).to_be_visible()


def test_a_thread_is_folded(window):
    page = window("post")
    tab_to(page, ".replies > summary")
    reply = page.locator(".replies article").first
    page.keyboard.press("Enter")
    expect(reply).to_be_hidden()
    page.keyboard.press("Enter")
    expect(reply).to_be_visible()


def test_a_reply_is_written_and_sent(window):
    page = window("post-plain")
    tab_to(page, "a.reply-link")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Comment *")).to_be_focused()
    page.keyboard.type("Written without a mouse.")
    for name, words in (("name", "Charlie"), ("email", "charlie@example.org")):
        tab_to(page, f"[name={name}]")
        page.keyboard.type(words)
    tab_to(page, ".respond__buttons [type=submit]:not([name])")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("Written without a mouse.")
