"""Writing in the editor: every control by keyboard, pictures on every way in, the source, and what readers get."""

import re
from time import sleep

import pytest
from playwright.sync_api import expect

from tests.admin.test_editor import TEXT
from tests.browser.desk import huge_png, png
from tests.browser.pages import AUTHOR

pytestmark = pytest.mark.browser
MEDIA = re.compile(r"^/media/\d{4}/\d\d/\w+\.(png|jpg)$")
VIDEO = "https://vimeo.com/123456"
# Whether the sheet has the keys in the very moment after a button was pressed.
CLICKED = "button => (button.focus(), button.click(), document.activeElement.matches('.ProseMirror'))"


def test_the_desk_starts_however_late_its_script_arrives(desk):
    """The frame says that its sheet is ready once; who listens must be there before."""
    desk.page.route("**/editor/desk*.js", lambda route: (sleep(0.5), route.continue_()))
    desk.page.goto(f"{desk.blog.url}/admin/posts/post/add/")
    expect(desk.page.get_by_role("toolbar")).to_be_visible()


def test_everything_is_written_by_keyboard_and_stored_as_it_was_written(desk):
    desk.focus()
    desk.keys("Control+Alt+2")
    desk.type("Beds")
    desk.keys("Enter")
    for keys, word in (
        ("b", "bold"),
        ("i", "slanted"),
        ("e", "code"),
        ("Shift+s", "struck"),
        (".", "up"),
        (",", "down"),
    ):
        desk.keys(f"Control+{keys}")
        desk.type(word)
        desk.keys(f"Control+{keys}")
        desk.type(" ")
    desk.keys("Enter")
    desk.type("- one")
    desk.keys("Enter", "Enter")
    desk.type("1. first")
    desk.keys("Enter", "Enter")
    desk.keys("Control+Shift+b")
    desk.type("Said.")
    desk.keys("Enter", "Enter")
    desk.type("```python ")
    desk.type("x = 1")
    desk.keys("Enter", "Enter", "Enter")
    desk.keys("Control+Alt+m")
    desk.type("After.")
    assert desk.text == (
        "<h2>Beds</h2><p><strong>bold</strong> <em>slanted</em> <code>code</code> <s>struck</s> <sup>up</sup> "
        "<sub>down</sub> </p><ul><li><p>one</p></li></ul><ol><li><p>first</p></li></ol>"
        '<blockquote><p>Said.</p></blockquote><pre><code class="language-python">x = 1</code></pre>'
        '<hr class="more"><p>After.</p>'
    )
    assert re.sub("</?span[^>]*>", "", desk.stored) == desk.text


def test_a_link_is_followed_unless_its_tick_says_otherwise(desk):
    desk.focus()
    desk.type("Bob")
    desk.select_line()
    desk.keys("Control+k")
    desk.type("bob.example/post")
    desk.keys("Enter")
    followed = '<p><a href="https://bob.example/post">Bob</a></p>'
    assert desk.text == followed
    desk.keys("Control+k", "Tab", "Space", "Enter")
    assert desk.text == followed.replace("<a ", '<a rel="nofollow" ')
    assert desk.stored == desk.text
    desk.keys("Control+k", "Tab", "Space", "Enter")
    assert desk.text == followed


def test_an_address_that_is_none_is_refused_where_it_was_typed(desk):
    desk.focus()
    desk.keys("Control+k")
    desk.type("javascript:alert(1)")
    desk.keys("Enter")
    expect(desk.page.locator("dialog [role=alert]")).to_contain_text("Write an address such as")
    desk.keys("Escape")
    expect(desk.page.locator("dialog.ask")).to_have_count(0)
    assert desk.text == ""


def test_a_table_is_made_and_changed(desk):
    desk.focus()
    desk.keys("Control+Alt+t", "Enter")
    desk.type("Bed")
    desk.page.get_by_role("button", name="Row below").click()
    desk.page.get_by_role("button", name="Delete column").click()
    assert desk.text.count("<tr>") == 4
    assert desk.text.count("<th>") == 2
    assert desk.stored == desk.text
    desk.page.get_by_role("button", name="Delete table").click()
    assert "<table" not in desk.text


def test_the_toolbar_is_one_stop_with_arrows_and_escape_leads_back(desk):
    desk.focus()
    desk.type("word")
    desk.select_line()
    desk.keys("Alt+F10", "ArrowRight")
    expect(desk.page.get_by_role("button", name="Bold")).to_be_focused()
    desk.keys("Enter")
    assert desk.text == "<p><strong>word</strong></p>"
    desk.keys("Alt+F10", "Escape")
    expect(desk.page.locator(".ProseMirror")).to_be_focused()


def test_every_button_has_a_name_and_shows_whether_it_holds(desk):
    bar = desk.page.get_by_role("toolbar")
    assert bar.locator("button:not([aria-label])").count() == 0
    desk.focus()
    desk.keys("Control+b")
    expect(bar.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("name", ["Bold", "List", "Quote", "Undo"])
def test_what_is_typed_right_after_a_button_goes_into_the_sheet(desk, name):
    """At once: keys do not wait for the next picture of the screen."""
    button = desk.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)
    assert button.evaluate(CLICKED)


def test_the_language_of_code_is_chosen(desk):
    desk.focus()
    desk.keys("Control+Alt+c")
    desk.type("x = 1")
    desk.page.get_by_label("Language").select_option("Rust")
    assert desk.text == '<pre><code class="language-rust">x = 1</code></pre>'


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_pictures_are_uploaded_where_they_came_several_at_once(desk, kind):
    desk.paste(files=[["a.png", "image/png", png()], ["b.png", "image/png", png(30, 30)]], kind=kind)
    expect(desk.page.locator(".ProseMirror figure")).to_have_count(2)
    expect(desk.page.locator(".upload")).to_have_count(0)
    for image in desk.page.locator(".ProseMirror figure img").all():
        expect(image).to_have_attribute("src", MEDIA)
    assert desk.stored == desk.text
    assert 'width="60" height="40"' in desk.text


def test_a_picture_asks_for_its_words_and_takes_a_caption(desk):
    desk.paste(files=[["a.png", "image/png", png()]])
    picture = desk.page.locator(".picture")
    expect(picture).to_have_class(re.compile("picture--unsaid"))
    desk.page.get_by_label("Alternative text").fill("A green bed")
    expect(picture).not_to_have_class(re.compile("picture--unsaid"))
    add = picture.get_by_role("button", name="Add caption")
    assert add.evaluate(CLICKED)
    desk.type("In June")
    assert re.search(r'alt="A green bed"[^>]*><figcaption>In June</figcaption></figure>', desk.text)
    picture.get_by_role("button", name="Remove caption").click()
    assert "figcaption" not in desk.text


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (["holiday.jpg", "image/jpeg", list(b"PK\x03\x04 a zip")], "holiday.jpg: This is no JPEG"),
        (["a.svg", "image/svg+xml", list(b"<svg><script>1</script></svg>")], "a.svg: This is no JPEG"),
        (["sky.png", "image/png", huge_png()], "sky.png: This picture has more than 50 megapixels."),
    ],
)
def test_what_is_no_picture_is_refused_and_the_text_stays(desk, file, words):
    desk.focus()
    desk.type("My text")
    desk.paste(files=[file])
    expect(desk.page.locator(".desk-note")).to_contain_text(words)
    assert desk.text == "<p>My text</p>"
    desk.page.get_by_role("button", name="Dismiss").click()
    expect(desk.page.locator(".desk-note")).to_have_count(0)


def test_a_picture_is_chosen_from_the_library_by_keyboard(desk):
    desk.paste(files=[["a.png", "image/png", png(70, 50)]])
    expect(desk.page.locator(".ProseMirror figure")).to_have_count(1)
    src = desk.page.locator(".ProseMirror figure img").get_attribute("src")
    desk.clear()
    desk.focus()
    desk.keys("Control+Alt+p")
    expect(desk.page.locator(f"dialog [data-src='{src}']")).to_be_visible()
    desk.keys("Tab", "Enter")
    assert f'src="{src}"' in desk.text
    assert desk.text.startswith("<figure>")


def test_the_source_is_shown_and_taken_back(desk):
    desk.focus()
    desk.type("One")
    desk.keys("Control+Alt+h")
    source = desk.page.get_by_label("Text as HTML")
    expect(source).to_be_focused()
    assert source.input_value() == "<p>One</p>"
    source.fill('<h3>Two</h3><p>and <a href="/a/" rel="nofollow">three</a></p>')
    desk.page.get_by_role("button", name="HTML source").click()
    assert desk.text == '<h3>Two</h3><p>and <a rel="nofollow" href="/a/">three</a></p>'


def test_what_the_editor_cannot_hold_is_said_before_it_is_lost(desk):
    desk.page.get_by_role("button", name="HTML source").click()
    source = desk.page.get_by_label("Text as HTML")
    source.fill("<details><summary>More</summary><p>Text</p></details>")
    desk.page.get_by_role("button", name="HTML source").click()
    expect(desk.page.locator(".desk-lost [role=alert]")).to_contain_text("<details>, <summary>")
    expect(source).to_be_visible()
    assert "<details>" in desk.text
    desk.page.get_by_role("button", name="Leave it out").click()
    expect(source).to_be_hidden()
    assert "<details>" not in desk.text
    assert "Text" in desk.text


def test_the_count_follows_and_says_what_the_reader_is_told(desk):
    desk.focus()
    desk.paste(text="word " * 575)
    expect(desk.page.locator("[data-count=words]")).to_have_text("575")
    expect(desk.page.locator("[data-count=minutes]")).to_have_text("3")


def test_readers_get_the_break_on_the_home_page_and_the_card_on_the_post(desk):
    desk.focus()
    desk.type("Before the break.")
    desk.keys("Enter", "Control+Alt+m")
    desk.paste(text=VIDEO)
    address = desk.publish("A post with a card")
    page, asked = desk.page, []
    page.goto(f"{desk.blog.url}/")
    row = page.locator("article", has_text="A post with a card").first
    expect(row.get_by_text("Before the break.")).to_be_visible()
    row.get_by_role("link", name="Continue reading").click()
    page.wait_for_url(address)
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    card = page.locator(".embed > a")
    expect(card).to_contain_text("player.vimeo.com")
    assert [url for url in asked if "vimeo" in url] == []
    page.route(
        "https://player.vimeo.com/**",
        lambda route: route.fulfill(body="<p>player</p>", content_type="text/html"),
    )
    card.click()
    expect(page.frame_locator(".embed iframe").get_by_text("player")).to_be_visible()


def test_what_the_editor_is_given_comes_out_of_it_as_it_was(desk):
    text = TEXT.replace("/media/2026/11/a.png", "/static/icons/favicon.svg")  # a picture that is there
    made = f"from posts.models import Author, Post; post = Post(title='As it was', html={text!r}); post.author = "
    made += f"Author.objects.get(user__username={AUTHOR!r}); post.write(); print(post.pk)"
    desk.open(f"/admin/posts/post/{desk.blog.manage('shell', '--no-imports', '-c', made).strip()}/change/")
    desk.focus()
    desk.type("And more. ")
    desk.publish("As it was")
    asked = "from posts.models import Post; print(Post.objects.get(slug='as-it-was').html)"
    stored = desk.blog.manage("shell", "--no-imports", "-c", asked).strip()
    assert re.search(r'<code class="language-python"><span', stored)
    assert re.sub("</?span[^>]*>", "", stored) == text.replace("<p>See", "<p>And more. See", 1)
