"""A reader comes in by the home page, reads on, narrows a search, and gets lost once."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_reader_reads_on_from_post_to_post_and_to_what_is_like_it(window, blog):
    page = window("series")
    page.get_by_role("link", name="What a link has to prove", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What a link has to prove")
    after = page.locator(".neighbours [rel=next]")
    title = after.evaluate("link => link.lastChild.textContent")
    after.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.go_back()
    page.locator(".post__head .kicker a").click()
    expect(page).to_have_url(f"{blog.url}/category/letters/letters-between-blogs/")
    expect(page.locator(".post-row h2").first).to_have_text("What a link has to prove")


def searched(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Search").click()


def test_a_search_is_narrowed_to_one_author(window):
    page = window("home")
    page.get_by_role("link", name="Search").click()
    page.get_by_label("Search for").fill("blog")
    searched(page)
    names = page.locator(".post-row .p-author")
    assert set(names.all_inner_texts()) > {"Alice"}
    page.get_by_text("Narrow it down").click()
    page.get_by_label("Author").select_option(label="Alice")
    searched(page)
    assert set(names.all_inner_texts()) == {"Alice"}
    expect(page.get_by_label("Author")).to_be_visible()


def test_a_wrong_address_is_searched_for_by_its_words(window, blog):
    page = window("home")
    page.goto(f"{blog.url}/2019/03/letters-between-blogs.html")
    expect(page.get_by_label("Search for")).to_have_value("letters between blogs html")
    page.get_by_label("Search for").fill("trackback letter")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".post-row").first).to_be_visible()
