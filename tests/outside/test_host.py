"""PROMISES 25: the site's address comes from the settings, never from what a request says."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.factories import make_author, make_comment, make_ping, make_post, run_chores
from trackbacks.models import IncomingPing

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FOREIGN = {
    "host": "localhost",  # among the allowed ones, for health checks
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "gopher",
    "forwarded": "host=evil.example",
    "x-original-url": "/evil.example/",
    "origin": "http://evil.example",
    "referer": "http://evil.example/",
}
WORDS = ("localhost", "evil.example", "gopher")


def addresses():
    post = make_post("Garden", author=make_author("Alice"))
    comment = make_comment(post)
    make_ping(post)
    ping = IncomingPing.accept(post, "http://bob.example/", protocol="trackback", target=post.full_url)
    at = post.get_absolute_url()
    return [
        *("/", "/feed/", "/feed/atom/", "/feed/json/", "/comments/feed/", "/sitemap.xml", "/robots.txt"),
        *(at, f"{at}feed/", f"{at}respond/", f"{at}trackback/", f"{at}trackback/?__mode=rss", at.rstrip("/")),
        *(f"/?p={post.pk}", "/?s=x", "/search/?q=garden", "/nowhere/", f"/comment/{comment.pk}/"),
        *(
            post.author.get_absolute_url(),
            f"/pings/{ping.uuid}/",
            f"/pings/{ping.uuid}/?format=json",
            "/admin/",
        ),
    ]


def test_no_answer_names_the_host_that_was_asked():
    client = Client(headers=FOREIGN)
    for address in addresses():
        answer = client.get(address)
        assert answer.status_code < 500
        said = answer.content.decode() + str(dict(answer.items()))
        assert [word for word in WORDS if word in said] == [], address


def test_an_accepted_webmention_is_followed_at_our_own_address():
    post = make_post()
    answer = Client(headers=FOREIGN).post(
        "/webmention/", {"source": "http://bob.example/", "target": post.full_url}
    )
    assert answer.headers["Location"] == IncomingPing.objects.get().status_url
    assert answer.headers["Location"].startswith("http://testserver/pings/")


def test_a_mail_leads_to_our_own_address():
    post = make_post()
    make_comment(post, followup=True, user_email="charlie@charlie.example")
    make_comment(post)
    run_chores()
    addresses = re.findall(r"https?://[^/\s]+/\w+/", mail.outbox[0].body)
    assert set(addresses) == {"http://testserver/comment/"}


@pytest.mark.parametrize("address", ["/", "/nowhere/", "/admin/login/", "/feed/"])
def test_a_host_that_is_not_ours_is_refused_and_not_repeated(address):
    answer = Client(headers={"host": "evil.example"}).get(address)
    assert answer.status_code == 400
    assert b"evil" not in answer.content
