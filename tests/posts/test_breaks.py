"""The "more" break: lists quote a post up to it and lead on from there."""

import pytest

from posts import html
from posts.breaks import BREAK
from tests.factories import make_post

TEXT = f"<p>Before the break.</p>{BREAK}<p>After it.</p>"


@pytest.mark.parametrize(
    "written",
    [
        "<!--more-->",
        "<!-- more -->",
        "<p><!--more--></p>",
        "<!--more Go on, read-->",
        "<!-- wp:more --><!--more--><!-- /wp:more -->",
        BREAK,
        '<hr class="more" />',
    ],
)
def test_every_form_of_it_is_kept_as_one(written):
    stored = html.sanitise(f"<p>a</p>{written}<p>b</p>")
    assert stored == f"<p>a</p>{BREAK}<p>b</p>"
    assert html.sanitise(stored) == stored


@pytest.mark.parametrize("other", ['<hr class="more evil">', '<hr class="x">', "<hr>"])
def test_another_line_is_no_break(other):
    assert html.sanitise(other) == "<hr>"


def test_what_stands_before_it_is_quoted_whole_and_nothing_after():
    words = "word " * (html.EXCERPT_WORDS * 2)
    assert html.excerpt_from(f"<p>{words}</p>{BREAK}<p>After.</p>") == words.strip()


def test_a_break_far_down_does_not_fill_the_list():
    assert html.excerpt_from("word " * 900 + BREAK).endswith("word…")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/author/alice/"])
def test_lists_quote_up_to_it_and_lead_on(client, path):
    post = make_post("Roses", html=TEXT)
    page = client.get(path).text
    assert "Before the break." in page
    assert "After it." not in page
    assert f'href="{post.get_absolute_url()}">Continue reading' in page


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"html": "<p>No break.</p>"}, {"html": TEXT, "excerpt": "By hand."}])
def test_a_post_without_it_or_with_an_excerpt_by_hand_is_quoted_as_ever(client, fields):
    make_post("Roses", **fields)
    assert "Continue reading" not in client.get("/").text


@pytest.mark.django_db
def test_a_password_post_shows_nothing_of_itself(client):
    make_post("Roses", html=TEXT, password="secret")
    page = client.get("/").text
    assert "Before the break." not in page
    assert "Continue reading" not in page


@pytest.mark.django_db
def test_feeds_summarise_up_to_it_and_carry_all(client):
    make_post("Roses", html=TEXT)
    item = client.get("/feed/json/").json()["items"][0]
    assert item["summary"] == "Before the break."
    assert "After it." in item["content_html"]
