"""Quick edit and bulk edit in the list of posts, by keyboard and in place."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
LIST = "/admin/posts/post/?state=published"


@pytest.fixture
def listed(desk):
    """The list, marked so that a page that was loaded anew is noticed."""
    desk.page.goto(f"{desk.blog.url}{LIST}")
    desk.page.evaluate("window.stayed = true")
    return desk


def open_first(desk):
    desk.page.locator("a.quick").first.focus()
    desk.keys("Enter")
    title = desk.page.locator('.quick-row [name="title"]')
    expect(title).to_be_focused()
    return title


def stayed(desk):
    return desk.page.evaluate("window.stayed === true")


def test_a_post_is_edited_in_its_row_by_keyboard(listed):
    page = listed.page
    href = page.locator("a.quick").first.get_attribute("href")
    open_first(listed).fill("Renamed in its row")
    listed.keys("Enter")
    expect(page.locator("#result_list tbody tr").first).to_contain_text("Renamed in its row")
    expect(page.locator(".quick-row")).to_have_count(0)
    expect(page.locator(".messagelist")).to_contain_text("is saved")
    expect(page.locator(f'a.quick[href="{href}"]')).to_be_focused()
    assert stayed(listed)
    assert page.url.endswith(LIST)
    assert listed.troubles == []


def test_what_is_wrong_is_said_in_the_row_and_what_was_typed_stays(listed):
    page = listed.page
    open_first(listed).fill("Kept while it is wrong")
    page.locator('.quick-row [name="published_at"]').fill("9999-01-01T10:00")
    page.locator('.quick-row [name="title"]').focus()
    listed.keys("Enter")
    expect(page.locator(".quick-row .errorlist")).to_contain_text("between the years")
    expect(page.locator('.quick-row [name="title"]')).to_have_value("Kept while it is wrong")
    expect(page.locator('.quick-row [name="published_at"]')).to_be_focused()
    assert stayed(listed)
    listed.keys("Escape")
    expect(page.locator("#result_list")).not_to_contain_text("Kept while it is wrong")


def test_escape_closes_the_row_and_gives_the_focus_back(listed):
    page = listed.page
    open_first(listed)
    listed.keys("Escape")
    expect(page.locator("a.quick").first).to_be_focused()


def test_many_are_changed_once_it_was_said_what_will_change(listed):
    page = listed.page
    for box in page.locator(".action-select").all()[:2]:
        box.check()
    page.locator('select[name="action"]').select_option("edit_many")
    page.locator('.actions button[type="submit"]').click()
    page.locator('select[name="pings_open"]').select_option("0")
    page.locator(".bulk-edit .quick-go button").click()
    expect(page.locator(".bulk-said")).to_contain_text("Closed")
    page.locator('button[name="_sure"]').click()
    expect(page.locator(".messagelist")).to_contain_text("2 posts changed.")
