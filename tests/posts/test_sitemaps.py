"""What search engines are given: every public address once, in parts when there are many."""

from xml.etree.ElementTree import fromstring

import pytest

from posts import sitemaps
from posts.models import Page
from tests.factories import make_post
from tests.posts.reading import many_posts

pytestmark = pytest.mark.django_db
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client, address):
    root = fromstring(client.get(address).content)
    return root.tag.removeprefix(NS), [loc.text for loc in root.iter(f"{NS}loc")]


def test_it_lists_home_pages_and_posts_and_nothing_hidden(client):
    post = make_post("Grüße")
    Page.objects.create(title="About")
    Page.objects.create(title="Hidden", published=False)
    for state in ("draft", "review", "private", "trash"):
        make_post(state=state)
    assert locations(client, "/sitemap.xml") == (
        "urlset",
        ["http://testserver/", "http://testserver/about/", post.full_url],
    )


def test_a_large_blog_has_an_index_of_parts(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "POSTS_IN_PART", 2)
    posts = many_posts(5)
    kind, parts = locations(client, "/sitemap.xml")
    assert (kind, parts) == ("sitemapindex", [f"http://testserver/sitemap-{n}.xml" for n in (1, 2, 3)])
    found = [loc for part in parts for loc in locations(client, part.removeprefix("http://testserver"))[1]]
    assert found == ["http://testserver/", *(post.full_url for post in posts)]


@pytest.mark.parametrize("part", ["0", "2", "99999", "999999999"])
def test_a_part_that_there_is_not_is_missing(client, part):
    make_post()
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_robots_are_led_to_the_sitemap_and_away_from_forms(client):
    answer = client.get("/robots.txt")
    lines = answer.content.decode().splitlines()
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert {"Disallow: /admin/", "Disallow: /search/", "Disallow: /*/respond/"} <= set(lines)
