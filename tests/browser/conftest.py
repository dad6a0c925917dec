"""A real web process and Debian's Chromium, once for all browser tests."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import chrome
from tests.browser.blog import Browsed, blog_with_content
from tests.browser.desk import Desk
from tests.browser.keys import Keys
from tests.browser.pages import AUTHOR, BY_NAME

expect.set_options(timeout=30_000)  # ms: as long as an action may take; machines are busy


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


@pytest.fixture
def window(blog: Browsed, chrome_browser: Browser) -> Iterator[Callable[..., Page]]:
    """`window("post-plain", width=320)`: a reader who was never here before; any option of a browser context."""
    contexts = []

    def opened(name: str, width: int = chrome.WIDE, **options: Any) -> Page:
        context = chrome_browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(blog.address(BY_NAME[name]))
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def keys(window: Callable[..., Page]) -> Callable[..., Keys]:
    """`keys("home")`: that page, and nothing but a keyboard; nothing glides, so that where one is stands still."""

    def opened(name: str, **options: Any) -> Keys:
        return Keys(window(name, reduced_motion="reduce", **options))

    return opened


@pytest.fixture
def desk(look: chrome.Looker, blog: Browsed, chrome_browser: Browser) -> Iterator[Desk]:
    """`desk.page` is Alice's new post, in a window of its own; whatever the browser objects to fails the test."""
    context = chrome_browser.new_context(viewport={"width": chrome.WIDE, "height": 900})
    context.add_cookies(look.session(AUTHOR))
    desk = Desk(context.new_page(), blog)
    desk.open()
    yield desk
    context.close()
    assert desk.troubles == []
