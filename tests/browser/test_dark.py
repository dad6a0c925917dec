"""Dark from the first paint on: before the stylesheet has come, and without JavaScript."""

import io

import pytest
from PIL import Image

pytestmark = pytest.mark.browser
RECORD = """
window.seen = new Set();
(function look() {
  if (document.documentElement) seen.add(getComputedStyle(document.documentElement).backgroundColor);
  requestAnimationFrame(look);
})();
"""
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
UNSTYLED = "rgba(0, 0, 0, 0)"  # the canvas then shows its own colour, which the next test looks at


def corner(page):
    """How light the page's edge is, 0 to 255."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
    return picture.getpixel((4, 700))


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_no_other_colour_is_painted_on_the_way(window, scheme):
    page = window("home", color_scheme=scheme)
    page.add_init_script(RECORD)
    page.reload()
    page.evaluate(PAINTED)
    final = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert set(page.evaluate("[...seen]")) - {UNSTYLED} == {final}
    assert corner(page) < 60 if scheme == "dark" else corner(page) > 240


def test_the_canvas_is_dark_before_any_stylesheet(window):
    page = window("home", color_scheme="dark")
    page.route("**/*.css", lambda route: route.abort())
    page.reload()
    assert corner(page) < 60


def test_it_needs_no_javascript(window):
    assert corner(window("post", color_scheme="dark", java_script_enabled=False)) < 60
