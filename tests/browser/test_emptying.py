"""Much spam is emptied while its moderator watches, and a Stop in the page really stops it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.blog import Browsed, free_port
from tests.browser.chrome import sign_in
from tests.browser.pages import PASSWORD
from tests.browser.test_accessibility import found

pytestmark = pytest.mark.browser
SPAM = 30_000


@pytest.fixture
def spam(tmp_path, chrome_browser):
    """The page of a moderator whose queue holds much spam; web and worker run."""
    with Browsed(tmp_path, free_port(), RATE_LIMITS="0") as blog:
        blog.manage("migrate", "--verbosity=0", "--no-input")
        blog.manage("collectstatic", "--verbosity=0", "--no-input")
        blog.manage("seed", "--posts=2", f"--spam={SPAM}")
        blog.manage("create_user", "--role=moderator", "--username=alice", f"--password={PASSWORD}")
        blog.start("web")
        blog.start("worker")
        blog.wait_until_answers()
        page = chrome_browser.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        sign_in(page, blog.url, "alice")
        page.goto(f"{blog.url}/admin/discussion/?status=spam")
        yield page
        page.close()


def test_it_says_how_far_it_is_stops_when_told_and_what_is_left_is_there(spam):
    spam.get_by_role("button", name="Empty spam").click()
    progress = spam.locator(".progress")
    expect(progress).to_contain_text(re.compile(r"Deleting the spam for good: \d+ of 30000"))
    progress.get_by_role("button", name="Stop").click()
    expect(progress).to_contain_text("Stopped.")
    left = int(re.search(r"(\d+) are still there", progress.inner_text())[1])
    assert 0 < left < SPAM
    assert found(spam) == []
    spam.reload()
    assert int(re.sub(r"\D", "", spam.locator("#queue-tabs [data-tab=spam] .n").inner_text())) == left
