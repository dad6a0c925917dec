"""A reader's text as HTML: what Markdown gives, and what no text can get onto the page."""

import time
from html.parser import HTMLParser

import pytest

from comments.text import comment_html

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import 'http://evil.example/x.css'</style>",
    "<base href=http://evil.example/>",
    "<form action=http://evil.example/><input name=q>",
    "<math><mtext></table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "</article></li></ol><h1>Mine</h1>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "![x](http://evil.example/pixel.gif)",
    "![x](javascript:alert(1))",
    '[x](http://a.example/ "onmouseover=alert(1)")',
    '[x](http://a.example/"onmouseover="alert(1))',
    "[x](<http://a.example/ onclick=alert(1)>)",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```" onclick=alert(1) x="\ncode\n```',
    "# Shouting\n\nSetext\n======",
    "[ref]\n\n[ref]: javascript:alert(1)",
    "http://a.example/?q=<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "{{ settings.SECRET_KEY }} {% debug %}",
]


class Tags(HTMLParser):
    """The tags of a text, each with its attributes, as a browser sees them."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_comment(self, text):
        raise AssertionError(f"a comment: {text}")


ALLOWED = {"a", "blockquote", "br", "code", "del", "em", "hr", "li", "ol", "p", "pre", "s", "strong", "ul"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_but_harmless_tags_comes_out(attack):
    for tag, attributes in Tags(comment_html(attack)).found:
        assert tag in ALLOWED
        assert set(attributes) <= {"a": {"href", "rel"}, "ol": {"start"}}.get(tag, set())
        assert attributes.get("href", "http://").startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize(
    "text, html",
    [
        ("It is *here*.", "<p>It is <em>here</em>.</p>"),
        ("**bold** ~~gone~~", "<p><strong>bold</strong> <s>gone</s></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>'),
        ("`x < y`", "<p><code>x &lt; y</code></p>"),
        ("5 < 6 & 7 > 2", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
        ("# no heading", "<p># no heading</p>"),
    ],
)
def test_markdown_becomes_html(text, html):
    assert comment_html(text).strip() == html


@pytest.mark.parametrize(
    "text", ["[b](https://b.example/)", "see https://b.example/ there", "<https://b.example/>"]
)
def test_every_link_says_that_a_reader_wrote_it(text):
    assert 'href="https://b.example/" rel="ugc nofollow noopener"' in comment_html(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 20_000,
        "> " * 10_000,
        "*a " * 6_600,
        "- " * 10_000,
        "`" * 20_000,
        "![" * 10_000,
        "a@" * 10_000,
        "http://" * 2_800,
    ],
)
def test_no_text_of_the_longest_length_takes_long(bomb):
    start = time.process_time()
    comment_html(bomb[:20_000])
    assert time.process_time() - start < 1
