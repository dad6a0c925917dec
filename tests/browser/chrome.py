"""Chromium, quiet and offline but for loopback, and pages of the blog opened in it."""

from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser.blog import Browsed
from tests.browser.pages import BY_NAME, PASSWORD

FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --disable-default-apps"""
WIDTHS = NARROW, WIDE = 390, 1400
SCHEMES = ("light", "dark")
# With the token of the form by which one signs out.
SEND = """fields => {
  const form = Object.assign(document.createElement('form'), { method: 'post' });
  fields.push(['csrfmiddlewaretoken', document.querySelector('[name=csrfmiddlewaretoken]').value]);
  form.append(...fields.map(([name, value]) => Object.assign(document.createElement('input'), { name, value })));
  document.body.append(form);
  form.submit();
}"""


def sign_in(page: Page, url: str, user: str, at: str = "/admin/") -> None:
    """By the form, as anybody would; they are in, and see that page, when this returns."""
    page.goto(f"{url}/admin/login/?next={quote(at)}")
    page.fill("[name=username]", user)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")


def launch(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=FLAGS.split())


class Looker:
    """Opens kinds of page; one window for each user, scheme and width, kept for the next look."""

    def __init__(self, browser: Browser, blog: Browsed) -> None:
        self.browser, self.blog = browser, blog
        self.pages: dict[tuple[str, str, int, bool], Page] = {}
        self.sessions: dict[str, list] = {}
        self.at: Page | None = None
        self.requests: list[str] = []
        self.errors: list[str] = []

    def __call__(self, name: str, scheme: str = "light", width: int = WIDE, script: bool = True) -> Page:
        kind = BY_NAME[name]
        page = self.at = self.page(kind.user, scheme, width, script)
        self.requests, self.errors = [], []
        response = page.goto(self.blog.address(kind), wait_until="load")
        if kind.sent:
            with page.expect_navigation() as moved:
                page.evaluate(SEND, self.blog.sent(kind))
            response = moved.value
        assert response.status == kind.status, f"{kind.path} answered {response.status}"
        page.evaluate("document.fonts.ready")
        return page

    def page(self, user: str, scheme: str, width: int, script: bool = True) -> Page:
        key = (user, scheme, width, script)
        if key not in self.pages:
            context = self.context(user, scheme, width, script)
            page = self.pages[key] = context.new_page()
            page.on("request", lambda request: self._note(page, self.requests, request.url))
            page.on("pageerror", lambda error: self._note(page, self.errors, str(error)))
            page.on("console", lambda message: self._heard(page, message))
        return self.pages[key]

    def _note(self, page: Page, kept: list[str], words: str) -> None:
        """Pages in other windows go on, and are not looked at."""
        if page is self.at:
            kept.append(words)

    def _heard(self, page: Page, message) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self._note(page, self.errors, message.text)

    def context(self, user: str, scheme: str, width: int, script: bool) -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
        )
        if user:
            context.add_cookies(self.session(user))
        return context

    def session(self, user: str) -> list:
        """The cookies of somebody who has signed in, once for all windows."""
        if user not in self.sessions:
            context = self.browser.new_context()
            page = context.new_page()
            sign_in(page, self.blog.url, user)
            self.sessions[user] = context.cookies()
            context.close()
        return self.sessions[user]

    def close(self) -> None:
        for page in self.pages.values():
            page.context.close()
