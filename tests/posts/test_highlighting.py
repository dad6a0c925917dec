"""Code is coloured when a post is saved, and its text stays what it was, character by character."""

import pytest
from bs4 import BeautifulSoup

from posts import highlighting
from posts.highlighting import highlighted
from posts.html import sanitise

PYTHON = 'def beds(n):\n    return n &lt; 2 and "&amp;"\n\n\n# äöü\n'


def block(text=PYTHON, language="python"):
    return f'<pre><code class="language-{language}">{text}</code></pre>'


def text_of(markup):
    return BeautifulSoup(markup, "html.parser").get_text()


def test_words_of_the_language_are_marked():
    assert '<span class="k">def</span>' in highlighted(block())


@pytest.mark.parametrize("text", [PYTHON, "\n\n  x = 1\n\n", "\tx", "if a:\n\tb = '''\n&lt;p&gt;\n'''", "x"])
def test_the_text_stays_the_same(text):
    assert text_of(highlighted(block(text))).rstrip("\n") == text_of(block(text)).rstrip("\n")


def test_colouring_twice_changes_nothing_more():
    once = highlighted(block())
    assert highlighted(once) == once


def test_it_survives_the_sanitiser_and_a_second_save():
    once = sanitise(f"<p>Before.</p>{block()}<p>After.</p>")
    assert '<span class="k">def</span>' in once
    assert sanitise(once) == once


def test_markup_in_code_stays_text():
    clean = sanitise(block("&lt;script&gt;alert(1)&lt;/script&gt;", "html"))
    assert BeautifulSoup(clean, "html.parser").find("script") is None
    assert text_of(clean).strip() == "<script>alert(1)</script>"


@pytest.mark.parametrize(
    "markup",
    [
        block(language="nobody-speaks-this"),
        "<pre><code>def plain</code></pre>",
        '<p>Inline <code class="language-python">def</code></p>',
        "<p>No code, but the word language-python.</p>",
    ],
)
def test_what_is_no_block_of_a_known_language_stays_as_it_is(markup):
    assert highlighted(markup) == markup


def test_a_block_beyond_the_limit_stays_plain(monkeypatch):
    monkeypatch.setattr(highlighting, "MAX_CHARACTERS", 10)
    assert "<span" in highlighted(block("x = 1 + 23"))
    assert "<span" not in highlighted(block("x = 1 + 234"))


def test_what_stands_around_it_is_not_touched():
    around = '<p id="a">Gärten &amp; Höfe</p>{}<ul><li>one</li></ul>'
    assert highlighted(around.format(block())).replace(highlighted(block()), "{}") == around
