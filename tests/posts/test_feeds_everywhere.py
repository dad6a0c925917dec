"""Feeds: RSS, Atom and JSON of everything, valid, escaped, and not sent twice."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
import pytest

from posts.models import Category, Post, Series, Tag
from tests.factories import make_author, make_comment, make_ping, make_post, set_site

pytestmark = pytest.mark.django_db

AT = datetime(2024, 3, 5, 12, tzinfo=UTC)
PAGES = (
    "/",
    "/category/plants/",
    "/category/plants/trees/",
    "/tag/wet/",
    "/author/charlie/",
    "/series/year/",
    "/2024/",
    "/2024/03/",
    "/2024/03/old-roses/",
    "/comments/",
)
FORMS = {"feed/": "rss20", "feed/atom/": "atom10"}


@pytest.fixture(scope="module")
def stored(kept):
    with kept():
        yield make_everything().pk


@pytest.fixture
def post(stored):
    return Post.objects.get(pk=stored)


def make_everything():
    """One post in every archive of PAGES, with a comment and a ping."""
    plants = Category.objects.create(name="Plants")
    trees = Category.objects.create(name="Trees", parent=plants)
    found = make_post(
        "Old roses & <more>",
        slug="old-roses",
        at=AT,
        html='<p>See <a href="/about/">us</a> &amp; <a href="//else.example/">them</a>.</p>',
        author=make_author("Charlie", slug="charlie"),
        categories=[plants, trees],
        tags=[Tag.objects.create(name="Wet")],
        series=Series.objects.create(name="Year"),
    )
    make_comment(found, comment="I like them.")
    make_ping(found, source_url="http://bob.example/answer/")
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_valid_feed_in_xml(client, post, path, form):
    response = client.get(path + form)
    assert response.status_code == 200
    read = feedparser.parse(response.content)
    assert not read.bozo, read.bozo_exception
    assert read.version == FORMS[form]
    assert read.feed.title
    assert read.feed.language == "en"
    (address,) = (link.href for link in read.feed.links if link.rel == "self")
    assert address == f"http://testserver{path}{form}"
    assert len(read.entries) == (2 if path in ("/comments/", "/2024/03/old-roses/") else 1)
    assert all(entry.id.startswith("http://testserver/") and entry.link for entry in read.entries)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_json_feed(client, post, path):
    response = client.get(f"{path}feed/json/")
    feed = json.loads(response.content)
    assert response.headers["Content-Type"].startswith("application/feed+json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"http://testserver{path}feed/json/"
    for item in feed["items"]:
        assert item["id"] == item["url"]
        assert item["content_html"]
        assert datetime.fromisoformat(item["date_published"]).tzinfo


def test_a_post_is_whole_in_it(client, post):
    (entry,) = feedparser.parse(client.get("/feed/").content).entries
    assert entry.title == "Old roses &amp; <more>" or entry.title == "Old roses & <more>"
    assert 'href="http://testserver/about/"' in entry.content[0].value
    assert 'href="//else.example/"' in entry.content[0].value
    assert entry.author == "Charlie"
    assert {tag.term for tag in entry.tags} == {"Plants", "Trees", "Wet"}
    assert entry.comments == f"{post.full_url}#comments"
    assert entry.slash_comments == "2"
    assert entry.wfw_commentrss == f"{post.full_url}feed/"


@pytest.mark.parametrize("form", FORMS)
def test_items_say_where_trackbacks_go(client, post, form):
    (entry,) = feedparser.parse(client.get(f"/{form}").content).entries
    assert entry.trackback_ping == post.trackback_url


def test_the_conversation_names_the_source_of_a_ping(client, post):
    entries = feedparser.parse(client.get(post.get_absolute_url() + "feed/").content).entries
    assert "http://bob.example/answer/" in [entry.get("trackback_about") for entry in entries]
    assert any(entry.title == "Bob on “Old roses & <more>”" for entry in entries)


@pytest.mark.parametrize("form", ["feed/", "feed/atom/", "feed/json/"])
@pytest.mark.parametrize("path", ["/", "/2024/03/old-roses/", "/comments/"])
def test_it_is_sent_once(client, post, path, form):
    first = client.get(path + form)
    for name, value in (("If-None-Match", first["ETag"]), ("If-Modified-Since", first["Last-Modified"])):
        again = client.get(path + form, headers={name: value})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]


def test_what_changes_is_sent_again(client, post):
    first = client.get("/feed/")
    make_comment(post)
    assert client.get("/feed/", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/comments/"])
def test_each_page_names_its_own_feeds_in_every_form(client, post, path):
    shown = client.get(path).content.decode()
    for form, kind in {"feed/": "rss+xml", "feed/atom/": "atom+xml", "feed/json/": "feed+json"}.items():
        links = [line for line in shown.splitlines() if f'type="application/{kind}"' in line]
        assert f'href="{path}{form}"' in links[0]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "5 March 2024, 12:00"), ("de", "5. März 2024, 12:00")]
)
@pytest.mark.parametrize("form", FORMS)
def test_a_browser_shows_the_date_as_people_read_it(client, post, form, language, words):
    set_site(language=language)
    (time,) = ElementTree.fromstring(client.get(f"/{form}").content).iter(
        "{http://www.w3.org/1999/xhtml}time"
    )
    assert (time.text, datetime.fromisoformat(time.attrib["datetime"])) == (words, AT)


def test_queries_do_not_grow_with_items(client, post, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get("/feed/")
    for n in range(8):
        make_post(f"More {n}", tags=[Tag.objects.create(name=f"t{n}")])
    with django_assert_num_queries(5):
        client.get("/feed/")


def test_the_title_of_an_archive_says_of_what(client, post):
    set_site(title="Letters")
    assert feedparser.parse(client.get("/tag/wet/feed/").content).feed.title == "Wet – Letters"
