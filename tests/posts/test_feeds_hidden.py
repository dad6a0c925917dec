"""Feeds of an empty blog and of pages that are not, and what stands in no feed."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
import pytest

from posts.models import Post
from tests.factories import make_comment, make_post

pytestmark = pytest.mark.django_db
FORMS = ("feed/", "feed/atom/", "feed/json/")
IN_XML = FORMS[:2]


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_feed_is_a_feed_and_does_not_change_by_itself(client, time_machine, form):
    time_machine.move_to(datetime(2024, 3, 5, 12, tzinfo=UTC))
    first = client.get(f"/{form}")
    time_machine.shift(3600)
    assert client.get(f"/{form}", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert not feedparser.parse(client.get("/feed/").content).bozo


@pytest.mark.parametrize("form", FORMS)
def test_hidden_text_is_in_no_feed(client, form):
    make_comment(make_post("Locked", html="<p>hush hush</p>", excerpt="hush", password="x"), comment="hush")
    make_post("Draft", html="<p>hush</p>", state="draft")
    make_comment(make_post("Open"), status="pending", comment="hush")
    for path in ("/", "/comments/"):
        assert b"hush" not in client.get(path + form).content
    assert b"Locked" in client.get(f"/{form}").content


@pytest.mark.parametrize("form", IN_XML)
def test_signs_that_xml_cannot_hold_are_left_out(client, form):
    post = make_post("Odd")
    Post.objects.filter(pk=post.pk).update(title="Odd\x0b\x1b title", html="<p>\x08text</p>")
    (entry,) = feedparser.parse(client.get(f"/{form}").content).entries
    assert entry.title == "Odd title"
    ElementTree.fromstring(client.get(f"/{form}").content)


def test_a_hidden_post_and_a_locked_one_have_no_feed_of_their_own(client):
    locked, gone = make_post("Locked", password="x"), make_post("Gone")
    gone.trash()
    assert client.get(f"{locked.get_absolute_url()}feed/").status_code == 404
    assert client.get(f"{gone.get_absolute_url()}feed/atom/").status_code == 410


@pytest.mark.parametrize(
    "path", ["/category/none/", "/tag/none/", "/author/none/", "/series/none/", "/2024/03/none/", "/0000/"]
)
def test_a_page_that_is_not_has_no_feed(client, path):
    for form in FORMS:
        assert client.get(path + form).status_code == 404


def test_it_is_readable_in_a_browser(client):
    for form in IN_XML:
        response = client.get(f"/{form}", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
        assert b"<?xml-stylesheet" in response.content.splitlines()[1]
        assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
