"""The editor's page stays light, opens and saves a text of a megabyte, and says what is too long before it is sent."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
MOST = 400_000  # bytes of the editor's page over the wire, all that it loads
LINE = "<p>" + "A word of the garden. " * 45 + "</p>"
FILL = "text => document.querySelector('.ProseMirror').editor.commands.setContent(text, { emitUpdate: true })"


def test_the_page_takes_less_than_400_kilobytes(desk):
    wire = desk.page.context.new_cdp_session(desk.page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    desk.page.wait_for_load_state("networkidle")
    sizes = {}
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    desk.open()
    desk.page.wait_for_load_state("networkidle")
    print(f"editor's page: {sum(sizes.values()):.0f} bytes in {len(sizes)} answers")
    assert 200_000 < sum(sizes.values()) < MOST


def test_a_text_of_a_megabyte_is_opened_changed_and_saved(desk):
    desk.page.evaluate(FILL, LINE * 1100)
    address = desk.publish("A long text")
    desk.page.goto(f"{desk.blog.url}/admin/posts/post/")
    desk.page.get_by_role("link", name="A long text").first.click()
    desk.ready()
    assert len(desk.text) > 1024 * 1024
    desk.focus()
    desk.keys("Control+Home")
    desk.type("Changed. ")
    expect(desk.page.locator("[name=html]")).to_have_value(re.compile("^<p>Changed. A word"))
    with desk.page.expect_navigation():
        desk.page.locator(".writing-actions .primary").click()
    desk.page.goto(address)
    expect(desk.page.get_by_text("Changed. A word").first).to_be_visible()


def test_a_text_that_is_too_long_is_not_sent(desk):
    desk.page.fill("[name=title]", "Too long")
    desk.page.evaluate(FILL, LINE * 2200)
    desk.page.locator("button[name=_publish]").first.click()
    expect(desk.page.locator(".desk-note")).to_contain_text("This text is longer than 2 MB.")
    assert desk.page.url.endswith("/add/")
