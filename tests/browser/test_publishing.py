"""Writing a post as its author does: kept while it is typed, published, undone, restored; by keyboard, and by two."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chrome import sign_in
from tests.browser.pages import ADMINISTRATOR
from tests.running import ENOUGH_SECONDS, answer, until

pytestmark = pytest.mark.browser
SHEET = ".ProseMirror[contenteditable=true]"
AT_END = """(() => {
  const { selection, doc } = document.querySelector('.ProseMirror').editor.state;
  return selection.to === doc.content.size - 1;
})()"""
KEPT = 10_000  # ms that a crash may cost at most


@pytest.fixture
def write(blog, look, chrome_browser):
    """`write("admin")`: the sheet of a new post in a browser of its own; `write("admin", address)`: that page."""
    contexts = []

    def opened(user=ADMINISTRATOR, address="/admin/posts/post/add/"):
        context = chrome_browser.new_context(viewport={"width": 1400, "height": 900})
        context.add_cookies(look.session(user))
        contexts.append(context)
        page = context.new_page()
        page.goto(blog.url + address)
        page.wait_for_selector(SHEET)
        return page

    yield opened
    for context in contexts:
        context.close()


def typed(page, title, words):
    page.locator("#id_title").focus()
    page.keyboard.type(title)
    page.locator(SHEET).focus()
    page.keyboard.type(words)


def added(page, words):
    """At the end of the text. In the moment after the sheet has got the keys it may take its cursor back."""
    page.locator(SHEET).focus()
    until(lambda: page.keyboard.press("End") or page.evaluate(AT_END), 5, "the cursor is at the end")
    page.keyboard.type(words)


def saved(page):
    page.locator("#quiet-button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.wait_for_selector(SHEET)


def kept(page):
    expect(page.locator("#state-line")).to_have_text(re.compile(r"(saved|kept) \d\d:\d\d$"), timeout=KEPT)


def path_of(page):
    return re.search(r"/admin/posts/post/\d+/change/", page.url)[0]


def test_a_post_is_written_published_and_taken_back_by_keyboard(write):
    page = write()
    expect(page.locator("#id_title")).to_be_focused()
    typed(page, "A garden by keyboard", "Frost and roses.")
    saved(page)
    main = page.locator("#main-button")
    expect(main).to_have_text("Publish")
    main.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#state-line")).to_contain_text("Published")
    undo = page.get_by_role("button", name="Undo publishing")
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#state-line")).to_contain_text("Draft")


def test_the_button_follows_the_links_and_the_state(write):
    page = write()
    page.locator("#id_title").fill("Whom it tells")
    page.locator("#id_send_trackbacks").evaluate("area => area.closest('details').open = true")
    page.locator("#id_send_trackbacks").fill("https://bob.example/trackback/")
    expect(page.locator("#main-button")).to_have_text("Publish and tell up to 1 blog")
    page.locator("#id_state").select_option("scheduled")
    expect(page.locator("#main-button")).to_have_text("Schedule, then tell up to 1 blog")
    page.locator("#id_published_at").fill("2099-01-01T10:00")
    page.locator("#main-button").click()
    expect(page.locator("#state-line")).to_contain_text("Scheduled")


def test_what_was_typed_outlives_a_killed_server(write, blog):
    page = write()
    typed(page, "Before the crash", "Kept words.")
    kept(page)
    blog.kill("web")
    page.keyboard.type(" Later words.")
    expect(page.locator("#state-line")).to_contain_text("kept in this browser")
    blog.start("web")
    until(lambda: answer(f"{blog.url}/healthz")[0] == 200, ENOUGH_SECONDS, "the web process answers again")
    other = page.context.new_page()
    other.goto(f"{blog.url}/admin/posts/post/add/")
    expect(other.locator("#copy-notice")).to_contain_text("Before the crash")
    other.get_by_role("link", name="Restore").click()
    other.wait_for_selector(SHEET)
    expect(other.locator(SHEET)).to_contain_text("Kept words. Later words.")


def test_who_leaves_with_unsaved_words_is_asked(write, blog):
    page = write()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    typed(page, "Leaving", "Some words.")
    page.goto(f"{blog.url}/admin/")
    assert asked == ["beforeunload"]


def test_who_saves_is_not_asked(write):
    page = write()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    typed(page, "Staying", "Some words.")
    saved(page)
    page.get_by_role("link", name="Revisions").click()
    expect(page.locator("h1")).to_contain_text("Revisions of")
    assert asked == []


def test_two_on_one_post_see_each_other_and_both_texts(write):
    first = write()
    typed(first, "Two on one post", "Stored words.")
    saved(first)
    second = write(ADMINISTRATOR, path_of(first))
    added(second, " Second.")
    saved(second)
    added(first, " First.")
    first.locator("#quiet-button").click()
    expect(first.locator(".conflict")).to_contain_text("Second.")
    expect(first.locator(SHEET)).to_contain_text("First.")
    first.get_by_role("button", name="Save mine anyway").click()
    expect(first.locator(".messagelist .success")).to_be_visible()
    first.get_by_role("link", name="Revisions").click()
    expect(first.locator(".difference")).to_contain_text("First.")


def test_a_preview_and_a_shared_link_show_the_draft(write, window, blog, chrome_browser):
    page = write()
    typed(page, "To be shown", "Words to show.")
    saved(page)
    added(page, " Unsaved.")
    with page.expect_popup() as popup:
        page.get_by_role("button", name="Preview").press("Enter")
    expect(popup.value.locator(".post__body")).to_contain_text("Words to show. Unsaved.")
    page.locator("#sharing summary").press("Enter")
    page.get_by_role("button", name="Make a link").press("Enter")
    link = page.locator("#share-link").input_value()
    expect(page.locator(SHEET)).to_contain_text("Unsaved.")
    context = chrome_browser.new_context()
    reader = context.new_page()
    reader.goto(link)
    expect(reader.locator(".post__body")).to_have_text("Words to show.")
    page.get_by_role("button", name="Stop sharing").press("Enter")
    expect(page.locator("#share-link")).to_have_count(0)
    assert reader.goto(link).status == 404
    context.close()


def test_signed_out_meanwhile_nothing_is_lost(write, blog):
    page = write()
    typed(page, "Signed out", "First words.")
    kept(page)
    page.context.clear_cookies()
    page.keyboard.type(" More words.")
    expect(page.locator("#trouble")).to_contain_text("You are signed out")
    other = page.context.new_page()
    sign_in(other, blog.url, ADMINISTRATOR)
    page.bring_to_front()
    page.keyboard.type(" Last words.")
    kept(page)
    saved(page)
    expect(page.locator(SHEET)).to_contain_text("First words. More words. Last words.")


def test_a_revision_is_restored(write):
    page = write()
    typed(page, "Restored", "Old words.")
    saved(page)
    page.locator(SHEET).fill("New words.")
    saved(page)
    page.get_by_role("link", name="Revisions").press("Enter")
    page.get_by_role("button", name=re.compile("Restore the text")).first.press("Enter")
    page.wait_for_selector(SHEET)
    expect(page.locator(SHEET)).to_have_text("Old words.")
