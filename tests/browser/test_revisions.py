"""Two versions of a text: side by side where there is room, one below the other on a phone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
MAKE = """
from posts.models import Author, Post
post = Post(title="Twice said", html="<p>The same.</p><p>Beans grow slowly.</p>")
post.author = Author.objects.get(slug="alice")
post.become("draft")
post.html = "<p>The same.</p><p>Beans grow fast, <b>and climb</b>.</p><p>A new line.</p>"
post.write()
print(post.pk)
"""


def test_on_a_phone_nothing_of_it_is_beyond_the_edge(desk):
    number = desk.blog.manage("shell", "--no-imports", "-c", MAKE).strip()
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{desk.blog.url}/admin/posts/post/{number}/revisions/")
    difference = page.locator(".difference")
    assert difference.evaluate("box => box.scrollWidth <= box.clientWidth")
    expect(difference.get_by_text("The same.")).to_have_count(2)
    expect(difference.get_by_text("The same.").last).to_be_hidden()
    before, after = (difference.locator(".changed td").nth(n).bounding_box() for n in (0, 1))
    assert before["x"] == after["x"]
    assert before["y"] + before["height"] <= after["y"]
    page.set_viewport_size({"width": 1400, "height": 900})
    before, after = (difference.locator(".changed td").nth(n).bounding_box() for n in (0, 1))
    assert before["y"] == after["y"]
