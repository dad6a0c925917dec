"""Addresses that nobody means: each has a clear answer, and none is an error of ours."""

import pytest

from posts.models import Category
from tests.factories import make_post

pytestmark = pytest.mark.django_db

LONG = "x" * 2000
ODD = [
    *(
        "/2026/13/",
        "/2026/00/",
        "/0000/",
        "/0000/01/",
        "/9999/12/",
        "/9999/",
        "/2026/1/",
        "/20266/",
        "/٢٠٢٦/",
    ),
    *("/2026/13/feed/", "/0000/feed/atom/", "/9999/12/feed/json/", "/2026/02/30/", "/2026/99/hot-post/"),
    *("/page/0/", "/page/00000/", "/page/99999/", "/page/100000/", "/page/-1/", "/page/x/", "/page/²/"),
    *(
        "/2026/page/0/",
        "/tag/none/page/1/",
        "/category/none/",
        "/category//",
        "/category/a%00b/",
        "/category/%ff/",
    ),
    *("/category/a/page/0/", "/author/none/", "/series/none/", "/tag/%00/", "/%00/", "/2026/11/%00/"),
    *(f"/{LONG}/", f"/tag/{LONG}/", f"/category/{'a/' * 1000}", f"/author/{LONG}/feed/", f"/2026/11/{LONG}/"),
    *("/sitemap-0.xml", "/sitemap-2.xml", "/sitemap-99999999999.xml", "/feed/rdf/", "/comments/feed/x/"),
    *("/?p=0", "/?p=x", "/?p=99999999999999999999", f"/?p={'9' * 2000}", "/?p=%00", "/?p=١", "/?p="),
    *("/search/?q=a&page=2", "/search/?page=0", f"/search/?q={LONG}&page=3", "/search/x/", "/archives/x/"),
]


@pytest.mark.parametrize("address", ODD, ids=lambda address: address[:30])
def test_there_is_nothing_there(client, address):
    assert client.get(address).status_code == 404


FINE = [
    *(f"/?{LONG}", f"/?tab={LONG}", f"/search/?q={LONG}", f"/search/?q=a&category={LONG}", "/search/?q=%00"),
    *(
        "/search/?q=%ff%fe",
        "/search/?q=a&when=9999-99",
        "/search/?q[]=a",
        f"/search/?{'q=a&' * 200}",
        "/archives/?x",
    ),
    *("/sitemap.xml", "/robots.txt", "/feed/?x=%00", "/comments/feed/", "/?page=0"),
]


@pytest.mark.parametrize("address", FINE, ids=lambda address: address[:30])
def test_it_is_answered(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "query", ["tab=unknown", "tab=%00", f"tab={LONG}", "tab=comments&tab=trackbacks", "page=0"]
)
def test_a_post_is_shown_whatever_is_asked_of_it(client, query):
    assert client.get(f"{make_post().get_absolute_url()}?{query}").status_code == 200


@pytest.mark.parametrize("number", ["0", "99999", "999999", "-1"])
def test_a_page_of_comments_that_is_not_there(client, number):
    assert client.get(f"{make_post().get_absolute_url()}comment-page-{number}/").status_code == 404


def test_a_page_that_says_one_is_no_second_first_page(client):
    make_post(categories=[Category.objects.create(name="Plants")])
    for path in ("/", "/category/plants/"):
        shown = client.get(f"{path}page/1/").content.decode()
        assert f'<link rel="canonical" href="http://testserver{path}">' in shown


def test_the_answer_for_nothing_searches(client):
    shown = client.get("/2026/11/old-roses/").content.decode()
    assert '<form class="search-form" action="/search/"' in shown


def test_the_answer_does_not_repeat_the_address(client):
    """What is missing and what is hidden answer with the same bytes."""
    hidden = make_post("Secret", state="draft")
    pages = {client.get(path).content for path in (hidden.get_absolute_url(), "/2026/11/never/", "/else/")}
    assert len(pages) == 1
