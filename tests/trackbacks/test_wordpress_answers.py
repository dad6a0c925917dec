"""What WordPress 6.1.9 answers our pings with, byte for byte as it was recorded, and what we make of each answer."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from urllib3 import HTTPHeaderDict

from tests.factories import make_post
from tests.flows import run_jobs
from trackbacks.models import OutgoingPing
from trackbacks.page import Page
from trackbacks.protocols import pingback, trackback

pytestmark = pytest.mark.django_db

TAKEN = '<?xml version="1.0" encoding="utf-8"?>\n<response>\n<error>0</error>\n</response>'


def error_1(message: str) -> str:
    return TAKEN.replace("<error>0</error>", f"<error>1</error>\n<message>{message}</message>")


def died(status: int, message: str) -> str:
    """The XML of its own that it ends in when something goes wrong on the way: no TrackBack answer."""
    return (
        "<error>\n    <code>wp_die</code>\n    <title><![CDATA[WordPress &amp;rsaquo; Error]]></title>\n"
        f"    <message><![CDATA[{message}]]></message>\n    <data>\n        <status>{status}</status>\n"
        "    </data>\n</error>\n"
    )


ALREADY = error_1("There is already a ping from that URL for this post.")
CLOSED = error_1("Sorry, trackbacks are closed for this item.")
NO_ID = error_1("I really need an ID for this to work.")
DUPLICATE = died(409, "Duplicate comment detected; it looks as though you&amp;#8217;ve already said that!")
FLOOD = died(429, "You are posting comments too quickly. Slow down.")
BROKEN = died(500, "Bob’s plug-in is broken.")


def fault(code: int, words: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<methodResponse>\n  <fault>\n    <value>\n      <struct>\n'
        f"        <member>\n          <name>faultCode</name>\n          <value><int>{code}</int></value>\n"
        "        </member>\n        <member>\n          <name>faultString</name>\n"
        f"          <value><string>{words}</string></value>\n        </member>\n      </struct>\n"
        "    </value>\n  </fault>\n</methodResponse>\n"
    )


REGISTERED = fault(48, "The pingback has already been registered.")
HIDDEN = fault(0, "")  # 16, 17, 32 and 33 all look so
WELCOME = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<methodResponse>\n  <params>\n    <param>\n      <value>\n'
    "      <string>Pingback from http://testserver/2026/11/a/ to http://bob.example/2026/11/b/ registered. "
    "Keep the web talking! :-)</string>\n      </value>\n    </param>\n  </params>\n</methodResponse>\n"
)


def pasted(url: str) -> OutgoingPing:
    make_post(send_trackbacks=url)
    run_jobs()
    return OutgoingPing.objects.get()


ANSWERS = {
    "taken": (200, TAKEN, "delivered", ""),
    "told already": (200, ALREADY, "delivered", "There is already a ping from that URL for this post."),
    "closed": (200, CLOSED, "refused", "Sorry, trackbacks are closed for this item."),
    "a ping without title": (200, "", "refused", "answered, unreadable"),
    "an address of old": (404, NO_ID, "refused", "I really need an ID for this to work."),
    "wp-trackback.php/ID": (404, TAKEN, "refused", "HTTP status 404"),
    "duplicate": (409, DUPLICATE, "refused",
                  "Duplicate comment detected; it looks as though you’ve already said that!"),
    "flood": (429, FLOOD, "retrying", "You are posting comments too quickly. Slow down."),
    "a broken plug-in": (500, BROKEN, "retrying", "Bob’s plug-in is broken."),
}  # fmt: skip


@pytest.mark.parametrize(("status", "body", "state", "message"), ANSWERS.values(), ids=ANSWERS)
def test_TRAP_1_TB_S7_an_answer_is_delivered_only_where_it_says_so(bob, status, body, state, message) -> None:
    """WordPress itself takes each of these for delivered."""
    bob.answers["/2026/11/b/trackback/"] = (status, body)
    ping = pasted(f"{bob.url}/2026/11/b/trackback/")
    assert (ping.state, ping.message, ping.attempts) == (state, message, 1)
    assert (ping.due_at is not None) == (state == "retrying")


@pytest.mark.parametrize(("status", "body"), [(429, FLOOD), (500, BROKEN)])
def test_what_it_could_not_take_is_sent_once_more(bob, status, body) -> None:
    """WordPress asks nobody twice."""
    bob.answers["/2026/11/b/trackback/"] = (status, body)
    pasted(f"{bob.url}/2026/11/b/trackback/")
    bob.answers["/2026/11/b/trackback/"] = (200, TAKEN)
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        run_jobs()
    ping = OutgoingPing.objects.get()
    assert (ping.state, ping.attempts) == ("delivered", 2)
    first, second = bob.told
    assert first == second


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_ping_that_is_redirected_is_not_followed(bob, status) -> None:
    """WordPress follows by GET, which carries no ping, and takes the page that comes for delivered."""
    bob.answers["/2026/11/b/trackback/"] = (status, "")
    bob.headers["Location"] = f"{bob.url}/2026/11/c/"
    ping = pasted(f"{bob.url}/2026/11/b/trackback/")
    assert (ping.state, ping.message) == ("refused", f"HTTP status {status}")
    assert (bob.asked, len(bob.told)) == ([], 1)


def test_TB_S10_our_pings_have_the_title_without_which_it_stores_nothing(bob) -> None:
    bob.answers["/2026/11/b/trackback/"] = (200, TAKEN)
    pasted(f"{bob.url}/2026/11/b/trackback/")
    ((_, fields),) = bob.told
    assert fields["title"] and fields["title"] == OutgoingPing.objects.get().post.title


FAULTS = {
    "registered now": (WELCOME, "delivered", WELCOME.partition("<string>")[2].partition("</string>")[0]),
    "registered already": (REGISTERED, "delivered", "The pingback has already been registered. (fault 48)"),
    "any other fault": (HIDDEN, "refused", "no reason given (fault 0)"),
}


@pytest.mark.parametrize(("body", "state", "message"), FAULTS.values(), ids=FAULTS)
def test_PB_S8_of_its_faults_only_48_tells_anything(bob, body, state, message) -> None:
    target = bob.writes(
        "/2026/11/b/", f'<html><link rel="pingback" href="{bob.url}/xmlrpc.php" /><p>A post.</p></html>'
    )
    bob.answers["/xmlrpc.php"] = (200, body)
    make_post(html=f'<p>I read <a href="{target}">this</a>.</p>')
    run_jobs()
    ping = OutgoingPing.objects.get()
    assert (ping.protocol, ping.state, ping.message, ping.attempts) == ("pingback", state, message, 1)


@pytest.mark.parametrize("body", [DUPLICATE, FLOOD, BROKEN, REGISTERED, HIDDEN, WELCOME, ""])
def test_what_is_no_trackback_answer_is_none_whatever_its_status(body) -> None:
    page = Page("http://bob.example/tb", 200, HTTPHeaderDict({"Content-Type": "text/xml"}), body.encode())
    assert trackback.parse_answer(body) is None
    assert trackback.read_answer(page).outcome == "refused"


@pytest.mark.parametrize("body", [TAKEN, ALREADY, CLOSED, DUPLICATE, FLOOD, BROKEN, ""])
def test_what_is_no_pingback_answer_is_none_whatever_its_status(body) -> None:
    page = Page("http://bob.example/x", 200, HTTPHeaderDict({"Content-Type": "text/xml"}), body.encode())
    assert pingback.read_answer(page).outcome == "refused"
