"""What comes from elsewhere is pasted clean, and is stored as it was pasted: a folder of fragments and their like."""

import base64
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.desk import png

pytestmark = pytest.mark.browser
FOLDER = Path(__file__).parent / "paste"
FRAGMENTS = sorted(path.stem for path in FOLDER.glob("*.html") if not path.stem.endswith(".clean"))
MEDIA = re.compile(r"^/media/\d{4}/\d\d/\w+\.png$")
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"


def plain(stored):
    """Without the colours of code, which are made when it is stored."""
    return re.sub("</?span[^>]*>", "", stored)


def read(name):
    return (FOLDER / f"{name}.html").read_text()


def test_there_are_fragments_of_every_kind_of_source():
    assert len(FRAGMENTS) >= 16


def test_every_fragment_becomes_clean_and_is_stored_unchanged(desk):
    wrong = {}
    for name in FRAGMENTS:
        desk.clear()
        desk.paste(read(name))
        clean = read(f"{name}.clean").removesuffix("\n")
        if desk.text != clean or plain(desk.stored) != clean:
            wrong[name] = (desk.text, desk.stored)
    assert wrong == {}


def test_pictures_of_other_sites_are_not_fetched_and_the_author_is_told(desk):
    asked = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.paste(read("web_pictures"))
    expect(desk.page.locator(".desk-note")).to_contain_text("Pictures on other sites were not copied.")
    assert [url for url in asked if desk.blog.url not in url] == []


def test_a_picture_within_the_text_is_uploaded(desk):
    data = base64.b64encode(bytes(png())).decode()
    figure = f'<figure><img src="data:image/png;base64,{data}" alt="Green"><figcaption>In June</figcaption></figure>'
    desk.paste(f"<p>One</p>{figure}<p>Two</p>")
    expect(desk.page.locator(".ProseMirror figure img")).to_have_attribute("src", MEDIA)
    assert "data:" not in desk.text
    assert 'alt="Green"' in desk.text
    assert "<figcaption>In June</figcaption>" in desk.text
    assert desk.text.index("One") < desk.text.index("<figure>") < desk.text.index("Two")


def test_pasting_into_code_keeps_the_text_as_it_is(desk):
    desk.focus()
    desk.keys("Control+Alt+c")
    desk.paste("<b>x</b> = 1", "<b>x</b> = 1")
    assert desk.text == "<pre><code>&lt;b&gt;x&lt;/b&gt; = 1</code></pre>"


def test_a_link_to_a_video_alone_on_its_line_becomes_a_card(desk):
    desk.paste(text=VIDEO)
    assert desk.text.startswith(
        f'<p class="embed"><a href="{VIDEO}" data-frame="https://www.youtube-nocookie.com/'
    )
    assert desk.stored == desk.text


def test_any_other_link_stays_a_link(desk):
    desk.paste(text="https://bob.example/post/")
    assert desk.text == '<p><a href="https://bob.example/post/">https://bob.example/post/</a></p>'
