"""A ping on our pages: plain text in every place, web addresses only, and no word of our filters (PROMISES 16)."""

import re

import pytest
from bs4 import BeautifulSoup

from comments.models import PostComment
from comments.rendering import safe_url
from tests.factories import make_ping, make_post, make_user
from trackbacks.models import IncomingPing

pytestmark = pytest.mark.django_db
QUOTE = "http://charlie.example/\"onmouseover='alert(1)'><b>x"


def page_of(client, post):
    return BeautifulSoup(client.get(post.get_absolute_url()).content, "lxml")


@pytest.mark.parametrize("field", ["title", "user_name", "blog_name", "source_host", "comment"])
def test_what_the_sender_says_is_plain_text(client, field):
    post = make_post()
    named = {} if field == "user_name" else {"user_name": ""}
    make_ping(post, **{field: "<script>alert(1)</script>"}, **named)
    soup = page_of(client, post)
    assert "alert(1)" in soup.find(id="comments").get_text()
    assert not [script for script in soup("script") if "alert" in str(script)]


def test_no_part_of_a_ping_breaks_out_of_its_place(client):
    post = make_post()
    make_ping(post, source_url=QUOTE)
    (article,) = page_of(client, post)("article", class_="ping")
    assert {link["href"] for link in article("a", class_="u-url p-name")} == {QUOTE}
    assert not [tag for tag in article.find_all(True) if any(name.startswith("on") for name in tag.attrs)]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example/", "HTTP://x/", " http://x/"]
)
def test_an_address_that_is_not_of_the_web_is_not_written(url):
    assert safe_url(url) == ""


def test_its_links_are_the_senders_own(client):
    post = make_post()
    ping = make_ping(post)
    (article,) = page_of(client, post)("article", class_="ping")
    outward = [link for link in article("a") if link["href"] == ping.source_url]
    assert outward and all(set(link["rel"]) == {"ugc", "nofollow", "noopener"} for link in outward)


def status_of(client, ping, kind="text/html"):
    return client.get(f"/pings/{ping.uuid}/", headers={"accept": kind}).content.decode()


def accepted(post, source="http://charlie.example/", **fields):
    return IncomingPing.accept(post, source, protocol="webmention", target=post.full_url, **fields)


def test_the_status_page_reflects_nothing(client):
    text = status_of(client, accepted(make_post(), QUOTE))
    assert "<b>x" not in text and "onmouseover" in text
    assert not re.search(r"<[^>]*\sonmouseover=", text)


def test_the_status_of_spam_reads_as_awaiting_review(client):
    post = make_post()
    ping = accepted(post)
    comment = make_ping(post, status="pending", source_url=ping.source)
    comment.mark_spam(make_user(role="administrator"))
    IncomingPing.objects.filter(pk=ping.pk).update(state="done", due_at=None, comment=comment)
    assert PostComment.objects.get().status == "spam"
    text = status_of(client, ping)
    assert "awaiting review" in text and "spam" not in text.partition("<main")[2].lower()


@pytest.mark.parametrize(
    "reason",
    ["the host's address is not a public one", "no connection to the host", "it took too long to answer"],
)
def test_the_status_page_tells_nothing_of_the_network(client, reason):
    ping = accepted(make_post())
    IncomingPing.objects.filter(pk=ping.pk).update(state="refused", due_at=None, last_error=reason)
    for kind in ("text/html", "application/json"):
        text = status_of(client, ping, kind)
        assert "not confirmed" in text and reason not in text.replace("&#x27;", "'")
