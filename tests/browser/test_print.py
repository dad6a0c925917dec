"""On paper: the text, who said what, and where links lead; nothing to press."""

import pytest

pytestmark = pytest.mark.browser
PRESSED = (".site-header nav", ".site-footer", ".tabs", ".respond", ".share", ".neighbours", ".reply-link")
AFTER = "e => getComputedStyle(e, '::after').content"


@pytest.fixture
def paper(window):
    def printed(name):
        page = window(name, color_scheme="dark")
        page.emulate_media(media="print")
        return page

    return printed


def test_nothing_to_press_is_printed(paper):
    page = paper("post")
    for selector in PRESSED:
        assert page.locator(selector).count() > 0, selector
        assert not page.locator(selector).first.is_visible(), selector


def test_comments_and_trackbacks_are_printed_both(paper):
    page = paper("post")
    for kind in ("comment", "ping"):
        assert page.locator(f".thread > li > article.{kind}").first.is_visible()


def test_links_say_where_they_lead(paper):
    page = paper("post")
    link = page.locator(".ping__read").first
    assert link.get_attribute("href").startswith("http")
    assert link.evaluate(AFTER).count("http") == 1
    page.locator(".prose").first.evaluate(
        "e => e.insertAdjacentHTML('beforeend', '<a href=\"https://alice.example/a\">a</a>')"
    )
    assert "https://alice.example/a" in page.locator('.prose [href="https://alice.example/a"]').evaluate(
        AFTER
    )


def test_who_reads_in_the_dark_prints_on_white(paper):
    page = paper("post")
    lightness = page.evaluate("getComputedStyle(document.body).color.match(/[\\d.]+/)[0]")
    assert float(lightness) < 0.4


def test_the_text_takes_the_width_of_the_sheet(paper):
    page = paper("post")
    page.set_viewport_size({"width": 700, "height": 900})
    box = page.locator("h1").bounding_box()
    assert box["x"] < 60 and box["width"] > 500
