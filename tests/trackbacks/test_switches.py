"""Who may talk: the switches per protocol, site-wide and per post, in and out, and closing with age."""

from datetime import timedelta

import pytest
from django.utils import timezone

from posts.models import Post, SiteSettings
from tests.factories import make_post, set_site
from tests.flows import run_jobs
from trackbacks import switches
from trackbacks.models import IncomingPing, OutgoingPing

pytestmark = pytest.mark.django_db
NAMES = ["webmention", "trackback", "pingback"]


def names(protocols):
    return [protocol.NAME for protocol in protocols]


def ping(client, post, protocol):
    """Whether a ping by this protocol is taken."""
    from xmlrpc.client import dumps

    source, before = "http://charlie.example/post/", IncomingPing.objects.count()
    if protocol == "trackback":
        response = client.post(post.trackback_url, {"url": source})
    elif protocol == "webmention":
        response = client.post("/webmention/", {"source": source, "target": post.full_url})
    else:
        body = dumps((source, post.full_url), "pingback.ping")
        response = client.post("/xmlrpc.php", body, content_type="text/xml")
    taken = IncomingPing.objects.count() > before
    assert taken or b"closed" in response.content
    IncomingPing.objects.all().delete()
    return taken


def taken(client, post):
    """The protocols by which pings are taken; what the page advertises must be the same."""
    head = client.get(post.get_absolute_url())
    offered = [name for name in NAMES if f'rel="{name}"'.encode() in head.content]
    assert ("X-Pingback" in head.headers) == ("pingback" in offered)
    assert (b"trackback:ping" in head.content) == ("trackback" in offered)
    found = [name for name in NAMES if ping(client, post, name)]
    assert offered == found
    return found


def test_an_open_post_is_told_by_all_three(client):
    assert taken(client, make_post()) == NAMES


@pytest.mark.parametrize("off", NAMES)
def test_one_protocol_is_switched_off_for_the_site(client, off):
    post = make_post()
    set_site(**{f"{off}_in": False})
    assert taken(client, post) == [name for name in NAMES if name != off]


@pytest.mark.parametrize("off", NAMES)
def test_one_protocol_is_switched_off_for_the_post(client, off):
    assert taken(client, make_post(protocols_in_off=[off])) == [name for name in NAMES if name != off]


@pytest.mark.parametrize(
    ("post", "site"),
    [({"pings_open": False}, {}), ({}, {"pings_allowed": False}), ({"protocols_in_off": NAMES}, {}),
     ({}, {"webmention_in": False, "trackback_in": False, "pingback_in": False}), ({"password": "enter"}, {})],
)  # fmt: skip
def test_a_closed_post_takes_and_advertises_none(client, post, site):
    made = make_post(**post)
    set_site(**site)
    assert taken(client, made) == []


@pytest.mark.parametrize(("days", "open_still"), [(0, True), (13, False), (14, False), (16, True)])
def test_pings_close_after_so_many_days(client, days, open_still):
    post = make_post(at=timezone.now() - timedelta(days=15))
    set_site(close_pings_after_days=days, close_comments_after_days=1)
    assert switches.takes_pings(post, SiteSettings.load()) is open_still
    assert bool(taken(client, post)) is open_still


@pytest.mark.parametrize("state", ["draft", "review", "scheduled", "private", "trash"])
def test_a_hidden_post_takes_none(state):
    post = make_post(state=state, at=timezone.now() + timedelta(days=1))
    assert not switches.takes_pings(post, SiteSettings.load())


@pytest.mark.parametrize("off", NAMES)
def test_sending_is_switched_off_for_the_site_or_the_post(off):
    left = [name for name in NAMES if name != off]
    assert names(switches.sending(Post(), SiteSettings())) == NAMES
    assert names(switches.sending(Post(), SiteSettings(**{f"{off}_out": False}))) == left
    assert names(switches.sending(Post(protocols_out_off=[off]), SiteSettings())) == left


def test_one_target_is_told_by_one_protocol_in_the_order_of_preference(bob):
    offers = f'<link rel="webmention" href="/wm"><link rel="trackback" href="/tb">' \
             f'<link rel="pingback" href="{bob.url}/xml">'  # fmt: skip
    target = bob.writes("/p/", f"<head>{offers}</head>")
    bob.answers = dict.fromkeys(("/wm", "/tb", "/xml"), (202, "ok"))
    make_post(html=f'<p><a href="{target}">x</a></p>')
    run_jobs()
    assert [path for path, _ in bob.told] == ["/wm"]
    set_site(webmention_out=False)
    bob.answers["/tb"] = (200, '<?xml version="1.0"?><response><error>0</error></response>')
    make_post(html=f'<p><a href="{target}">x</a></p>')
    run_jobs()
    make_post(html=f'<p><a href="{target}">x</a></p>', protocols_out_off=["trackback"])
    run_jobs()
    assert [path for path, _ in bob.told] == ["/wm", "/tb", "/xml"]
    set_site(trackback_out=False, pingback_out=False)
    make_post(html=f'<p><a href="{target}">x</a></p>')
    run_jobs()
    assert len(bob.told) == 3 and OutgoingPing.objects.first().state == "no_endpoint"
