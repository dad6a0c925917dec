"""Tags as chips and the filter of the categories, by keyboard alone; without a script a plain line."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def tags(desk):
    desk.page.locator("summary", has_text="Categories and tags").click()
    field = desk.page.get_by_role("combobox", name="Tags")
    field.focus()
    return field


def chips(desk):
    return desk.page.locator(".chip span").all_text_contents()


def sent(desk):
    return desk.page.locator('[name="tags"]').input_value()


def test_enter_and_commas_make_chips_and_backspace_takes_the_last_one(desk, tags):
    desk.type("rose, tulip")
    desk.keys("Enter")
    assert (chips(desk), sent(desk)) == (["rose", "tulip"], "rose, tulip")
    expect(desk.page.locator(".chips + [role=status]")).to_have_text("tulip added")
    desk.keys("Backspace")
    assert (chips(desk), sent(desk)) == (["rose"], "rose")
    desk.type("Rose,half a na")
    assert (chips(desk), sent(desk)) == (["rose"], "rose, half a na")
    expect(tags).to_be_focused()


def test_a_suggestion_is_taken_by_arrow_and_enter_and_kept_when_saved(desk, tags):
    desk.type("tra")
    option = desk.page.locator(".chips-menu li").first
    expect(option).to_be_visible()
    desk.keys("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert tags.get_attribute("aria-activedescendant") == option.get_attribute("id")
    name = option.text_content()
    desk.keys("Enter")
    expect(desk.page.get_by_role("listbox")).to_be_hidden()
    assert chips(desk) == [name]
    desk.type("Quite new")
    desk.page.fill("[name=title]", "About chips")
    with desk.page.expect_navigation():
        desk.page.locator("#quiet-button").click()
    desk.ready()
    assert sorted(chips(desk)) == sorted([name, "Quite new"])


def test_escape_closes_the_suggestions_and_a_button_takes_a_chip_away(desk, tags):
    desk.type("tra")
    expect(desk.page.locator(".chips-menu li").first).to_be_visible()
    desk.keys("Escape")
    expect(desk.page.get_by_role("listbox")).to_be_hidden()
    expect(tags).to_have_value("tra")
    desk.keys("Enter")
    desk.page.get_by_role("button", name="Remove tra").focus()
    desk.keys("Enter")
    assert (chips(desk), sent(desk)) == ([], "")
    expect(tags).to_be_focused()


def test_a_long_tree_is_narrowed_and_what_is_ticked_stays(desk, tags):
    page = desk.page
    labels = page.locator(".category-tree label")
    labels.first.locator("input").check()
    every, first = labels.count(), labels.first.text_content().strip()
    last = labels.last.text_content().strip()
    page.get_by_role("searchbox", name="Filter the categories").fill(last.upper())
    shown = [one.strip() for one in page.locator(".category-tree label:visible").all_text_contents()]
    assert first in shown and last in shown and len(shown) < every
    page.get_by_role("searchbox", name="Filter the categories").fill("")
    expect(page.locator(".category-tree label:visible")).to_have_count(every)


MERGED = """
from posts.merging import merge
from posts.models import Tag
kept, other = (Tag.objects.create(name=name) for name in ("Wintry", "Frosty"))
merge(kept, [other])
"""


def test_a_chip_of_a_tag_that_is_merged_meanwhile_becomes_what_stays(desk, tags, blog):
    desk.type("frosty,")
    assert chips(desk) == ["frosty"]
    blog.manage("shell", "--no-imports", "-c", MERGED)
    desk.page.fill("[name=title]", "About frost")
    with desk.page.expect_navigation():
        desk.page.locator("#quiet-button").click()
    desk.ready()
    assert chips(desk) == ["Wintry"]


def test_without_a_script_it_is_one_line(window, look):
    page = window("sign-in", java_script_enabled=False)
    page.context.add_cookies(look.session("alice"))
    page.goto(page.url.replace("/admin/login/", "/admin/posts/post/add/"))
    page.locator("summary", has_text="Categories and tags").click()
    expect(page.get_by_label("Tags")).to_be_visible()
    expect(page.locator('input[name="tags"]')).to_have_attribute("type", "text")


def saved(page):
    with page.expect_navigation():
        page.locator(".submit-row [name=_continue]").click()


def test_parts_are_moved_by_keyboard_by_number_and_by_dragging(look, blog):
    page = look("edit-series")
    titles = page.locator(".part-title a")
    first, second, *others = before = titles.all_text_contents()
    assert others
    page.get_by_role("button", name=f"Move down: {first}").focus()
    page.keyboard.press("Enter")
    assert titles.all_text_contents() == [second, first, *others]
    expect(page.get_by_role("button", name=f"Move down: {first}")).to_be_focused()
    expect(page.locator(".parts [role=status]")).to_have_text(f"{first} is part 2 now")
    page.locator(".part-number").nth(1).fill("1")
    page.keyboard.press("Enter")
    assert titles.all_text_contents() == before
    page.locator(".parts li").last.drag_to(page.locator(".parts li").first, target_position={"x": 5, "y": 2})
    expect(titles.first).to_have_text(before[-1])
    expect(page.locator(".parts [role=status]")).to_have_text(f"{before[-1]} is part 1 now")
    saved(page)
    expect(titles.first).to_have_text(before[-1])
    assert page.locator(".part-number").first.input_value() == "1"
    assert look.errors == []


def test_a_menu_is_arranged_by_keyboard(look, blog):
    page = look("edit-menu")
    titles = page.locator(".part-title")
    before = titles.all_text_contents()
    page.get_by_label("Words").last.fill("Archive")
    page.get_by_label("Leads to").last.select_option("Archive")
    saved(page)
    assert titles.all_text_contents() == [*before, "Archive"]
    page.get_by_role("button", name="Move up: Archive").focus()
    for _ in before:
        page.keyboard.press("Enter")
    expect(page.locator(".parts [role=status]")).to_have_text("Archive is link 1 now")
    page.locator(".part-more summary").first.press("Enter")
    page.get_by_label("Words").first.fill("All of it")
    saved(page)
    assert titles.all_text_contents() == ["All of it", *before]
    page.locator(".part-more summary").first.press("Enter")
    page.get_by_label("Take it out of the menu").first.check()
    saved(page)
    assert titles.all_text_contents() == before
    assert look.errors == []
