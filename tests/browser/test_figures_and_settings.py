"""The statistics by keyboard and without colours; the settings as a plain form, and what is wrong beside its field."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.pages import ADMINISTRATOR, BY_NAME, MODERATOR

pytestmark = pytest.mark.browser


@pytest.fixture
def signed_in(look, blog, chrome_browser):
    """`signed_in("settings", ADMINISTRATOR)`: that page in a window of its own; any option of a browser context."""
    contexts = []

    def opened(name: str, user: str, **options) -> Page:
        context = chrome_browser.new_context(viewport={"width": 390, "height": 900}, **options)
        contexts.append(context)
        context.add_cookies(look.session(user))
        page = context.new_page()
        page.goto(blog.address(BY_NAME[name]))
        return page

    yield opened
    for context in contexts:
        context.close()


def test_the_table_behind_the_pictures_opens_by_keyboard(signed_in):
    page = signed_in("statistics", MODERATOR)
    table = page.locator("table.counts").first
    expect(table).to_be_hidden()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()
    page.keyboard.press("Tab")  # wider than a phone: it is scrolled by the arrows
    assert page.evaluate("document.activeElement.className") == "scrolls"


def test_bars_stand_out_where_colours_are_forced(signed_in):
    page = signed_in("statistics", MODERATOR, forced_colors="active")
    bar, ground = page.evaluate(
        "[getComputedStyle(document.querySelector('.charts rect')).fill,"
        " getComputedStyle(document.body).backgroundColor]"
    )
    assert bar != ground


def test_each_picture_is_read_out_with_its_numbers(signed_in):
    page = signed_in("statistics", MODERATOR)
    pictures = page.get_by_role("img", name="Comments")
    expect(pictures).to_have_count(1)
    expect(page.get_by_role("img", name="in all; most of them")).not_to_have_count(0)


@pytest.mark.parametrize("script", [True, False])
def test_a_wrong_number_is_told_beside_its_field_and_what_was_typed_stays(signed_in, script):
    page = signed_in("settings-discussion", ADMINISTRATOR, java_script_enabled=script)
    page.fill("[name=comment_limit]", "1000000000000")
    page.fill("[name=spam_words]", "casino\npills")
    page.click("button[name=_save]")
    row = page.locator(".field-comment_limit")
    expect(row.locator(".errorlist")).to_be_visible()
    expect(page.locator("[name=comment_limit]")).to_have_value("1000000000000")
    expect(page.locator("[name=spam_words]")).to_have_value("casino\npills")


def test_one_goes_from_page_to_page_by_links_and_saves_there(signed_in):
    page = signed_in("settings", ADMINISTRATOR, java_script_enabled=False)
    page.get_by_role("navigation", name="Settings").get_by_role("link", name="Privacy").click()
    page.fill("[name=erase_after_days]", "91")
    page.click("button[name=_save]")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.locator("[name=erase_after_days]")).to_have_value("91")
    page.fill("[name=erase_after_days]", "90")
    with page.expect_navigation():
        page.click("button[name=_save]")
