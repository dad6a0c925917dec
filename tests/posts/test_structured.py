"""What pages say of themselves in their head: one canonical address, OpenGraph, JSON-LD."""

import json
import re

import pytest

from posts.models import Category, Page, Series, Tag
from tests.factories import make_author, make_post, set_site

pytestmark = pytest.mark.django_db
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def head(client, path):
    return client.get(path).content.decode().partition("</head>")[0]


def data(client, path):
    """Type -> what the page says of it."""
    (text,) = SCRIPT.findall(head(client, path))
    said = json.loads(text)
    assert said["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in said["@graph"]}


@pytest.fixture
def post():
    plants = Category.objects.create(name="Plants")
    return make_post(
        "Old roses",
        slug="roses",
        excerpt="They smell.",
        author=make_author("Charlie", slug="charlie"),
        categories=[Category.objects.create(name="Trees", parent=plants)],
        tags=[Tag.objects.create(name="Wet")],
        series=Series.objects.create(name="Year"),
    )


def test_every_page_has_one_canonical_address(client, post):
    Page.objects.create(title="About", slug="about")
    set_site(posts_per_page=1)
    make_post("Newer", categories=post.categories.all(), tags=post.tags.all(), author=post.author)
    month = f"/{post.published_at:%Y/%m}/"
    paths = [
        "/",
        "/page/2/",
        "/about/",
        "/archives/",
        "/search/",
        "/category/plants/",
        "/category/plants/page/2/",
    ]
    paths += ["/tag/wet/", "/tag/wet/page/2/", "/author/charlie/", "/series/year/", month, month[:6]]
    paths += [post.get_absolute_url()]
    for path in paths:
        (address,) = re.findall(
            r'<link rel="canonical" href="([^"]*)">', head(client, f"{path}?utm_source=x")
        )
        assert address == f"http://testserver{path}"


def test_an_address_in_another_alphabet_is_canonical_as_browsers_send_it(client):
    post = make_post("Über Öfen", slug="über-öfen")
    assert f'<link rel="canonical" href="{post.full_url}">' in head(client, post.get_absolute_url())
    assert "%C3%BC" in post.full_url


def test_what_is_not_there_has_none(client):
    assert "canonical" not in head(client, "/nothing/")


def test_a_post_says_what_it_is(client, post):
    said = data(client, post.get_absolute_url())["BlogPosting"]
    assert said["headline"] == "Old roses"
    assert said["url"] == said["mainEntityOfPage"] == post.full_url
    assert said["datePublished"] == post.published_at.isoformat()
    assert said["author"]["name"] == "Charlie"
    assert said["author"]["url"] == "http://testserver/author/charlie/"
    assert said["description"] == "They smell."
    assert said["keywords"] == ["Wet"]


def test_a_post_says_where_it_stands(client, post):
    way = data(client, post.get_absolute_url())["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in way] == ["Crosstalk", "Plants", "Trees", "Old roses"]
    assert [step["position"] for step in way] == [1, 2, 3, 4]
    assert way[2]["item"] == "http://testserver/category/plants/trees/"


def test_an_archive_says_where_it_stands(client, post):
    said = data(client, "/category/plants/trees/")
    assert said["CollectionPage"]["name"] == "Trees"
    assert [step["name"] for step in said["BreadcrumbList"]["itemListElement"]] == [
        "Crosstalk",
        "Plants",
        "Trees",
    ]


def test_the_home_page_says_how_the_blog_is_searched(client):
    action = data(client, "/")["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == "http://testserver/search/?q={words}"


def test_nothing_in_the_data_ends_its_element(client):
    post = make_post("</script><script>alert(1)</script><!-- & ]]>", excerpt="<!--<script>")
    said = data(client, post.get_absolute_url())["BlogPosting"]
    assert said["headline"] == post.title
    assert "alert(1)</script>" not in head(client, post.get_absolute_url()).replace("&lt;/script&gt;", "")


def test_a_locked_post_says_nothing(client):
    shown = head(client, make_post("Locked", html="<p>hush</p>", password="x").get_absolute_url())
    assert "ld+json" not in shown
    assert "hush" not in shown


def test_a_post_s_opengraph(client, post):
    shown = head(client, post.get_absolute_url())
    for name, value in {
        "og:type": "article",
        "og:title": "Old roses",
        "og:url": post.full_url,
        "og:description": "They smell.",
    }.items():
        assert f'<meta property="{name}" content="{value}">' in shown
