"""Reading by keyboard alone: every stop is seen, in the order of the page, and no key leads into a trap."""

import pytest
from playwright.sync_api import expect

from tests.browser.chrome import NARROW
from tests.browser.pages import PASSWORD, READER, READERS

pytestmark = pytest.mark.browser
# Hundreds of stops of the same kinds; and one that begins in the middle, in its first field.
OTHERS = ("post-hot", "comments-page-3", "sign-in")
TABBABLE = """[...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && e.checkVisibility({visibilityProperty: true}))
  .filter(e => !e.closest('details:not([open])') || e.localName === 'summary').length"""
TITLE = "h1"


@pytest.mark.parametrize("name", [kind.name for kind in READERS if kind.name not in OTHERS])
def test_tab_goes_down_the_page_by_every_stop_and_out_of_it(keys, name):
    reader = keys(name, width=NARROW)
    stops = 0
    while not (focus := reader.press("Tab").focus())["lost"]:
        assert not focus["upwards"], focus
        stops += 1
    assert stops == reader.page.evaluate(TABBABLE)
    assert not reader.press("Shift+Tab").focus()["lost"]


def test_the_first_stop_skips_to_the_text(keys):
    reader = keys("post").to(".skip-link").change("Enter")
    expect(reader.page.locator("main")).to_be_focused()
    reader.press("Tab")
    assert reader.page.evaluate("document.activeElement.closest('main') !== null")


def test_a_post_is_opened_and_the_next_one_after_it(keys):
    reader = keys("home").to(".post-row h2 a")
    title = reader.page.evaluate("document.activeElement.textContent")
    reader.go()
    expect(reader.page.locator(TITLE)).to_have_text(title)
    reader.to(".neighbours a").go()
    expect(reader.page.locator(TITLE)).not_to_have_text(title)


def test_tabs_are_chosen_there_and_back(keys):
    reader = keys("post")
    comment, ping = (
        reader.page.locator(f".thread > li > article.{kind}").first for kind in ("comment", "ping")
    )
    reader.to(".tabs [data-view=trackbacks]").change("Enter")
    expect(ping).to_be_visible()
    expect(comment).to_be_hidden()
    reader.to(".tabs [data-view=together]").change("Enter")
    expect(comment).to_be_visible()
    reader.back_to(".tabs [data-view=comments]").change("Enter")
    expect(ping).to_be_hidden()
    expect(reader.page.locator(".tabs [aria-current]")).to_be_focused()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_thread_is_folded_and_unfolded(keys, key):
    reader = keys("post").to(".replies > summary")
    reply = reader.page.locator(".replies article").first
    reader.change(key)
    expect(reply).to_be_hidden()
    reader.change(key)
    expect(reply).to_be_visible()


def test_a_search_is_made_and_narrowed(keys):
    reader = keys("search-empty").to("[name=q]").type("blog").go()
    expect(reader.page.locator(".found")).to_be_visible()
    reader.to(".search-form__narrow > summary").change("Enter")
    author = reader.to("[name=author]").page.locator("[name=author]")
    for _ in author.locator("option").all():
        if author.input_value() != "alice":
            reader.press("ArrowDown")
    reader.to("[name=when]").change("ArrowDown")
    reader.back_to(".search-form > .button").go()
    expect(reader.page.locator("[name=author]")).to_have_value("alice")
    expect(reader.page.locator("[name=when]")).not_to_have_value("")
    assert set(reader.page.locator(".post-row .p-author").all_inner_texts()) == {"Alice"}


def test_the_menu_the_archive_and_the_pager_lead_on(keys, blog):
    reader = keys("home").to("nav[aria-label=Site] a").go()
    expect(reader.page).not_to_have_url(f"{blog.url}/")
    reader.to(".site-footer a[href='/archives/']").go()
    reader.to(".archive-index__months a").go()
    expect(reader.page.locator(".post-row").first).to_be_visible()
    reader.to(".site-header__title").go()
    reader.to(".pager [rel=next]").go()
    expect(reader.page).to_have_url(f"{blog.url}/page/2/")
    reader.to(".pager [rel=prev]").go()
    expect(reader.page).to_have_url(f"{blog.url}/")


def test_new_posts_are_ordered_by_mail(keys):
    reader = keys("home").to("#subscribe-email").type("charlie@example.org").go()
    expect(reader.page.locator(TITLE)).to_have_text("Please look into your mailbox")


def test_somebody_signs_in(keys, blog):
    reader = keys("sign-in")
    if not reader.page.evaluate("document.activeElement.matches('[name=username]')"):
        reader.to("[name=username]")
    reader.type(READER).fill(password=PASSWORD).go()
    expect(reader.page).not_to_have_url(f"{blog.url}/admin/login/")
