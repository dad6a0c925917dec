"""The passage that is shown of a post that was found."""

from posts.models import Post
from posts.search.query import read
from posts.search.snippets import LENGTH, marked, snippet


def shown(html, query):
    return snippet(Post(html=html), read(query))


def test_words_are_marked_whatever_their_case_and_accents():
    assert shown("<p>By Čapek himself.</p>", "capek") == "By <mark>Čapek</mark> himself."


def test_a_beginning_marks_the_whole_word():
    assert shown("<p>Gardens</p>", "gard") == "<mark>Gardens</mark>"


def test_only_the_last_word_is_a_beginning():
    assert marked("Gardens in spring", read("gard spring")) == "Gardens in <mark>spring</mark>"


def test_what_the_text_says_stays_text():
    said = shown("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; roses</p>", "roses")
    assert said == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>roses</mark>"
    assert marked("<b>roses</b>", read("b")) == "&lt;<mark>b</mark>&gt;roses&lt;/<mark>b</mark>&gt;"


def test_it_is_the_passage_around_the_words():
    said = shown(f"<p>{'before ' * 100}roses{' after' * 100}</p>", "roses")
    assert said.startswith("… before")
    assert said.endswith("after …")
    assert "<mark>roses</mark>" in said
    assert len(said) < LENGTH + len("… <mark></mark> …")


def test_it_is_where_most_of_the_words_stand():
    said = shown(f"<p>roses {'filler ' * 100} roses and beans</p>", "roses beans")
    assert "<mark>roses</mark> and <mark>beans</mark>" in said


def test_without_the_words_there_is_none():
    assert shown("<p>Nothing</p>", "roses") == ""


def test_it_is_cut_at_a_word():
    said = shown(f"<p>roses {'abcdefghij ' * 60}</p>", "roses")
    assert said.endswith("abcdefghij …")


def test_one_endless_word_is_cut_too():
    assert len(shown(f"<p>{'x' * 5000}</p>", "xx")) < LENGTH + 20
