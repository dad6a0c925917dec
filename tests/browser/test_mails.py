"""Every mail's HTML as a telephone and a mail program show it: it fits, light and dark, and axe is content."""

import os

import pytest
from django.core import mail as outbox_module

from tests.blogsite.every_mail import NAMES, mails
from tests.browser.chrome import NARROW, SCHEMES
from tests.browser.test_accessibility import found
from tests.browser.test_layout import NARROWEST, SIDEWAYS
from tests.factories import set_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
MAIL_WIDTHS = NARROWEST, NARROW, 700
TALL = 44  # CSS pixels, for a finger


@pytest.fixture
def read(chrome_browser, monkeypatch):
    """`read("digest", scheme="dark")`: that mail, opened."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    contexts = []

    def opened(name, scheme="light", width=NARROW):
        contexts.append(
            chrome_browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        )
        mails()[name]()
        page = contexts[-1].new_page()
        page.set_content(outbox_module.outbox[-1].alternatives[0].content)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_every_width(read, name):
    page = read(name)
    for width in MAIL_WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(read, name, scheme):
    assert found(read(name, scheme)) == []


def test_buttons_are_as_tall_as_a_finger(read):
    buttons = read("digest").locator("p > a[style*=inline-block]").all()
    assert buttons
    assert all(button.bounding_box()["height"] >= TALL for button in buttons)


@pytest.mark.parametrize("width", MAIL_WIDTHS)
def test_it_turns_round_with_its_language(read, width):
    set_site(language="he")
    page = read("one", width=width)
    assert page.evaluate(SIDEWAYS) <= 0
    assert page.locator("h1").evaluate("h1 => getComputedStyle(h1).direction") == "rtl"
