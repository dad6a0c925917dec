"""Feeds, read by a feed reader: what each item holds, where it points, and what is left out."""

import json
from xml.etree.ElementTree import fromstring

import feedparser
import pytest

from posts import feeds
from posts.models import Category, Tag
from tests.factories import make_author, make_comment, make_ping, make_post, set_site
from tests.posts.reading import many_posts
from trackbacks.models import OutgoingPing

pytestmark = pytest.mark.django_db
TRACKBACK = "{http://madskills.com/public/xml/rss/module/trackback/}"
XML = ("/feed/", "/feed/atom/")


def parsed(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    feed = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["Content-Type"]})
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def garden(**fields):
    return make_post(
        "Beans & <peas>",
        html='<p>Look <a href="/about/">here</a> & <img src="/media/x.png" alt="">.</p>',
        excerpt="Beans & <peas> first",
        author=make_author("Alice"),
        categories=[Category.objects.create(name="Green")],
        tags=[Tag.objects.create(name="beans")],
        **fields,
    )


@pytest.mark.parametrize(("address", "version"), [("/feed/", "rss20"), ("/feed/atom/", "atom10")])
def test_a_reader_gets_every_part_of_a_post(client, address, version):
    post = garden()
    feed = parsed(client, address)
    assert feed.version == version
    assert (feed.feed.title, feed.feed.link) == ("Crosstalk", "http://testserver/")
    item = feed.entries[0]
    assert (item.link, item.id, item.author) == (post.full_url, post.full_url, "Alice")
    assert item.title in ("Beans & <peas>", "Beans &amp; &lt;peas&gt;")
    assert item.summary == "Beans &amp; &lt;peas&gt; first"
    assert 'href="http://testserver/about/"' in item.content[0].value
    assert 'src="http://testserver/media/x.png"' in item.content[0].value
    assert [tag.term for tag in item.tags] == ["Green", "beans"]
    assert item.published_parsed[:6] == post.published_at.timetuple()[:6]


def test_json_feed_holds_the_same(client):
    post = garden()
    answer = client.get("/feed/json/")
    assert answer.headers["Content-Type"].startswith("application/feed+json")
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["home_page_url"], feed["feed_url"]) == ("http://testserver/", "http://testserver/feed/json/")
    item = feed["items"][0]
    assert (item["id"], item["url"], item["title"]) == (post.full_url, post.full_url, "Beans & <peas>")
    assert item["summary"] == "Beans & <peas> first"
    assert 'href="http://testserver/about/"' in item["content_html"]
    assert (item["authors"][0]["name"], item["tags"]) == ("Alice", ["beans"])


def test_TB_R15_an_item_says_where_to_ping_it_and_whom_it_told(client):
    post = garden()
    ping = OutgoingPing.to(post, "http://bob.example/", pasted=False)
    ping.state, ping.protocol, ping.endpoint, ping.due_at = (
        "delivered",
        "trackback",
        "http://bob.example/tb",
        None,
    )
    ping.save()
    item = fromstring(client.get("/feed/").content).find("channel/item")
    assert item.findtext(f"{TRACKBACK}ping") == post.trackback_url
    assert item.findtext(f"{TRACKBACK}about") == "http://bob.example/tb"


@pytest.mark.parametrize("closed", [{"pings_open": False}, {"password": "sesame"}])
def test_a_post_that_takes_no_pings_offers_none(client, closed):
    garden(**closed)
    assert fromstring(client.get("/feed/").content).find(f"channel/item/{TRACKBACK}ping") is None


def test_a_password_post_is_there_without_its_words(client):
    make_post("Locked", html="<p>Secret.</p>", excerpt="Secret", password="sesame")
    for address in (*XML, "/feed/json/"):
        text = client.get(address).content.decode()
        assert "Locked" in text and "Secret" not in text, address


def test_a_feed_ends_after_the_newest(client, monkeypatch):
    monkeypatch.setattr(feeds, "ITEMS", 2)
    many_posts(3)
    for address in XML:
        assert [item.title for item in parsed(client, address).entries] == ["Post 3", "Post 2"]


@pytest.mark.parametrize("address", ["/category/green/", "/tag/beans/", "/author/alice/", "/{}/", "/{}/{}/"])
def test_there_is_a_feed_below_every_archive(client, address):
    post = garden()
    address = address.replace("/{}/{}/", f"/{post.published_at:%Y/%m}/").format(post.published_at.year)
    feed = parsed(client, f"{address}feed/")
    assert [item.link for item in feed.entries] == [post.full_url]
    assert feed.feed.link == f"http://testserver{address}"


def test_the_feeds_of_comments_hold_comments_and_pings(client):
    post = make_post("Garden")
    comment = make_comment(post, comment="I *grow* them.")
    ping = make_ping(post, title="Bob's answer", comment="He writes.")
    make_comment(post, status="spam")
    make_comment(make_post(), comment="Elsewhere.")
    of_post = parsed(client, f"{post.get_absolute_url()}feed/")
    assert [item.link for item in of_post.entries] == [
        f"http://testserver/comment/{one.pk}/" for one in (ping, comment)
    ]
    assert of_post.entries[1].content[0].value == "<p>I <em>grow</em> them.</p>"
    assert of_post.entries[0].title == "Bob's answer"
    assert len(parsed(client, "/comments/feed/").entries) == 3


def test_the_comments_of_a_password_post_are_in_no_feed(client):
    post = make_post(password="sesame")
    make_comment(post)
    assert client.get(f"{post.get_absolute_url()}feed/").status_code == 404
    assert parsed(client, "/comments/feed/").entries == []


def test_what_xml_cannot_hold_breaks_no_feed(client):
    set_site(title="A\x0bB", tagline="]]>")
    make_post("Bell\x07", html="<p>]]>\x0c</p>", excerpt="\x00nul\ufffe")
    make_comment(make_post(), comment="\x1b[31m", user_name="\x08Bob")
    for address in (*XML, "/comments/feed/"):
        parsed(client, address)


@pytest.mark.parametrize("address", [*XML, "/comments/feed/"])
def test_a_browser_is_given_xml_that_it_shows_with_a_stylesheet(client, address):
    """As a feed's own type it would show the source."""
    make_post()
    for_browser = client.get(address, headers={"accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert for_browser.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert b"<?xml-stylesheet" in for_browser.content
    kind = "application/atom+xml" if "atom" in address else "application/rss+xml"
    for accept in ("*/*", "application/rss+xml, application/atom+xml;q=0.9, text/html;q=0.1"):
        answer = client.get(address, headers={"accept": accept})
        assert answer.headers["Content-Type"].startswith(kind)
        assert "Accept" in answer.headers["Vary"]
    assert client.get(address).headers["Content-Type"].startswith(kind)
