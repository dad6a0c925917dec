"""The sitemap and robots.txt."""

from xml.etree import ElementTree

import pytest

from posts import sitemaps
from posts.models import Page
from tests.factories import make_post

pytestmark = pytest.mark.django_db
NAME = {"s": sitemaps.NAMESPACE}


def locations(response):
    return [node.text for node in ElementTree.fromstring(response.content).findall("*/s:loc", NAME)]


def test_it_lists_what_everybody_may_see(client):
    posts = [make_post("One"), make_post("Two")]
    make_post("Draft", state="draft")
    make_post("Locked", password="x")
    Page.objects.create(title="About", slug="about")
    listed = locations(client.get("/sitemap.xml"))
    assert listed == ["http://testserver/", "http://testserver/about/", *(post.full_url for post in posts)]


def test_a_large_one_comes_in_parts(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "POSTS_IN_PART", 2)
    posts = [make_post() for _ in range(5)]
    response = client.get("/sitemap.xml")
    assert b"<sitemapindex" in response.content
    parts = locations(response)
    assert parts == [f"http://testserver/sitemap-{n}.xml" for n in (1, 2, 3)]
    listed = [url for part in parts for url in locations(client.get(part))]
    assert listed == ["http://testserver/", *(post.full_url for post in posts)]


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-1.xml"])
def test_it_is_sent_once(client, path):
    make_post()
    first = client.get(path)
    for name, value in (("If-None-Match", first["ETag"]), ("If-Modified-Since", first["Last-Modified"])):
        assert client.get(path, headers={name: value}).status_code == 304
    make_post()
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_robots_are_told_where_it_is(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /search/" in text
