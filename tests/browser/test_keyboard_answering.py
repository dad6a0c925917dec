"""Answering by keyboard alone: reply, preview, send, change, take back, report, and write at home instead."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SEND = ".respond__buttons .button:not([name])"
WHO = {"name": "Charlie", "email": "charlie@example.org"}
NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined})"


def sent(keys, words):
    """A comment on a post, sent."""
    reader = keys("post-plain").to("[name=comment]").type(words)
    reader.fill(**WHO).to(SEND).go()
    expect(reader.page.locator(".notice")).to_contain_text("is being checked")
    return reader


def test_a_reply_is_written_seen_and_sent(keys):
    reader = keys("post-plain").to("a.reply-link").change("Enter")
    expect(reader.page.get_by_label("Comment *")).to_be_focused()
    reader.type("Written *without* a mouse.").fill(**WHO)
    reader.to("[name=followup]").change("Space").to("[name=preview]").go()
    expect(reader.page.locator("#preview em")).to_have_text("without")
    expect(reader.page.locator("#preview")).to_be_focused()
    reader.focus()
    assert reader.page.locator("[name=followup]").is_checked()
    reader.to(SEND).go()
    expect(reader.page.locator(".notice")).to_contain_text("is being checked")
    expect(reader.page.locator(".notice em")).to_have_text("without")
    reader.to(".notice a")


def test_a_reply_is_begun_and_given_up(keys):
    reader = keys("post-plain").to("a.reply-link").change("Enter")
    reader.to(".respond__cancel").change("Enter")
    expect(reader.page.locator("a.reply-link").first).to_be_focused()


def test_what_is_missing_is_where_the_next_key_goes(keys):
    reader = keys("comment-form").to("[name=comment]").type("   ")
    reader.fill(**WHO).to(SEND).go()
    expect(reader.page.get_by_role("alert")).to_be_focused()
    reader.focus()
    reader.to("[aria-invalid=true]")


@pytest.mark.parametrize("late", [False, True])
def test_a_blog_out_of_reach_leaves_the_words_and_says_so(keys, late):
    reader = keys("post-plain")
    reader.page.context.set_offline(not late)
    reader.to("[name=comment]").type("Kept.").fill(**WHO)
    reader.page.context.set_offline(True)
    reader.to(SEND).change("Enter")
    expect(reader.page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(reader.page.get_by_label("Comment *")).to_have_value("Kept.")
    reader.page.context.set_offline(False)
    reader.go()
    expect(reader.page.locator(".notice")).to_contain_text("Kept.")


def test_a_thread_with_a_begun_reply_stays_when_the_tab_changes(keys):
    reader = keys("post").to("a.reply-link").change("Enter").type("Half a thought")
    reader.back_to(".tabs [data-view=trackbacks]").change("Enter")
    expect(reader.page.get_by_label("Comment *")).to_be_visible()


@pytest.mark.parametrize("script", ["", NO_CLIPBOARD])
def test_a_long_comment_is_offered_another_place(keys, script):
    reader = keys("post-plain")
    reader.page.add_init_script(script)
    reader.page.reload()
    length = int(reader.page.locator("[data-long]").get_attribute("data-long")) + 1
    reader.to("[name=comment]")
    reader.page.keyboard.insert_text("a" * (length - 1))
    reader.change("b")
    expect(reader.page.locator(".long-comment")).to_be_visible()
    reader.to(".long-comment [data-copy]").change("Enter")
    expect(reader.page.locator(".long-comment [data-copy]").first).to_have_text("Copied")
    expect(reader.page.locator(".long-comment [data-copy]").first).to_be_focused()


def test_the_address_of_an_answer_elsewhere_is_given_and_followed(keys):
    reader = keys("post-plain").to("#paste-source").type("https://charlie.example/answer/").go()
    expect(reader.page.locator("h1")).to_contain_text("webmention")
    expect(reader.page.locator(".steps li").first).to_be_visible()
    reader.to("dl a[href*=plain-post]").go()
    expect(reader.page.locator("#conversation-title")).to_be_attached()


def test_a_comment_is_changed_after_a_look_at_it(keys):
    reader = sent(keys, "I grow beens.")
    reader.to(".notice a").go()
    expect(reader.page.locator("h1")).to_have_text("Your comment")
    reader.to("[name=comment]").press("ControlOrMeta+a").type("I grow *beans*.")
    reader.to("[name=preview]").go()
    expect(reader.page.locator("#preview")).to_be_focused()
    expect(reader.page.locator("#preview em")).to_have_text("beans")
    reader.to(SEND).go()
    expect(reader.page.locator(".notice em")).to_have_text("beans")


def test_a_comment_is_taken_back(keys):
    reader = sent(keys, "On second thoughts.")
    reader.to(".notice a").go()
    reader.to("[name=take_back]").go()
    expect(reader.page.locator(".conversation")).to_be_attached()
    expect(reader.page.get_by_text("On second thoughts.")).to_have_count(0)


def test_a_comment_is_reported(keys):
    reader = keys("post-plain").to("a.report-link").go()
    reader.to("[name=reason]").change("Space").change("ArrowDown")
    reader.fill(words="It says the same as another one.").to(".button").go()
    expect(reader.page.locator("h1")).to_have_text("Thank you")
