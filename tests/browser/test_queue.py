"""A moderator clears the queue by keyboard alone, takes things back, and reads from a row why it was held."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.blog import Browsed, free_port
from tests.browser.chrome import sign_in
from tests.browser.pages import PASSWORD
from tests.browser.test_accessibility import found

pytestmark = pytest.mark.browser
MIXED, CAMPAIGN = 110, 500
BETWEEN_KEYS = 400  # milliseconds: a person who reads
ENOUGH = 60_000  # milliseconds
FIRST_CLASS = 120  # seconds for a hundred items
SPAM = """
from comments.models import PostComment
from posts.models import Post
post = Post.objects.get(slug="plain-post")
for n in range(%d):
    url = "https://spam.example/%%d" %% n
    PostComment.submit(post=post, user_name="Bob", user_url=url, comment="Look what I sell, number %%d" %% n)
PostComment.objects.filter(verdict="").update(verdict="ham")
"""


@pytest.fixture(scope="module")
def queue(tmp_path_factory, chrome_browser):
    """The page of a moderator whose queue holds a hundred mixed items, and another blog's worth of spam."""
    with Browsed(tmp_path_factory.mktemp("queue"), free_port(), RATE_LIMITS="0") as blog:
        blog.manage("migrate", "--verbosity=0", "--no-input")
        blog.manage("collectstatic", "--verbosity=0", "--no-input")
        blog.manage("seed", "--posts=5", f"--pending={MIXED}")
        blog.manage("create_user", "--role=moderator", "--username=alice", f"--password={PASSWORD}")
        blog.start("web")
        blog.wait_until_answers()
        page = chrome_browser.new_page()
        sign_in(page, blog.url, "alice")
        page.blog = blog
        yield page
        page.close()


def waiting(page):
    return page.locator("#queue-tabs [data-tab=pending] .n")


def open_pending(page):
    page.goto(f"{page.blog.url}/admin/discussion/?status=pending")
    page.evaluate("document.fonts.ready")


def test_the_reasons_of_a_held_item_are_read_from_its_row(queue):
    open_pending(queue)
    row = queue.locator("#queue-rows .item").first
    expect(row.locator(".chip")).to_contain_text("nothing by this author was approved before")
    queue.keyboard.press("j")
    queue.keyboard.press("w")
    expect(row.locator(".why .sum")).to_contain_text("held for a person")


def test_a_hundred_items_are_cleared_by_keyboard_and_the_last_ten_taken_back(queue):
    open_pending(queue)
    began = time.monotonic()
    at = queue.locator(
        ".item.current:not(.leaving)"
    )  # one who reads sees where there is still something to decide
    queue.keyboard.press("j")
    for n in range(100):
        queue.wait_for_timeout(BETWEEN_KEYS)
        expect(at).to_have_count(1)
        queue.keyboard.press("sad"[n % 3])
    expect(waiting(queue)).to_have_text(str(MIXED - 100), timeout=ENOUGH)
    spent = time.monotonic() - began
    for _ in range(10):
        queue.wait_for_timeout(BETWEEN_KEYS)
        queue.keyboard.press("z")
    expect(waiting(queue)).to_have_text(str(MIXED - 90), timeout=ENOUGH)
    assert spent < FIRST_CLASS
    expect(queue.locator("#queue-form :focus")).to_have_count(1)


def test_what_was_done_is_heard(queue):
    open_pending(queue)
    queue.keyboard.press("j")
    queue.keyboard.press("d")
    expect(queue.get_by_role("status")).to_contain_text("1 item moved to the trash.")
    queue.keyboard.press("z")
    expect(queue.get_by_role("status")).to_contain_text("1 item put back.")
    expect(queue.locator("#queue-bar .undo")).to_be_in_viewport()


def test_an_answer_is_written_in_its_row(queue):
    open_pending(queue)
    before = int(waiting(queue).inner_text())
    queue.keyboard.press("j")
    queue.keyboard.press("r")
    expect(queue.get_by_label("Your answer")).to_be_focused()
    queue.keyboard.type("Thank you; sad as it is, yes.")
    queue.keyboard.press("Control+Enter")
    expect(waiting(queue)).to_have_text(str(before - 1))
    queue.keyboard.press("z")
    expect(waiting(queue)).to_have_text(str(before))


def test_what_is_chosen_is_cleared_with_shift(queue):
    open_pending(queue)
    before = int(waiting(queue).inner_text())
    queue.keyboard.press("j")
    queue.keyboard.press("x")
    for _ in range(4):
        queue.keyboard.press("j")
    queue.keyboard.press("Shift+X")
    queue.keyboard.press("Shift+S")
    expect(waiting(queue)).to_have_text(str(before - 5))
    queue.keyboard.press("z")
    expect(waiting(queue)).to_have_text(str(before))


def test_the_help_opens_and_closes(queue):
    open_pending(queue)
    queue.keyboard.press("?")
    expect(queue.get_by_role("dialog")).to_contain_text("mark a whole campaign as spam")
    queue.keyboard.press("Escape")
    expect(queue.get_by_role("dialog")).to_be_hidden()


def test_axe_finds_nothing_in_the_help_the_evidence_and_an_open_edit(queue):
    open_pending(queue)
    for keys in ("j", "w", "e"):
        queue.keyboard.press(keys)
    expect(queue.get_by_label("Text", exact=True)).to_be_focused()
    assert found(queue) == []
    queue.keyboard.press("Escape")
    queue.keyboard.press("d")
    expect(queue.locator("#queue-bar")).to_contain_text("moved to the trash")
    queue.keyboard.press("?")
    assert found(queue) == []
    queue.keyboard.press("Escape")
    expect(queue.get_by_role("dialog")).to_be_hidden()
    queue.keyboard.press("z")
    expect(queue.locator("#queue-bar")).to_contain_text("put back")


def test_a_campaign_of_five_hundred_is_cleared_by_one_key_and_taken_back(queue):
    queue.blog.manage("shell", "--no-imports", "-c", SPAM % CAMPAIGN)
    open_pending(queue)
    before = int(waiting(queue).inner_text())
    expect(queue.locator(".campaign").first).to_contain_text(
        re.compile(f"{CAMPAIGN} items from spam.example")
    )
    queue.keyboard.press("j")
    queue.keyboard.press("Enter")
    assert found(queue) == []
    queue.keyboard.press("c")
    expect(waiting(queue)).to_have_text(str(before - CAMPAIGN), timeout=ENOUGH)
    queue.keyboard.press("z")
    expect(waiting(queue)).to_have_text(str(before), timeout=ENOUGH)
