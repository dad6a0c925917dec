"""The library from an upload to a deletion, as an author meets it in Chromium; by keyboard, and without JavaScript."""

import io
import re

import pytest
from PIL import Image as Pillow
from playwright.sync_api import expect

from tests.browser import chrome
from tests.browser.pages import AUTHOR
from tests.browser.test_accessibility import found
from tests.running import until

pytestmark = pytest.mark.browser
LIST = "/admin/posts/image/"


def picture(colour, size=(600, 400)):
    out = io.BytesIO()
    Pillow.new("RGB", size, colour).save(out, format="PNG")
    return out.getvalue()


def file(name, data):
    return {"name": name, "mimeType": "image/png", "buffer": data}


HILL, BEAN = file("hill.png", picture("teal")), file("bean.png", picture("olive"))
BROKEN = file("broken.png", b"nothing")
REFUSED = re.compile("status of (422|503)")


def told(said):
    return [said.text] if said.type == "error" and not REFUSED.search(said.text) else []


@pytest.fixture
def alice(look, blog, chrome_browser):
    """`alice(script=False)`: her library, in a window of its own; whatever the browser objects to fails the test."""
    contexts, troubles = [], []

    def opened(**options):
        context = chrome_browser.new_context(viewport={"width": chrome.WIDE, "height": 900}, **options)
        context.add_cookies(look.session(AUTHOR))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.extend(told(said)))
        page.goto(blog.url + LIST)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def row(page, name):
    return page.locator(".word-row").filter(has_text=name)


def test_pictures_come_are_described_found_used_and_deleted(alice, blog):
    page = alice()
    page.set_input_files("#new-pictures", [HILL, BROKEN, BEAN])
    expect(row(page, "broken.png")).to_contain_text("This is no JPEG, PNG, GIF or WebP picture.")
    for name, words in (("hill.png", "A teal hill"), ("bean.png", "One olive bean")):
        expect(row(page, name)).to_contain_text("is in the library")
        row(page, name).get_by_label("What does it show?").fill(words)
    page.get_by_role("button", name="Save the words").click()
    expect(page.locator(".messagelist")).to_contain_text("The words of 2 pictures are saved.")

    page.get_by_label("Search words and captions").fill("teal")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".tiles li")).to_have_count(1)
    page.get_by_role("link", name="A teal hill").click()
    expect(page.locator(".picture-uses")).to_contain_text("Nowhere yet.")
    place = page.url
    address = page.get_by_label("Address").input_value()

    use_in_a_post(page, blog, "A teal hill")
    page.goto(place)
    expect(page.locator(".picture-uses")).to_contain_text("in the text of With a hill")
    page.get_by_role("link", name="Delete").click()
    expect(page.locator(".word-row")).to_contain_text("in the text of With a hill")
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator(".messagelist")).to_contain_text("deleted")
    page.goto(f"{blog.url}{LIST}?q={address}")
    expect(page.locator(".tiles li")).to_have_count(0)


def use_in_a_post(page, blog, words):
    page.goto(f"{blog.url}/admin/posts/post/add/")
    page.fill("[name=title]", "With a hill")
    page.focus(".ProseMirror")
    page.keyboard.press("Control+Alt+p")
    page.locator("dialog [data-grid]").get_by_role("button", name=words).click()
    expect(page.locator(".ProseMirror img")).to_have_count(1)
    with page.expect_navigation():
        page.locator("button[name=_publish]").first.click()


def test_each_has_its_progress_and_can_be_cancelled(alice):
    page = alice()
    held = []
    page.route("**/upload/", lambda route: held.append(route))
    page.set_input_files("#new-pictures", [HILL, BEAN, file("third.png", picture("navy"))])
    expect(page.locator(".word-row progress")).to_have_count(3)
    until(lambda: page.title() and len(held) == 2, 20, "two are on their way")
    expect(row(page, "hill.png")).to_contain_text("is being uploaded")
    expect(row(page, "third.png")).to_contain_text("waits")
    assert found(page) == []
    row(page, "third.png").get_by_role("button", name="Cancel: third.png").click()
    expect(row(page, "third.png")).to_contain_text("cancelled")
    row(page, "hill.png").get_by_role("button", name="Cancel: hill.png").click()
    expect(row(page, "hill.png")).to_contain_text("cancelled")
    expect(page.locator("#new-pictures")).to_be_focused()
    for route in held:  # also of those that nobody waits for any more
        route.continue_()
    expect(row(page, "bean.png")).to_contain_text("is in the library")
    expect(page.locator(".word-row progress")).to_have_count(0)
    assert found(page) == []


def test_one_that_does_not_arrive_is_said_so(alice):
    page = alice()
    page.route("**/upload/", lambda route: route.fulfill(status=503, body="busy"))
    page.set_input_files("#new-pictures", [HILL])
    expect(row(page, "hill.png")).to_contain_text("It did not arrive. Please try again.")


def test_pictures_are_dropped_into_the_library(alice):
    page = alice()
    page.evaluate(
        """(bytes) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "dropped.png", { type: "image/png" }));
          const event = { dataTransfer: data, bubbles: true, cancelable: true };
          document.querySelector("form.drop").dispatchEvent(new DragEvent("drop", event));
        }""",
        list(HILL["buffer"]),
    )
    expect(row(page, "dropped.png")).to_contain_text("is in the library")


def test_words_are_given_by_keyboard_alone(alice):
    page = alice()
    page.set_input_files("#new-pictures", [HILL])
    expect(row(page, "hill.png").get_by_label("What does it show?")).to_be_visible()
    page.focus("#new-pictures")
    page.keyboard.press("Tab")
    expect(page.locator(".word-picture")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("By keys alone")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("The words of 1 picture are saved.")
    expect(page.get_by_role("link", name="By keys alone")).to_be_visible()


def test_the_address_is_copied(alice):
    page = alice(permissions=["clipboard-read", "clipboard-write"])
    page.locator(".tiles a").first.click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"/media/\d{4}/\d\d/[0-9a-f]{16}\.\w+$", copied)


def test_all_of_it_is_plain_forms_without_javascript(alice):
    page = alice(java_script_enabled=False)
    page.set_input_files("#new-pictures", [HILL, BROKEN, BEAN])
    page.get_by_role("button", name="Upload").click()
    expect(page.locator(".messagelist")).to_contain_text("“broken.png”: This is no JPEG")
    expect(page.locator(".messagelist")).to_contain_text("2 pictures are in the library.")
    fields = page.get_by_label("What does it show?")
    fields.nth(0).fill("Plain one")
    fields.nth(1).fill("Plain two")
    page.get_by_role("button", name="Save the words").click()
    for words in ("Plain one", "Plain two"):
        page.locator(".tiles li").filter(has_text=words).get_by_role("checkbox").check()
    page.get_by_role("button", name="Delete the chosen ones").click()
    expect(page.locator("h1")).to_have_text("Delete these 2 pictures?")
    page.get_by_role("button", name="Delete for good").click()
    expect(page.locator(".tiles")).not_to_contain_text("Plain")


def test_the_list_is_chosen_sorted_and_deleted_from_by_keyboard(alice):
    page = alice()
    page.set_input_files("#new-pictures", [HILL, BEAN])
    for name, words in (("hill.png", "A zebra hill"), ("bean.png", "A zebra bean")):
        row(page, name).get_by_label("What does it show?").fill(words)
    page.get_by_role("button", name="Save the words").press("Enter")
    page.get_by_role("button", name="List", exact=True).press("Enter")
    expect(page.get_by_role("button", name="List", exact=True)).to_have_attribute("aria-pressed", "true")
    assert found(page) == []
    page.get_by_label("Search words and captions").fill("zebra")
    page.keyboard.press("Enter")
    rows = page.locator("#result_list tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_role("link", name="Picture", exact=True).press("Enter")
    expect(rows.first).to_contain_text("A zebra bean")
    page.get_by_label("Select all objects on this page for an action").press("Space")
    expect(page.locator(".action-counter")).to_have_text("2 of 2 selected")
    page.get_by_role("button", name="Delete the chosen ones").press("Enter")
    expect(page.locator("h1")).to_have_text("Delete these 2 pictures?")
    page.get_by_role("button", name="Delete for good").press("Enter")
    expect(page.locator(".nothing")).to_have_text("No picture is like that.")
    page.get_by_role("button", name="Grid", exact=True).press("Enter")
    page.get_by_role("link", name="Show all").press("Enter")
    expect(page.locator(".tiles")).to_be_visible()


MAKE = """
from posts.models import Author, Image, Post
for image in Image.objects.filter(width=2000):
    image.make_sizes()
shown = f'<p>See</p><img src="{image.file.url}" alt="A wall">'
post = Post(title="A wall", html=shown + "<p>And</p>" * 90 + shown, author=Author.objects.first())
post.publish()
print(post.get_absolute_url())
"""


def test_a_phone_loads_a_small_copy_and_a_sharp_screen_a_large_one(alice, blog, chrome_browser):
    page = alice()
    page.set_input_files("#new-pictures", [file("wall.png", picture("maroon", (2000, 1000)))])
    expect(row(page, "wall.png")).to_contain_text("is in the library")
    path = blog.manage("shell", "--no-imports", "-c", MAKE).strip()
    for width, sharpness, chosen in ((390, 1, "-480.webp"), (390, 2, "-960.webp"), (1400, 2, "-1600.webp")):
        window = chrome_browser.new_context(
            viewport={"width": width, "height": 900}, device_scale_factor=sharpness
        )
        reader = window.new_page()
        reader.goto(blog.url + path)
        first, last = reader.locator(".post__body img").all()
        assert first.evaluate("image => image.decode().then(() => image.currentSrc)").endswith(chosen)
        assert first.bounding_box()["width"] <= width
        last.scroll_into_view_if_needed()
        assert last.evaluate("image => image.decode().then(() => image.currentSrc)").endswith(chosen)
        window.close()
