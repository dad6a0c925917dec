"""The rich editor: what it offers is allowed when a post is saved, and a page loads it in its order."""

import pytest

from posts import html
from posts.admin import editor

TEXT = (
    '<p>See <a href="http://bob.example/post/">what Bob wrote</a>, <strong>now</strong>.</p>'
    "<h2>Tools</h2><ul><li><p>a knife</p></li></ul><ol><li><p>first</p></li></ol>"
    '<blockquote><p>Cut late.</p></blockquote><hr><pre><code class="language-python">x = 1</code></pre>'
    '<figure><img src="/media/2026/11/a.png" alt="A rose"><figcaption>The rose</figcaption></figure>'
)


def test_whatever_the_editor_writes_may_be_saved():
    rules = editor.allowed()
    assert rules["tags"] <= html.TAGS
    unknown = {
        (tag, name)
        for tag, names in rules["attributes"].items()
        for name in names
        if name not in html.ATTRIBUTES.get(tag, set()) | html.ATTRIBUTES["*"]
    }
    assert unknown == set()


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("", True),
        ("<p>plain</p>", True),
        (TEXT, True),
        ("<p><b>b</b> <i>i</i></p>", True),
        ('<pre><code class="language-python"><span class="n">x</span></code></pre>', True),
        ('<h2 id="tools">Tools</h2>', False),
        ("<details><summary>a</summary>b</details>", False),
        ("<dl><dt>a</dt><dd>b</dd></dl>", False),
        ('<p><a href="http://bob.example/" rel="nofollow">b</a></p>', True),
        ('<hr class="more">', True),
        ('<p class="embed"><a href="https://vimeo.com/123456">A talk</a></p>', True),
        ("<figure><blockquote><p>b</p></blockquote></figure>", False),
        ('<figure><a href="/a/"><img src="/media/a.png" alt=""></a></figure>', False),
        ('<p><a href="/a/"><img src="/media/a.png" alt=""></a></p>', False),
        ("<p><kbd>Ctrl</kbd></p>", False),
        ("<h5>five</h5>", False),
    ],
)
def test_a_text_that_would_lose_something_is_not_given_to_it(text, fits):
    assert editor.holds(html.sanitise(text)) is fits


@pytest.mark.django_db
def test_the_import_map_stands_before_every_module_and_the_desk_before_what_makes_the_editor(client, alice):
    page = client.get("/admin/posts/post/add/").content.decode()
    places = [
        page.index(words) for words in ('type="importmap"', 'type="module"', "desk.js", 'configurable.js" ')
    ]
    assert places == sorted(places)


def test_a_post_comes_back_as_it_was_saved():
    assert html.sanitise(html.sanitise(TEXT)) == html.sanitise(TEXT)
