"""The editor runs under the security policy, and a post comes out of it as it went in."""

import os
import re

import pytest

from blogsite.roles import make_groups
from posts.models import Post
from tests.admin.test_editor import TEXT
from tests.browser.desk import SHEET
from tests.factories import make_author, make_post, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chrome_browser, live_server, client, settings, monkeypatch):
    """Alice's, who is signed in."""
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    make_groups()
    client.force_login(make_user("alice", role="author"))
    name = settings.SESSION_COOKIE_NAME
    context = chrome_browser.new_context(base_url=live_server.url)
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_a_post_is_written_in_chromium_without_a_breach_of_the_policy(page, django_user_model):
    alice = make_author(user=django_user_model.objects.get(username="alice"))
    post = make_post("Roses", author=alice, state="draft", html=TEXT)
    troubles = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"/admin/posts/post/{post.pk}/change/")
    page.get_by_role("toolbar").wait_for()
    page.focus(SHEET)
    page.keyboard.type("And more. ")
    page.click("button[name=_publish]")
    page.wait_for_selector(".messagelist .success")
    saved = Post.objects.get(pk=post.pk)
    assert saved.is_public
    assert saved.html.startswith("<p>And more. See <a")
    assert 'href="http://bob.example/post/"' in saved.html
    assert "nofollow" not in saved.html
    assert re.search(r'<code class="language-python"><span', saved.html)
    assert "<figcaption>The rose</figcaption>" in saved.html
    assert [text for text in troubles if "404" not in text] == []  # the picture does not exist
