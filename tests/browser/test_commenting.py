"""Somebody answers a comment; until it is judged and shown, nobody but they see it."""

import signal

import pytest
from playwright.sync_api import expect

from tests.running import ENOUGH_SECONDS, until

pytestmark = pytest.mark.browser
FIRST = ".thread article.comment >> nth=0"


def write(page, text):
    page.get_by_label("Comment *").fill(text)
    page.get_by_label("Name *").fill("Charlie")
    page.get_by_label("E-mail *").fill("charlie@example.org")


def test_the_form_moves_below_what_it_answers_and_back(window):
    page = window("post-plain")
    link = page.locator(FIRST).get_by_text("Reply", exact=True)
    name = link.get_attribute("aria-label")
    link.click()
    form = page.locator(".respond__form")
    assert form.evaluate("form => form.previousElementSibling.matches('article.comment')")
    expect(form.get_by_role("heading")).to_have_text(name)
    expect(form.get_by_label("Comment *")).to_be_focused()
    form.get_by_role("button", name="Cancel reply").click()
    expect(form.get_by_role("heading")).to_have_text("Leave a Reply")
    assert form.evaluate("form => form.parentElement.matches('.respond__main')")
    expect(link).to_be_focused()


def test_a_reply_is_previewed_sent_and_seen_by_its_author_alone(window):
    page = window("post-plain")
    page.locator(FIRST).get_by_text("Reply", exact=True).click()
    write(page, "With **leeks** it works as well.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_label("Preview").locator("strong")).to_have_text("leeks")
    expect(page.locator("h1")).to_contain_text("Reply to")
    page.get_by_role("button", name="Post comment").click()
    expect(page.locator(".notice")).to_contain_text("is being checked, a few seconds")
    expect(page.locator(".notice strong").nth(1)).to_have_text("leeks")
    assert "leeks it works" not in window("post-plain").inner_text("main")


def test_the_form_on_the_post_posts_and_a_worker_judges(window, blog):
    page = window("post-plain")
    write(page, "I shall try that in spring.")
    page.get_by_role("button", name="Post comment").click()
    notice = page.locator(".notice")
    expect(notice).to_contain_text("is being checked")
    blog.start("worker")
    try:
        until(
            lambda: page.reload() and "awaiting moderation" in notice.inner_text(),
            ENOUGH_SECONDS,
            f"it is judged\n{blog.logs()}",
        )
    finally:
        blog.children["worker"].send_signal(signal.SIGTERM)
        blog.end("worker")
    expect(notice).to_contain_text("Your comment is awaiting moderation.")
    assert "try that in spring" not in window("post-plain").inner_text("main")


def test_it_goes_without_javascript(window):
    page = window("post-plain", java_script_enabled=False)
    page.locator(FIRST).get_by_text("Reply", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Reply to")
    write(page, "No script, no trouble.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_label("Preview")).to_contain_text("No script, no trouble.")
    page.get_by_role("button", name="Post comment").click()
    expect(page.locator(".notice")).to_contain_text("is being checked")
    expect(page.locator(".notice")).to_contain_text("No script, no trouble.")


def test_the_button_of_the_cached_page_leads_to_the_form_without_javascript(window):
    page = window("post-plain", java_script_enabled=False)
    page.get_by_role("button", name="Write a reply").click()
    expect(page.locator("h1")).to_have_text("Leave a Reply")
    expect(page.get_by_label("Comment *")).to_be_visible()
