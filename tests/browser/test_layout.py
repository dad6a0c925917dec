"""No kind of page scrolls sideways, lacks a picture, asks a third party or breaks the security policy."""

import pytest

from tests.browser.chrome import NARROW, WIDE
from tests.browser.pages import EVERY, READERS

pytestmark = pytest.mark.browser
MISSING = "[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NARROWEST = 320  # what WCAG's reflow asks for; also 400 % zoom on a screen of 1,280


@pytest.mark.parametrize("width", [NARROWEST, NARROW, WIDE])
@pytest.mark.parametrize("name", [kind.name for kind in READERS])
def test_a_readers_page_fits_its_window(look, name, width):
    page = look(name, width=width)
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(MISSING) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", [kind.name for kind in EVERY if kind.user])
def test_a_page_of_the_admin_fits_its_window(look, name, width):
    assert look(name, width=width).evaluate(SIDEWAYS) <= 0


def test_a_text_fits_its_window_before_the_editor_has_come(look):
    page = look("new-post", width=NARROW, script=False)
    assert page.locator("[name=html]").is_visible()
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("name", [kind.name for kind in EVERY])
def test_nothing_is_asked_of_anybody_else_and_nothing_is_refused(look, blog, name):
    look(name)
    assert [url for url in look.requests if not url.startswith((blog.url, "data:", "blob:"))] == []
    assert look.errors == []


@pytest.mark.parametrize("name", ["post", "home", "post-hot"])
def test_the_text_fills_a_narrow_screen(look, name):
    page = look(name, width=NARROW)
    heading = page.locator("main h1").first.evaluate("e => e.parentElement.getBoundingClientRect().width")
    assert heading > NARROW * 0.8
