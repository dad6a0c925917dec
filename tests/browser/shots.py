"""`make shots`: a picture of every kind of page, both schemes and both widths, in var/shots."""

import itertools
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chrome
from tests.browser.blog import blog_with_content
from tests.browser.pages import EVERY

FOLDER = Path("var/shots")
TALLEST = 6000  # pixels; what is below says nothing new of a kind of page


def main(wanted: list[str]) -> int:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        print("No pictures were taken: no Chromium is on the PATH (Debian package: chromium).")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    names = [kind.name for kind in EVERY if not wanted or kind.name in wanted]
    with (
        tempfile.TemporaryDirectory() as folder,
        blog_with_content(Path(folder)) as blog,
        sync_playwright() as playwright,
    ):
        look = chrome.Looker(chrome.launch(playwright, path), blog)
        views = itertools.product(names, chrome.SCHEMES, chrome.WIDTHS)
        taken = [shot(look, *view) for view in views]
        look.close()
    print(f"{len(taken)} pictures of {len(names)} kinds of page are in {FOLDER}/")
    return 0


def shot(look: chrome.Looker, name: str, scheme: str, width: int) -> Path:
    """Take one picture of the page as it is when all of it has been seen once."""
    page = look(name, scheme, width)
    page.evaluate("for (const image of document.images) image.loading = 'eager'")
    page.evaluate("Promise.allSettled([...document.images].map(image => image.decode()))")
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    target = FOLDER / f"{name}-{width}-{scheme}.png"
    page.screenshot(path=target, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    return target


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
