"""The admin's first page: a thought becomes a draft, what waits is approved and taken back, all by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import SHEET

pytestmark = pytest.mark.browser


@pytest.fixture
def dashboard(desk):
    desk.page.goto(f"{desk.blog.url}/admin/")
    return desk


def test_a_quick_draft_leads_into_the_editor(dashboard):
    page = dashboard.page
    page.get_by_label("Title").focus()
    dashboard.type("A thought of the morning")
    dashboard.keys("Tab")
    dashboard.type("Rain at last.")
    dashboard.keys("Tab", "Enter")
    expect(page.locator(".messagelist")).to_contain_text("“A thought of the morning” is kept as a draft.")
    expect(page.locator(".glance")).to_contain_text("A thought of the morning")
    page.get_by_role("link", name="Go on writing").press("Enter")
    expect(page.locator(SHEET)).to_contain_text("Rain at last.")
    expect(page.locator("[name=title]")).to_have_value("A thought of the morning")
    assert dashboard.troubles == []


def test_what_waits_is_approved_and_put_back_without_leaving_the_page(dashboard):
    page = dashboard.page
    waiting = page.get_by_role("region", name="Waiting for you").locator("li")
    said = waiting.first.locator(".words").inner_text()
    waiting.first.get_by_role("button", name="Approve").press("Enter")
    expect(page.locator(".undo")).to_contain_text("approved")
    expect(waiting.filter(has_text=said)).to_have_count(0)
    page.get_by_role("button", name="Undo").press("Enter")
    expect(waiting.first).to_contain_text(said)
    assert page.url.endswith("/admin/")
    assert dashboard.troubles == []
