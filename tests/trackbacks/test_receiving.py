"""The TrackBack endpoint: what is asked at the door, what is kept, and how it is answered."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from defusedxml.ElementTree import fromstring
from django.db import DatabaseError
from django.utils import timezone

from comments.models import PostComment
from tests.factories import make_ping, make_post, set_site
from trackbacks.models import IncomingPing
from trackbacks.receiving import target_post

pytestmark = pytest.mark.django_db
SOURCE = "http://charlie.example/post/"


def ping(client, post, **fields):
    fields = {"url": SOURCE, "title": "Hello", "excerpt": "Some words", "blog_name": "Charlie"} | fields
    return client.post(post.trackback_url, {k: v for k, v in fields.items() if v is not None})


def error_of(response) -> str:
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert not response.cookies
    root = fromstring(response.content)
    assert root.tag == "response"
    return "" if root.findtext("error") == "0" else root.findtext("message")


def test_TB_R2_a_ping_is_accepted_durably_and_answered_in_the_specs_own_words(client) -> None:
    post = make_post()
    response = ping(client, post)
    assert response.content.decode().replace("\n", "") == (
        '<?xml version="1.0" encoding="utf-8"?><response><error>0</error></response>'
    )
    row = IncomingPing.objects.get()
    assert (row.post, row.source, row.title, row.excerpt, row.blog_name) == (
        post,
        SOURCE,
        "Hello",
        "Some words",
        "Charlie",
    )
    assert (row.state, row.protocol, row.status) == ("queued", "trackback", "queued")
    assert not PostComment.objects.exists()


def test_TB_R13_it_needs_no_token_and_sets_no_cookie() -> None:
    from django.test import Client

    response = ping(Client(enforce_csrf_checks=True), make_post())
    assert response.status_code == 200 and not response.cookies


@pytest.mark.parametrize("path", ["/wp-trackback.php?p={}", "/wp-trackback.php/{}", "/wp-trackback.php/{}/"])
def test_wordpress_addresses_are_the_same_endpoint(client, path) -> None:
    post = make_post()
    assert error_of(client.post(path.format(post.pk), {"url": SOURCE})) == ""
    assert IncomingPing.objects.get().post == post


def test_an_address_without_its_last_slash_takes_pings_too(client) -> None:
    assert error_of(client.post(make_post().trackback_url.rstrip("/"), {"url": SOURCE})) == ""


def test_TB_R1_no_url_is_error_1_with_status_200(client) -> None:
    response = ping(client, make_post(), url=None)
    assert response.status_code == 200 and error_of(response)
    assert not IncomingPing.objects.exists()


BAD_URLS = [
    "", "charlie", "ftp://charlie.example/", "javascript:alert(1)", "http://a@charlie.example/", "http:///x",
    "http://[::1", "x" * 3000, "http://charlie.example/" + "x" * 2000, "http://charlie.example/\x00",
    "//charlie.example/",
]  # fmt: skip


@pytest.mark.parametrize("url", BAD_URLS)
def test_a_url_that_is_none_gets_trackbacks_own_error(client, url) -> None:
    response = ping(client, make_post(), url=url)
    assert response.status_code == 200 and error_of(response)
    assert not IncomingPing.objects.exists()


def test_TB_R3_the_reason_is_escaped(client) -> None:
    response = ping(client, make_post(), url="<script>alert(1)</script>")
    assert error_of(response) and b"<script" not in response.content


def test_TB_R5_without_a_title_the_url_stands_in(client) -> None:
    ping(client, make_post(), title=None)
    assert IncomingPing.objects.get().title == SOURCE


def test_TB_R6_only_post_creates_and_get_leads_to_the_post(client) -> None:
    post = make_post()
    response = client.get(post.trackback_url, {"url": SOURCE, "title": "Hello"})
    assert response.status_code == 302 and response["Location"] == post.get_absolute_url()
    assert not IncomingPing.objects.exists()


def test_TB_R7_rss_mode_lists_the_pings_that_are_shown(client) -> None:
    post = make_post("Gardens & more")
    make_ping(post, title="Shown", source_url=SOURCE)
    make_ping(post, title="Hidden", source_url=SOURCE + "2", status="spam")
    response = client.get(post.trackback_url + "?__mode=rss")
    root = fromstring(response.content)
    assert root.findtext("error") == "0"
    assert root.find("rss").get("version") == "0.91"
    assert [item.findtext("title") for item in root.iter("item")] == ["Shown"]
    assert root.find("rss/channel").findtext("title") == "Gardens & more"


@pytest.mark.parametrize("charset", ["shift_jis", "iso-8859-1", "utf-8", "koi8-r"])
def test_TB_R8_the_charset_of_the_header_is_heard(client, charset) -> None:
    words = {"shift_jis": "日本語", "iso-8859-1": "Grüße", "koi8-r": "Привет"}.get(charset, "Grüße 日本語 😀")
    body = b"url=" + SOURCE.encode() + b"&title=" + words.encode(charset)
    from urllib.parse import quote_from_bytes

    body = f"url={SOURCE}&title={quote_from_bytes(words.encode(charset))}".encode()
    client.post(
        make_post().trackback_url, body, content_type=f"application/x-www-form-urlencoded; charset={charset}"
    )
    assert IncomingPing.objects.get().title == words


def test_a_post_whose_address_is_not_ascii_is_found_however_it_is_written(client) -> None:
    post = make_post(slug="お茶-é")
    assert not error_of(ping(client, post))
    assert post.trackback_url.isascii()
    for url in (post.full_url, post.full_url.lower(), unquote(post.full_url)):
        assert target_post(url) == post


def test_an_unknown_post_and_a_hidden_one_are_refused_in_the_same_words(client) -> None:
    draft = make_post(state="draft")
    a = client.post(draft.trackback_url, {"url": SOURCE})
    b = client.post("/2001/01/nothing/trackback/", {"url": SOURCE})
    c = client.post("/wp-trackback.php?p=999999999999999999999", {"url": SOURCE})
    assert (
        error_of(a)
        and a.content == b.content == c.content
        and a.status_code == b.status_code == c.status_code
    )


CLOSED = [
    ({"pings_open": False}, {}),
    ({}, {"pings_allowed": False}),
    ({"at": timezone.now() - timedelta(days=30)}, {"close_pings_after_days": 14}),
]


@pytest.mark.parametrize(("post", "site"), CLOSED)
def test_TB_R12_a_closed_post_answers_with_the_reason(client, post, site) -> None:
    set_site(**site)
    assert "closed" in error_of(ping(client, make_post(**post)))
    assert not IncomingPing.objects.exists()


def test_a_password_post_takes_no_pings(client) -> None:
    assert error_of(ping(client, make_post(password="enter")))


def test_the_blog_does_not_take_pings_from_itself(client) -> None:
    post, other = make_post(), make_post()
    assert error_of(ping(client, post, url=post.full_url))
    assert error_of(ping(client, post, url=other.full_url))
    assert not IncomingPing.objects.exists()


def test_TB_R11_a_repeat_updates_the_one_row(client) -> None:
    post = make_post()
    for title, url in [
        ("First", SOURCE),
        ("Second", SOURCE + "#top"),
        ("Third", SOURCE.replace("charlie", "CHARLIE")),
    ]:
        assert error_of(ping(client, post, title=title, url=url)) == ""
    rows = IncomingPing.objects.values_list("title", "received", "generation")
    assert list(rows) == [("Third", 3, 2)]


def test_a_body_over_its_bound_gets_an_error_and_no_row(client) -> None:
    body = b"url=" + SOURCE.encode() + b"&excerpt=" + b"x" * 1024 * 1024
    response = client.post(make_post().trackback_url, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (200, 413) and error_of(response)
    many = "&".join(f"f{n}=1" for n in range(300))
    assert error_of(
        client.post(
            make_post().trackback_url,
            f"url={SOURCE}&{many}",
            content_type="application/x-www-form-urlencoded",
        )
    )
    assert not IncomingPing.objects.exists()


def test_thirty_pings_a_minute_from_an_address_and_then_429_with_retry_after(client) -> None:
    """TB-R9"""
    posts = [make_post() for _ in range(3)]
    for n in range(30):
        assert error_of(ping(client, posts[n % 3], url=f"http://blog{n}.example/")) == ""
    response = ping(client, posts[0], url="http://one-more.example/")
    assert response.status_code == 429 and int(response["Retry-After"]) > 0 and error_of(response)
    assert IncomingPing.objects.count() == 30
    other = client.post(posts[0].trackback_url, {"url": "http://other.example/"}, REMOTE_ADDR="192.0.2.7")
    assert error_of(other) == ""
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert error_of(ping(client, posts[0], url="http://later.example/")) == ""


def test_sixty_an_hour_from_one_source_host_whatever_the_address(client) -> None:
    post = make_post()
    for n in range(60):
        response = client.post(post.trackback_url, {"url": f"{SOURCE}{n}"}, REMOTE_ADDR=f"192.0.2.{n}")
        assert response.status_code == 200
    assert client.post(post.trackback_url, {"url": SOURCE}, REMOTE_ADDR="192.0.2.99").status_code == 429
    elsewhere = client.post(post.trackback_url, {"url": "http://bob.example/"}, REMOTE_ADDR="192.0.2.99")
    assert elsewhere.status_code == 200


def test_above_two_hundred_an_hour_a_post_takes_them_and_checks_them_later(client) -> None:
    post = make_post()
    for n in range(201):
        response = client.post(
            post.trackback_url, {"url": f"http://blog{n}.example/"}, REMOTE_ADDR=f"192.0.2.{n % 250}"
        )
        assert error_of(response) == ""
    last = IncomingPing.objects.order_by("-pk").first()
    assert last.due_at > timezone.now() + timedelta(minutes=30)


def test_TRAP_8_a_flood_from_one_sender_shuts_out_nobody_else(client) -> None:
    post = make_post()
    for n in range(31):
        flood = client.post(
            post.trackback_url, {"url": f"http://spam{n}.example/"}, REMOTE_ADDR="203.0.113.5"
        )
    assert flood.status_code == 429
    real = client.post(post.trackback_url, {"url": "http://bob.example/"}, REMOTE_ADDR="203.0.113.9")
    assert real.status_code == 200 and IncomingPing.objects.filter(source="http://bob.example/").exists()


def test_rate_limits_can_be_switched_off(client, settings) -> None:
    settings.RATE_LIMITS = False
    post = make_post()
    assert all(ping(client, post, url=f"http://blog{n}.example/").status_code == 200 for n in range(35))


def test_forwarded_addresses_are_believed_from_configured_proxies_only(client, settings) -> None:
    import ipaddress

    post = make_post()
    client.post(post.trackback_url, {"url": SOURCE + "1"}, HTTP_X_FORWARDED_FOR="192.0.2.1")
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("127.0.0.1")]
    client.post(post.trackback_url, {"url": SOURCE + "2"}, HTTP_X_FORWARDED_FOR="198.51.100.9, 192.0.2.2")
    assert list(IncomingPing.objects.order_by("pk").values_list("address", flat=True)) == [
        "127.0.0.1",
        "192.0.2.2",
    ]


def test_when_the_row_cannot_be_written_no_success_is_told(client, monkeypatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(IncomingPing, "save", broken)
    response = ping(client, make_post())
    assert response.status_code == 503 and error_of(response) and response["Retry-After"]


def test_TB_R14_nothing_is_fetched_while_the_sender_waits(client, monkeypatch) -> None:
    from trackbacks import fetch

    asked = []
    monkeypatch.setattr(fetch, "get", lambda url, **kw: asked.append(url))
    ping(client, make_post())
    assert asked == []


def test_an_accepted_ping_costs_a_bounded_number_of_queries(client, django_assert_max_num_queries) -> None:
    post = make_post()
    with django_assert_max_num_queries(9):
        ping(client, post)
