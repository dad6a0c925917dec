"""A real web process and Debian's Chromium, once for all browser tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chrome
from tests.browser.blog import Browsed, blog_with_content


@pytest.fixture(scope="session")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsed]:
    with blog_with_content(tmp_path_factory.mktemp("browsed")) as running:
        yield running


@pytest.fixture(scope="session")
def chrome_browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chrome.launch(playwright, chromium)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def look(blog: Browsed, chrome_browser: Browser) -> Iterator[chrome.Looker]:
    """`look("home", scheme="dark", width=390)`: a page of that kind in a window of that size."""
    looker = chrome.Looker(chrome_browser, blog)
    yield looker
    looker.close()
