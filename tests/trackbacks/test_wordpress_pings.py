"""What WordPress 6.1.9 sends us, byte for byte as it was recorded; only the addresses are others."""

import time

import pytest

from tests.factories import make_post
from trackbacks import fetch
from trackbacks.models import IncomingPing

pytestmark = pytest.mark.django_db

# No charset in the header and none in the form; its title and excerpt are HTML, its blog_name is too.
TRACKBACK = (
    b"title=Theirs+21%3A+Tea+%26amp%3B+%26%238220%3Bcake%26%238221%3B+%26lt%3B+3+pm+%E2%80%94"
    b"+%E6%97%A5%E6%9C%AC%E8%AA%9E+%F0%9F%8E%89&url=http%3A%2F%2Fbob.example%2F2026%2F11%2Ftheirs-21-tea-cake-3-pm"
    b"-%25e6%2597%25a5%25e6%259c%25ac%25e8%25aa%259e-%25f0%259f%258e%2589%2F"
    b"&blog_name=Bob+%26amp%3B+Charlie%E2%80%99s+%E2%80%9Ctea+house%E2%80%9D+%E8%8C%B6"
    b"&excerpt=Bob+writes+Tea+%26amp%3B+%26%238220%3Bcake%26%238221%3B+%26lt%3B+3+pm+%E2%80%94"
    b"+%E6%97%A5%E6%9C%AC%E8%AA%9E+%F0%9F%8E%89+about+Alice%E2%80%99s+post%2C+at+length."
)
SOURCE = "http://bob.example/2026/11/theirs-21-tea-cake-3-pm-%e6%97%a5%e6%9c%ac%e8%aa%9e-%f0%9f%8e%89/"
PINGBACK = (
    '<?xml version="1.0"?>\n<methodCall>\n<methodName>pingback.ping</methodName>\n<params>\n'
    f"<param><value><string>{SOURCE}</string></value></param>\n"
    "<param><value><string>{target}</string></value></param>\n</params></methodCall>"
)
AGENT = "WordPress/6.1.9; http://bob.example"
PINGBACK_AGENT = "The Incutio XML-RPC PHP Library -- WordPress/6.1.9"


def send_trackback(client, url: str):
    """Its Referer is always the address that it asks."""
    form = "application/x-www-form-urlencoded"
    return client.generic("POST", url, TRACKBACK, form, headers={"user-agent": AGENT, "referer": url})


def send_pingback(client, post):
    body, url = PINGBACK.format(target=post.full_url), "http://testserver/xmlrpc.php"
    headers = {"user-agent": PINGBACK_AGENT, "referer": url}
    return client.generic("POST", url, body, "text/xml", headers=headers)


def test_TB_R8_its_entities_are_decoded_and_what_has_no_charset_is_utf8(client) -> None:
    answer = send_trackback(client, make_post().trackback_url)
    assert answer.content == b'<?xml version="1.0" encoding="utf-8"?><response><error>0</error></response>'
    ping = IncomingPing.objects.get()
    assert (ping.source, ping.user_agent) == (SOURCE, AGENT)
    assert ping.title == "Theirs 21: Tea & “cake” < 3 pm — 日本語 🎉"
    assert ping.excerpt == "Bob writes Tea & “cake” < 3 pm — 日本語 🎉 about Alice’s post, at length."
    assert ping.blog_name == "Bob & Charlie’s “tea house” 茶"


def test_PB_R1_its_head_request_finds_one_header(client) -> None:
    post = make_post()
    answer = client.head(post.full_url, headers={"user-agent": AGENT, "referer": post.full_url})
    found = [value for name, value in answer.items() if name.lower() == "x-pingback"]
    assert (answer.status_code, found, answer.content) == (200, ["http://testserver/xmlrpc.php"], b"")


def test_PB_R3_its_pingback_is_taken(client) -> None:
    post = make_post()
    answer = send_pingback(client, post)
    ping = IncomingPing.objects.get()
    assert (ping.source, ping.target, ping.user_agent) == (SOURCE, post.full_url, PINGBACK_AGENT)
    assert ping.status_url in answer.content.decode() and "fault" not in answer.content.decode()


def test_PROMISE_9_both_of_one_post_are_one_row(client) -> None:
    """A post that links to ours and has our Trackback URL in its field sends both."""
    post = make_post()
    send_pingback(client, post)
    send_trackback(client, post.trackback_url)
    ping = IncomingPing.objects.get()
    assert (ping.received, ping.blog_name) == (2, "Bob & Charlie’s “tea house” 茶")


ADDRESSES = ["{trackback_url}", "{slashless}", "/wp-trackback.php?p={pk}", "/wp-trackback.php/{pk}", "{old}"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_ping_is_ever_redirected(client, address) -> None:
    """It would follow by GET, without its words, and take the page for our answer."""
    post = make_post()
    old = post.trackback_url
    post.slug = "renamed"
    post.write()
    url = address.format(
        trackback_url=post.trackback_url, slashless=post.trackback_url.rstrip("/"), pk=post.pk, old=old
    )
    answer = send_trackback(client, url)
    assert (answer.status_code, b"<error>0</error>" in answer.content) == (200, True)
    assert IncomingPing.objects.get().post == post


def test_TRAP_3_nobody_waits_for_a_sleep_or_a_fetch_of_ours(client, monkeypatch) -> None:
    """WordPress sleeps a second in each pingback, and reads the source before it answers."""

    def never(*given, **named):
        raise AssertionError("the sender waits")

    monkeypatch.setattr(time, "sleep", never)
    monkeypatch.setattr(fetch, "get", never)
    post = make_post()
    assert b"/pings/" in send_pingback(client, post).content
    assert b"<error>0</error>" in send_trackback(client, post.trackback_url).content


def test_TRAP_4_PB_R4_a_fault_tells_which_rule_was_broken(client) -> None:
    """WordPress hides 16, 17, 32 and 33 behind 0."""
    closed, hidden = make_post(pings_open=False), make_post(state="draft")
    assert b"<int>33</int>" in send_pingback(client, closed).content
    assert b"<int>32</int>" in send_pingback(client, hidden).content
    assert not IncomingPing.objects.exists()
