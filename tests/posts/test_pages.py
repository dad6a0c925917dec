"""Static pages, and the words that they may not take."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import resolve

from posts.models import Page
from posts.slugs import POSTS_PAGE, RESERVED
from tests.posts.reading import page

pytestmark = pytest.mark.django_db


def test_a_page_is_at_its_slug(client):
    Page.objects.create(title="About", html="<p>Me.</p><script>x()</script>")
    soup = page(client, "/about/")
    assert soup.h1.get_text() == "About"
    assert soup.select_one(".e-content").decode_contents().strip() == "<p>Me.</p>"


def test_a_page_that_is_not_published_is_missing(client):
    Page.objects.create(title="About", published=False)
    assert page(client, "/about/", 404).get_text() == page(client, "/nothing/", 404).get_text()


@pytest.mark.parametrize("word", [*sorted(RESERVED), "2026", "Feed"])
def test_a_word_of_the_blogs_own_is_refused(word):
    with pytest.raises(ValidationError):
        Page(title="x", slug=word).clean()


def test_a_title_that_is_such_a_word_gets_another_slug():
    assert Page.objects.create(title="Feed").slug == "feed-2"


def test_every_first_word_of_an_address_is_reserved():
    """Else a page could be made that nobody can open."""
    from tests.blogsite.world import routes_by_pattern

    first = {pattern.split("/")[0] for pattern in routes_by_pattern()}
    words = {word for word in first if word and "<" not in word and "(" not in word}
    assert words - RESERVED == {POSTS_PAGE}
    assert {"feed", "search", "pings"} <= words
    assert resolve("/about/").url_name == "page"


def test_what_the_blog_keeps_is_told_before_its_owner_has_written_it(client):
    answer = client.get("/privacy/")
    assert answer.status_code == 200 and "When you comment" in answer.content.decode()
    Page.objects.create(title="Ours", slug="privacy", html="<p>Nothing at all.</p>")
    assert "Nothing at all." in client.get("/privacy/").content.decode()
