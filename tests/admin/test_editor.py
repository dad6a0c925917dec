"""The rich editor: what it offers is allowed when a post is saved, and it runs under the security policy."""

import os
import re

import pytest

from posts import html
from posts.admin import editor
from posts.models import Post
from tests.factories import make_author, make_post, make_user

SHEET = ".ProseMirror[contenteditable=true]"
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


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_post_is_written_in_chromium_without_a_breach_of_the_policy(
    chromium, live_server, settings, monkeypatch, client
):
    from playwright.sync_api import sync_playwright

    from blogsite.roles import make_groups

    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    make_groups()
    user = make_user("alice", role="author")
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    session = client.cookies[name].value
    post = make_post("Roses", author=make_author(user=user), state="draft", html=TEXT)
    troubles = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page()
        page.context.add_cookies([{"name": name, "value": session, "url": live_server.url}])
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"{live_server.url}/admin/posts/post/{post.pk}/change/")
        page.get_by_role("toolbar").wait_for()
        page.focus(SHEET)
        page.keyboard.type("And more. ")
        page.click("button[name=_publish]")
        page.wait_for_selector(".messagelist .success")
        browser.close()
    saved = Post.objects.get(pk=post.pk)
    assert saved.is_public
    assert saved.html.startswith("<p>And more. See <a")
    assert 'href="http://bob.example/post/"' in saved.html
    assert "nofollow" not in saved.html
    assert re.search(r'<code class="language-python"><span', saved.html)
    assert "<figcaption>The rose</figcaption>" in saved.html
    assert [text for text in troubles if "404" not in text] == []  # the picture does not exist
