"""An answer that arrives late takes nothing back: neither what is chosen, nor what is pressed or shown meanwhile."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import png
from tests.browser.test_dark import PAINTED
from tests.running import until

pytestmark = pytest.mark.browser
SUGGESTED = "**/tag/suggest/**"
# Whether the sheet has the keys, and its cursor within such an element, in the very moment after this form is answered.
ANSWERED = """(form, within) => {
  form.requestSubmit();
  const at = getSelection().anchorNode;
  const element = at.nodeType === Node.TEXT_NODE ? at.parentElement : at;
  return document.activeElement.matches('.ProseMirror') && element.closest(within) !== null;
}"""
WRITTEN = "panel => panel.append(Object.assign(document.createElement('textarea'), { id: 'passage' }))"
PUBLISH = """
from datetime import timedelta
from django.utils import timezone
from posts.models import Author, Post
from trackbacks.models import LinkScan
post = Post(title="Who is told", html='<p>See <a href="https://bob.example/">Bob</a>.</p>')
post.author = Author.objects.get(slug="alice")
post.publish()
LinkScan.objects.filter(post=post).update(due_at=timezone.now() + timedelta(hours=1))
print(post.pk)
"""


class Held:
    """The answers to requests of this kind wait until they are let go."""

    def __init__(self, page, address, which=lambda request: True):
        self.page, self.routes = page, []
        page.route(
            address, lambda route: self.routes.append(route) if which(route.request) else route.continue_()
        )

    def wait(self, n=1):
        """Until so many have been asked for."""
        until(lambda: (self.page.title(), len(self.routes) >= n)[1], 20, "it is asked for")

    def let_go(self):
        """The first one arrives, and whatever the page does with it is done."""
        route = self.routes.pop(0)
        with self.page.expect_event("requestfinished", lambda request: request == route.request):
            route.continue_()
        self.page.evaluate(PAINTED)


@pytest.fixture
def tags(desk):
    desk.page.locator("summary", has_text="Categories and tags").click()
    desk.page.get_by_role("combobox", name="Tags").focus()
    desk.type("tr")
    expect(desk.page.locator(".chips-menu li").first).to_be_visible()
    held = Held(desk.page, SUGGESTED)
    desk.type("a")
    held.wait()
    return held


def test_a_suggestion_that_was_chosen_stays_chosen(desk, tags):
    option = desk.page.locator(".chips-menu li", has_text="trackback")
    position = option.evaluate("one => [...one.parentElement.children].indexOf(one)")
    desk.keys(*["ArrowDown"] * (position + 1))
    option.evaluate("one => { one.id = 'before'; }")
    tags.let_go()
    expect(desk.page.locator("#before")).to_have_count(0)
    expect(option).to_have_attribute("aria-selected", "true")
    desk.keys("Enter")
    expect(desk.page.locator(".chip span")).to_have_text(["trackback"])


def test_suggestions_that_were_closed_stay_closed(desk, tags):
    desk.keys("Escape")
    tags.let_go()
    expect(desk.page.get_by_role("listbox")).to_be_hidden()


def test_pictures_are_those_that_were_asked_for_last(desk):
    page = desk.page
    desk.paste(files=[["a.png", "image/png", png()]])
    expect(page.locator(".ProseMirror figure")).to_have_count(1)
    held = Held(page, "**/library/**", lambda request: "q=&" in request.url)
    desk.focus()
    desk.keys("Control+Alt+p")
    held.wait()
    desk.type("zzzzzz")
    with page.expect_response("**q=zzzzzz**"):
        pass
    held.let_go()
    expect(page.locator("dialog [data-grid] [data-src]")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "fields", "within"),
    [("Table", {}, "th"), ("Link", {"href": "bob.example", "words": "Bob"}, "p")],
)
def test_what_is_typed_right_after_an_answer_goes_where_it_led(desk, name, fields, within):
    desk.page.get_by_role("button", name=name, exact=True).click()
    form = desk.page.locator("dialog.ask form")
    for field, words in fields.items():
        form.locator(f"[name={field}]").fill(words)
    assert form.evaluate(ANSWERED, within)
    desk.type("!")
    assert desk.text.startswith(("<table><tbody><tr><th><p>!", '<p><a href="https://bob.example">Bob</a>!'))


def test_a_dialog_that_is_given_up_leads_back_at_once(desk):
    desk.focus()
    desk.type("Word")
    desk.page.get_by_role("button", name="Link", exact=True).click()
    desk.keys("Escape", "!")
    assert desk.text == "<p>Word!</p>"


def test_who_is_not_let_out_yet_is_asked_before_leaving(desk):
    page, asked = desk.page, []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    held = Held(page, "**/upload/")
    page.fill("[name=title]", "With a picture")
    desk.paste(files=[["a.png", "image/png", [1, 2, 3]]])
    held.wait()
    page.locator("button[name=_publish]").first.click()
    expect(page.locator(".desk-note")).to_contain_text("still")
    page.goto(f"{desk.blog.url}/admin/")
    assert asked == ["beforeunload"]


@pytest.fixture
def panel(desk):
    """Of a post that is about to tell somebody; another look at it is under way."""
    number = desk.blog.manage("shell", "--no-imports", "-c", PUBLISH).strip()
    held = Held(desk.page, f"**/pings/post/{number}/look/")
    desk.open(f"/admin/posts/post/{number}/change/")
    held.wait()
    return held


def test_a_button_of_the_pings_panel_is_heard_while_the_panel_looks_anew(desk, panel):
    desk.page.get_by_role("button", name="Cancel: tell nobody").click()
    panel.let_go()
    expect(desk.page.locator("[data-pings]")).to_contain_text("Nobody is told of this post")


def test_what_is_being_written_in_the_pings_panel_stays(desk, panel):
    """As the passage of a rehearsal is, of which no worker makes one here."""
    desk.page.locator("[data-pings]").evaluate(WRITTEN)
    words = desk.page.locator("#passage")
    words.fill("My own words")
    panel.let_go()
    expect(words).to_have_value("My own words")


def test_the_row_that_was_opened_last_is_the_one_that_opens(desk):
    page = desk.page
    page.goto(f"{desk.blog.url}/admin/posts/post/?state=published")
    links = page.locator("a.quick")
    first = links.nth(0).get_attribute("href")
    held = Held(page, f"**{first}**")
    links.nth(0).click()
    held.wait()
    links.nth(1).click()
    opened = page.locator(".quick-row form")
    expect(opened).to_be_visible()
    held.let_go()
    assert opened.get_attribute("action") != first


def test_what_is_decided_while_an_edit_is_fetched_is_decided(look):
    page = look("queue-pending")
    waiting = page.locator("#queue-tabs [data-tab=pending] .n")
    before = int(waiting.inner_text())
    held = Held(page, "**/edit/**")
    page.keyboard.press("j")
    page.keyboard.press("e")
    held.wait()
    page.keyboard.press("j")
    page.keyboard.press("s")
    page.keyboard.press("s")
    held.let_go()
    expect(waiting).to_have_text(str(before - 2))
    for n in (1, 0):
        page.locator("#queue-bar").get_by_role("button", name="Undo").click()
        expect(waiting).to_have_text(str(before - n))
    page.unroute("**/edit/**")
