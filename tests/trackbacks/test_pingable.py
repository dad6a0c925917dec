"""Is this blog pingable? The look at its own page, and what it says when something is broken."""

from xmlrpc.client import Fault, dumps

import pytest
from urllib3 import HTTPHeaderDict

from jobs.models import Chore, Finding
from tests.factories import make_post, make_user, run_chores, set_site
from trackbacks import fetch, looks, pingable
from trackbacks.page import Page

pytestmark = pytest.mark.django_db
NAMES = ("webmention", "trackback", "pingback")


class OwnSite:
    """This blog as a stranger sees it: `broken` changes an answer on its way."""

    def __init__(self, client):
        self.client, self.broken = client, lambda page: page

    def page(self, url, response):
        return self.broken(
            Page(url, response.status_code, HTTPHeaderDict(response.headers), response.content)
        )

    def get(self, url, *, agent):
        return self.page(url, self.client.get(url))

    def head(self, url, *, agent):
        return self.page(url, self.client.head(url))

    def post(self, url, data, *, content_type, agent):
        return self.page(url, self.client.post(url, data, content_type=content_type))


@pytest.fixture
def site(client, monkeypatch):
    own = OwnSite(client)
    for name in ("get", "head", "post"):
        monkeypatch.setattr(fetch, name, getattr(own, name))
    return own


def seen(found):
    """What -> ok."""
    return {look.what: look.ok for look in found.looks}


def wrong(found):
    return [look.what for look in found.looks if look.ok is False]


def test_an_open_post_can_be_told_in_every_way(site):
    make_post()
    make_post(pings_open=False)
    found = pingable.examine()
    assert found.verdict == "yes"
    assert "by Webmention at http://testserver/webmention/" in found.sentence
    assert len(found.looks) == 12 and all(seen(found).values())
    assert found.problems == []


def test_a_blog_without_a_closed_post_says_that_it_could_not_look(site):
    make_post()
    assert seen(pingable.examine())["A post closed for pings asks for none"] is None


@pytest.mark.parametrize("off", NAMES)
def test_a_protocol_that_is_switched_off_is_to_be_absent(site, off):
    make_post()
    set_site(**{f"{off}_in": False})
    found = pingable.examine()
    assert wrong(found) == [] and found.verdict == "yes"


def without(*headers, body=()):
    """Answers that lack these headers, and where each (old, new) of `body` is replaced."""

    def change(page):
        kept = HTTPHeaderDict({name: value for name, value in page.headers.items() if name not in headers})
        text = page.body
        for old, new in body:
            text = text.replace(old, new)
        return Page(page.url, page.status, kept, text)

    return change


def twice(page):
    headers = HTTPHeaderDict(page.headers)
    for value in page.headers.getlist("X-Pingback"):
        headers.add("X-Pingback", value)
    return Page(page.url, page.status, headers, page.body)


def linked(page):
    headers = HTTPHeaderDict(page.headers)
    headers["Link"] = '<http://testserver/xmlrpc.php>; rel="pingback"'
    return Page(page.url, page.status, headers, page.body)


def welcoming(page):
    """Endpoints that answer everything with success."""
    if page.url.endswith(("/webmention/", "/trackback/", "/xmlrpc.php")):
        text = dumps(("hello",), methodresponse=True).encode()
        return Page(page.url, 200, page.headers, text)
    return page


BROKEN = [
    (without("Link"), ["The Webmention link in the header of the page"]),
    (without("X-Pingback"), ["One X-Pingback header, on GET and on HEAD"]),
    (twice, ["One X-Pingback header, on GET and on HEAD"]),
    (linked, ["The Webmention link in the header of the page", "No Pingback address in the Link header"]),
    (without(body=[(b'rel="webmention"', b'rel="other"')]), ["The Webmention link in the page"]),
    (
        without(body=[(b'<link rel="pingback" href', b"<link rel='pingback' href")]),
        ["The Pingback link in the page, in the very form of its rules"],
    ),
    (without(body=[(b'rel="trackback"', b"")]), ["The TrackBack link in the page"]),
    (without(body=[(b"trackback:ping", b"trackback:pong")]), ["The TrackBack block (RDF) in the page"]),
    (
        welcoming,
        [
            "An empty Webmention is refused in its own words",
            "An empty TrackBack is refused in its own words",
            "An empty Pingback is refused in its own words",
            "No system methods at the Pingback address",
        ],
    ),
]


@pytest.mark.parametrize(("change", "names"), BROKEN)
def test_what_is_broken_is_named(site, change, names):
    make_post()
    site.broken = change
    found = pingable.examine()
    assert wrong(found) == names
    assert found.verdict == "no" and len(found.problems) == len(names)


def test_a_closed_post_that_asks_for_pings_is_named(site, monkeypatch):
    make_post(pings_open=False)
    make_post()
    monkeypatch.setattr(looks.discovery, "endpoints", lambda *about: {"webmention": "there"})
    made = looks.closed_post(pingable.SiteSettings.load(), pingable._newest())
    assert made.ok is False and "offers webmention" in made.seen


def test_the_guard_refusing_our_own_address_is_normal_on_a_laptop(settings):
    settings.SITE_URL, settings.PINGS_ALLOWED_PRIVATE_HOSTS = "http://127.0.0.1:8000", frozenset()
    make_post()
    found = pingable.examine()
    assert (found.verdict, found.problems) == ("private", [])
    assert "normal on a laptop" in found.sentence
    assert "PINGS_ALLOWED_PRIVATE_HOSTS=127.0.0.1:8000" in found.sentence


def test_a_page_that_nobody_serves_is_a_problem(settings, free_port):
    settings.SITE_URL = f"http://127.0.0.1:{free_port}"
    settings.PINGS_ALLOWED_PRIVATE_HOSTS = frozenset({("127.0.0.1", free_port)})
    make_post()
    (problem,) = pingable.examine().problems
    assert "could not be read" in problem and "SITE_URL" in problem


def test_without_an_open_post_there_is_nothing_to_tell():
    make_post(pings_open=False)
    found = pingable.examine()
    assert (found.verdict, found.problems) == ("nothing", [])


def test_a_fault_without_a_number_is_no_refusal():
    page = Page("http://testserver/", 200, body=dumps(Fault(-32601, "no")).encode())
    assert looks._fault(page) == -32601
    assert looks._fault(Page("http://testserver/", 200, body=b"hello")) is None


# On the page


def test_the_button_asks_for_a_chore_and_the_page_shows_what_it_found(client, site, monkeypatch):
    client.force_login(make_user("alice", role="editor"))
    make_post()
    monkeypatch.setattr(pingable, "examine", lambda: pytest.fail("the network in a request"))
    assert client.post("/admin/pings/check/")["Location"] == "/admin/pings/#pingable"
    assert "It is being tried now" in client.get("/admin/pings/").content.decode()
    monkeypatch.undo()
    for name in ("get", "head", "post"):
        monkeypatch.setattr(fetch, name, getattr(site, name))
    site.client = type(client)()
    run_chores(pingable.NAME)
    page = client.get("/admin/pings/").content.decode()
    assert "being tried" not in page
    assert "A stranger&#x27;s software would tell it by Webmention" in page and page.count("look-yes") == 11


def test_a_get_starts_nothing_and_neither_does_an_author(client):
    client.force_login(make_user("alice", role="author"))
    assert client.post("/admin/pings/check/").status_code == 403
    client.force_login(make_user("bob", role="editor"))
    assert client.get("/admin/pings/check/").status_code == 405
    assert not Chore.objects.exists() and not Finding.objects.exists()
