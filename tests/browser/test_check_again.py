"""Checking for spam again, as a moderator sees it: how far it is, Stop, and the same without a script."""

import re

import pytest
from playwright.sync_api import expect

from tests.akismet_server import AkismetServer
from tests.browser.blog import Browsed, free_port
from tests.browser.chrome import sign_in
from tests.browser.pages import PASSWORD
from tests.browser.test_accessibility import found
from tests.running import ENOUGH_SECONDS, until

pytestmark = pytest.mark.browser
PENDING = 30


@pytest.fixture(scope="module")
def akismet():
    """Slow enough that one sees it work."""
    with AkismetServer() as server:
        server.set(delay=0.4, spam_words="a")
        yield server


@pytest.fixture(scope="module")
def blog(tmp_path_factory, akismet):
    keys = {"AKISMET_API_KEY": "test-key", "AKISMET_API_URL": akismet.url}
    with Browsed(tmp_path_factory.mktemp("again"), free_port(), RATE_LIMITS="0", **keys) as blog:
        blog.manage("migrate", "--verbosity=0", "--no-input")
        blog.manage("collectstatic", "--verbosity=0", "--no-input")
        blog.manage("seed", "--posts=5", f"--pending={PENDING}")
        blog.manage("create_user", "--role=moderator", "--username=alice", f"--password={PASSWORD}")
        for name in ("web", "worker", "scheduler"):
            blog.start(name)
        blog.wait_until_answers()
        yield blog


@pytest.fixture
def pending(blog, chrome_browser, script):
    context = chrome_browser.new_context(java_script_enabled=script)
    page = context.new_page()
    sign_in(page, blog.url, "alice", "/admin/discussion/?status=pending")
    yield page
    context.close()


def counted(pending):
    """The button that the page offers once it has counted."""
    with pending.expect_navigation():
        pending.get_by_role("link", name="Check all listed again").click()
    return pending.get_by_role("button", name=re.compile(r"Check \d+ again"))


@pytest.mark.parametrize("script", [True])
def test_it_moves_by_itself_and_stops_by_the_keyboard(pending, akismet):
    button = counted(pending)
    assert button.inner_text() == f"Check {PENDING} again"
    assert found(pending) == []
    button.press("Enter")
    progress = pending.locator("#queue-progress")
    said = progress.locator("p").first
    expect(said).to_contain_text(f"of {PENDING}")
    expect(said).not_to_contain_text("again: 0 of")
    akismet.set(delay=2)  # there must be something left to stop
    assert found(pending) == []
    progress.get_by_role("button", name="Stop").press("Enter")
    expect(progress).to_contain_text("Stopped.")
    expect(progress).to_contain_text("went to spam.")
    left = PENDING - int(pending.locator("#queue-progress p").first.inner_text().split()[1])
    progress.get_by_role("link", name="Show the list anew").click()
    expect(pending.locator("#queue-tabs [data-tab=pending] .n")).to_have_text(str(left))
    assert 0 < left < PENDING


@pytest.mark.parametrize("script", [False])
def test_without_a_script_it_is_pressed_looked_at_and_stopped(pending, akismet):
    akismet.set(delay=1.0)
    button = counted(pending)
    with pending.expect_navigation():
        button.click()
    expect(pending.locator("#queue-progress p").first).to_contain_text(" of ")
    with pending.expect_navigation():
        pending.get_by_role("button", name="Stop").click()
    progress = pending.locator("#queue-progress")
    until(lambda: pending.reload() and "Stopped." in progress.inner_text(), ENOUGH_SECONDS, "it stops")
