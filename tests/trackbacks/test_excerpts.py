"""The passage around a link, in at most 252 characters (TB-S12)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackbacks.excerpts import Excerpt, cut, passage

URL = "http://bob.example/post"
LINK = f'<a href="{URL}">what Bob wrote</a>'


def test_TB_S12_a_short_paragraph_is_taken_whole():
    assert passage(f"<p>Before.</p><p>See {LINK} today.</p><p>After.</p>", URL) == Excerpt(
        "See what Bob wrote today.", "what Bob wrote"
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"<ul><li>One</li><li>Two {LINK}</li><li>Three</li></ul>", "Two what Bob wrote"),
        (f"<blockquote>Quoted {LINK}.</blockquote> said Alice", "Quoted what Bob wrote."),
        (f"<table><tr><td>a</td><td>b {LINK}</td></tr></table>", "b what Bob wrote"),
        (f"<div>Loose {LINK} text<p>Another block</p></div>", "Loose what Bob wrote text"),
        (f"<div><p>Another block</p>Loose {LINK} text</div>", "Loose what Bob wrote text"),
        (f"<div>Before<hr>Loose {LINK} text<hr>after</div>", "Loose what Bob wrote text"),
        (f"<p>One<br>two {LINK}<br>three</p>", "One two what Bob wrote three"),
        (f"<p><em>Deep <b>in {LINK}</b> here</em> now</p>", "Deep in what Bob wrote here now"),
        (f"<p>A<!-- comment --> b <script>script</script>{LINK}</p>", "A b what Bob wrote"),
        (f"<p>«{LINK}»</p>", "«what Bob wrote»"),
        (f"<p>x &lt;b&gt; &amp; y {LINK}</p>", "x <b> & y what Bob wrote"),
        (f"bare {LINK} text", "bare what Bob wrote text"),
        (f"<p>first</p><dl><dt>t</dt><dd>d {LINK}</dd></dl>", "d what Bob wrote"),
    ],
)
def test_the_passage_is_the_block_that_holds_the_link(markup, text):
    assert passage(markup, URL).text == text


def test_a_picture_that_links_leaves_the_words_around_it():
    markup = f'<p>Look <a href="{URL}"><img src=x></a> here.</p>'
    assert passage(markup, URL) == Excerpt("Look here.", "")


def test_the_first_link_to_that_page_counts_whatever_its_spelling():
    markup = '<p><a href="http://bob.example/other">no</a></p><p>Yes, <a href="HTTP://Bob.example:80/post#x">this</a>.</p>'
    assert passage(markup, URL) == Excerpt("Yes, this.", "this")


def test_a_page_without_the_link_has_no_passage():
    assert passage("<p>http://bob.example/post</p>", URL) == Excerpt()


def sentences(n, word="word"):
    return " ".join(f"{word.title()} {i} is a short sentence." for i in range(n))


def test_TB_S12_a_long_paragraph_gives_whole_sentences_around_the_link():
    text = passage(
        f"<p>{sentences(30, 'early')} Here is {LINK} at last. {sentences(30, 'late')}</p>", URL
    ).text
    assert len(text) <= 252
    assert text.startswith("Early ") and text.endswith(".")
    assert "Here is what Bob wrote at last." in text


def test_TB_S12_one_endless_sentence_is_cut_at_words_on_both_sides():
    text = passage(f"<p>{'alpha ' * 100}{LINK} {'omega ' * 100}</p>", URL).text
    assert 200 < len(text) <= 252
    assert text.startswith("…alpha") and text.endswith("omega…")
    assert "alpha what Bob wrote omega" in text


def test_cjk_sentences_end_without_spaces():
    text = passage(
        f"<p>{'これは長い文です。' * 40}ここで{LINK}を読んだ。{'終わりの文です。' * 40}</p>", URL
    ).text
    assert len(text) <= 252
    assert "ここでwhat Bob wroteを読んだ。" in text
    assert text.startswith("これは") and text.endswith("。")


@pytest.mark.parametrize("size", [250, 251, 252, 253, 300, 5000])
def test_TB_S12_a_link_longer_than_the_limit_is_cut_itself(size):
    words = ("word " * size)[:size]
    found = passage(f'<p>Before. <a href="{URL}">{words}</a> after.</p>', URL)
    assert len(found.text) <= 252 and len(found.linked) <= 252
    assert found.linked in found.text


@given(
    st.text("ab .。<", max_size=400),
    st.text("xy z", max_size=300),
    st.text("cd .!", max_size=400),
    st.integers(10, 260),
)
def test_TB_S12_no_passage_is_longer_than_its_limit_and_the_link_stays_inside(before, words, after, limit):
    from html import escape

    found = passage(f'<p>{escape(before)}<a href="{URL}">{words}</a>{escape(after)}</p>', URL, limit)
    assert len(found.text) <= limit
    assert found.linked in found.text


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("exactly te", 10, "exactly te"),
        ("some more words", 10, "some more…"),
        ("unbreakablelongword", 10, "unbreakab…"),
        ("a unbreakablelongword", 10, "a unbreak…"),
        ("end, of it", 6, "end…"),
        ("x", 0, ""),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_at_a_word(text, limit, expected):
    assert cut(text, limit) == expected
    assert len(cut(text, limit)) <= limit
