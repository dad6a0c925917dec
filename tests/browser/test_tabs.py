"""Comments, trackbacks or both; the choice stays in the reader's browser."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
TABS = {"Comments": (True, False), "Trackbacks": (False, True), "Together": (True, True)}


def shows(page, *seen):
    """Whether a comment is seen, and whether a ping is."""
    for kind, is_seen in zip(("comment", "ping"), seen, strict=True):
        expect(page.locator(f".thread > li > article.{kind}").first).to_be_visible(visible=is_seen)


def tab(page, name):
    return page.locator(".tabs").get_by_role("link", name=name)


@pytest.mark.parametrize("script", [True, False])
def test_each_tab_shows_its_own(window, script):
    page = window("post", java_script_enabled=script)
    shows(page, True, False)
    for name, seen in reversed(TABS.items()):
        tab(page, name).click()
        expect(page.locator(".tabs [aria-current]")).to_contain_text(name)
        shows(page, *seen)


def test_with_javascript_no_page_is_asked_for(window):
    page = window("post")
    asked = []
    page.on("request", lambda request: request.is_navigation_request() and asked.append(request.url))
    tab(page, "Trackbacks").click()
    shows(page, False, True)
    assert asked == []


def test_the_choice_is_kept_in_the_browser_and_nowhere_else(window, blog):
    page = window("post")
    tab(page, "Together").click()
    page.goto(blog.url + blog.places["hot"])
    expect(page.locator(".tabs [aria-current]")).to_have_text("Together")
    assert page.context.cookies() == []
    shows(window("post"), True, False)


def test_an_address_that_names_a_tab_wins_over_the_choice(window, blog):
    page = window("post")
    tab(page, "Together").click()
    page.goto(f"{blog.url}{blog.places['post']}?tab=trackbacks#trackbacks")
    shows(page, False, True)
