"""German words are long: no kind of page of a German blog scrolls sideways or cuts a word off."""

import pytest

from tests.browser.chrome import NARROW, WIDE
from tests.browser.pages import EVERY, READERS
from tests.browser.test_layout import NARROWEST, SIDEWAYS

pytestmark = pytest.mark.browser
# Buttons, tabs and labels whose words do not fit into them.
CUT_OFF = """[...document.querySelectorAll('button, .button, .tabs a, label, legend, summary, .badge, h1, h2, dt, th')]
  .filter(e => !e.closest('.visually-hidden') && e.clientWidth > 2 && e.scrollWidth > e.clientWidth + 1)
  .map(e => e.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def german(blog):
    blog.manage("settings", "language=de")
    yield
    blog.manage("settings", "language=en")


@pytest.mark.parametrize("width", [NARROWEST, NARROW, WIDE])
@pytest.mark.parametrize("name", [kind.name for kind in READERS])
def test_a_readers_page_fits_its_window(look, german, name, width):
    page = look(name, width=width)
    assert page.evaluate("document.documentElement.lang") == "de"
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", [kind.name for kind in EVERY if kind.user])
def test_a_page_of_the_admin_fits_its_window(look, german, name, width):
    page = look(name, width=width)
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.evaluate(CUT_OFF) == []
