"""What an author may write: a table of cases, whatever way in they come; and the plain words of it."""

import pytest
from django.core.exceptions import ValidationError

from posts import html
from posts.models import Page
from tests.factories import make_post

LINK = '<a href="http://bob.example/">Bob</a>'

KEPT = [
    "<h2>Beds</h2>",
    "<p>One <em>two</em> <strong>three</strong> <s>four</s></p>",
    '<blockquote cite="http://bob.example/"><p>Said.</p></blockquote>',
    '<ol start="3" reversed=""><li value="3">x</li></ol>',
    '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td colspan="2">b</td></tr></tbody></table>',
    '<figure><img src="/media/a.jpg" alt="A bed" width="4" height="3"><figcaption>A</figcaption></figure>',
    '<details open=""><summary>More</summary>text</details>',
    '<p id="beds" lang="de" dir="ltr">Beete</p>',
    '<a href="mailto:bob@bob.example">write</a>',
    '<a href="/about/">about</a>',
    '<a href="#beds">beds</a>',
    "<p>2 &lt; 3 &amp; 5 &gt; 4, &lt;script&gt;</p>",
    "<p>Gärten, 庭 and ביצה</p>",
]

CUT = [
    ("<script>alert(1)</script>", ""),
    ("<p>a<script src=//evil.example></script>b</p>", "<p>ab</p>"),
    ("<style>p { display: none }</style><p>x</p>", "<p>x</p>"),
    ("<!-- unseen --><p>x</p>", "<p>x</p>"),
    ('<p onclick="steal()">x</p>', "<p>x</p>"),
    ("<img src=x onerror=alert(1)>", '<img src="x">'),
    ('<p style="position: fixed" class="admin">x</p>', "<p>x</p>"),
    ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
    ('<a href=" JaVa\tScRiPt:alert(1)">x</a>', "<a>x</a>"),
    ('<a href="&#106;avascript:alert(1)">x</a>', "<a>x</a>"),
    ('<a href="vbscript:x">x</a>', "<a>x</a>"),
    ('<a href="data:text/html,x">x</a>', "<a>x</a>"),
    ('<img src="data:image/svg+xml,x" alt="">', '<img alt="">'),
    ("<svg><script>alert(1)</script></svg>x", "x"),
    ('<math><mi xlink:href="javascript:x">x</mi></math>', ""),
    ('<iframe src="http://evil.example/"></iframe>x', "x"),
    ('<object data="x.swf"></object>x', "x"),
    ('<form action="http://evil.example/"><input name="a"><button>go</button></form>', "go"),
    ('<base href="http://evil.example/">x', "x"),
    ('<meta http-equiv="refresh" content="0">x', "x"),
    ('<link rel="stylesheet" href="http://evil.example/">x', "x"),
    ("<h1>The title's own</h1>", "The title's own"),
    ("<template><script>1</script></template>x", "x"),
    ('<code class="language-python" id="a">x</code>', '<code class="language-python" id="a">x</code>'),
    ('<figure class="wide"><hr></figure>', '<figure class="wide"><hr></figure>'),
    ('<figure class="admin"><hr></figure>', "<figure><hr></figure>"),
    ('<code class="a&quot; onload=1">x</code>', "<code>x</code>"),
    ('<a href="http://bob.example/" target="_blank" ping="http://evil.example/">Bob</a>', LINK),
    ("<p>never closed", "<p>never closed</p>"),
    ("<b><i>crossed</b></i>", "<b><i>crossed</i></b>"),
]


@pytest.mark.parametrize("text", KEPT)
def test_what_an_author_may_write_is_kept_as_it_is(text):
    assert html.sanitise(text) == text


@pytest.mark.parametrize(("text", "clean"), CUT)
def test_what_is_dangerous_or_the_pages_own_is_cut(text, clean):
    assert html.sanitise(text) == clean


@pytest.mark.parametrize("text", [*KEPT, *(text for text, _ in CUT)])
def test_cleaning_twice_changes_nothing_more(text):
    once = html.sanitise(text)
    assert html.sanitise(once) == once


def test_nothing_unclosed_in_a_noscript_becomes_a_picture_that_runs():
    clean = html.sanitise('<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>')
    assert "onerror" not in clean


def test_a_link_is_followed_unless_its_author_said_otherwise():
    assert html.sanitise(LINK) == LINK


@pytest.mark.parametrize(
    ("rel", "kept"),
    [
        ("nofollow", "nofollow"),
        ("nofollow sponsored", "nofollow sponsored"),
        ("ugc", "ugc"),
        ("me", "me"),
        ("noopener nofollow noreferrer", "nofollow"),
        ("NOFOLLOW", ""),
        ("noopener external", ""),
        ("stylesheet", ""),
    ],
)
def test_of_a_links_own_words_those_that_an_author_may_say_are_kept(rel, kept):
    clean = html.sanitise(f'<a href="http://bob.example/" rel="{rel}">Bob</a>')
    assert clean == (LINK.replace(">Bob", f' rel="{kept}">Bob') if kept else LINK)


@pytest.mark.parametrize("rel", ["in-reply-to", "nofollow in-reply-to"])
def test_what_a_post_answers_is_marked_as_microformats_have_it(rel):
    clean = html.sanitise(f'<a href="http://bob.example/" rel="{rel}">Bob</a>')
    assert clean.startswith('<a class="u-in-reply-to h-cite" href=')
    assert html.sanitise(clean) == clean


def test_a_title_that_says_in_reply_to_marks_nothing():
    assert "u-in-reply-to" not in html.sanitise('<a href="http://bob.example/" title="in-reply-to">Bob</a>')


@pytest.mark.django_db
def test_a_post_and_a_page_are_cleaned_whenever_they_are_saved():
    post = make_post(html="<p>x</p><script>1</script>")
    page = Page.objects.create(title="About", html="<p>x</p><script>1</script>")
    post.refresh_from_db()
    page.refresh_from_db()
    assert (post.html, page.html) == ("<p>x</p>", "<p>x</p>")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("<p>  One\n<b>two</b>  </p>", "One two"),
        ("<p>a &amp; b &lt;c&gt;</p>", "a & b <c>"),
        ("", ""),
    ],
)
def test_plain_text_is_the_words_alone(text, words):
    assert html.plain_text(text) == words


def test_an_excerpt_is_cut_between_words_and_says_so():
    words = [f"w{n}" for n in range(html.EXCERPT_WORDS + 1)]
    assert html.excerpt_from("<p>" + " ".join(words[:-1]) + "</p>") == " ".join(words[:-1])
    assert html.excerpt_from("<p>" + " ".join(words) + "</p>") == " ".join(words[:-1]) + "…"


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("https://bob.example/", True),
        ("/about/", True),
        ("#top", True),
        ("mailto:bob@bob.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("about", False),
        ("ftp://bob.example/", False),
    ],
)
def test_a_menu_leads_to_the_web_to_mail_or_to_a_path_of_ours(address, fine):
    if fine:
        html.validate_link(address)
    else:
        with pytest.raises(ValidationError):
            html.validate_link(address)
