"""Mail that really leaves: sign-up, confirmation, a new post and the way out, by real processes and a real server."""

import http.cookiejar
import json
import re
import socket
import urllib.request
from urllib.parse import urlencode

import pytest

from tests.mail_server import REFUSED, mail_server
from tests.running import ENOUGH_SECONDS, RunningBlog, answer, until

pytestmark = pytest.mark.journey
ALICE, BOB = "alice@alice.example", "bob@bob.example"


def unused_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def box():
    port = unused_port()
    with mail_server(port) as mailbox:
        mailbox.url = f"smtp://127.0.0.1:{port}"
        yield mailbox


@pytest.fixture
def blog(tmp_path, box, free_port):
    environment = {"EMAIL_URL": box.url, "PINGS_UNDO_SECONDS": "0"}
    with RunningBlog(tmp_path, free_port, **environment) as running:
        running.manage("migrate", "--verbosity", "0")
        running.manage("settings", "min_seconds=0", "hold_first_timers=0", "confirm_by_mail=1")
        for name in ("web", "worker", "scheduler"):
            running.start(name)
        running.wait_until_ready()
        yield running


class Reader:
    """A browser without scripts: it keeps cookies and sends the forms that it is shown."""

    def __init__(self):
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, url):
        with self.opener.open(url, timeout=10) as response:
            return response.read().decode()

    def press(self, url, **fields):
        """The form of a page, sent with its hidden fields and these."""
        page = self.get(url)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        with self.opener.open(url, urlencode(hidden | fields).encode(), timeout=10) as response:
            return response.read().decode()


def text_of(message):
    return message.get_body(["plain"]).get_content()


def link_in(message, part):
    return re.search(rf"http://127\.0\.0\.1:\d+/{part}\S+", text_of(message))[0]


def new_post(blog, title):
    page = blog.folder / "post.html"
    page.write_text("<p>They climb walls.</p>")
    line = blog.manage("create_post", "--title", title, "--html", str(page), "--status", "published")
    return json.loads(line)["url"]


def test_from_the_form_to_the_mailbox_and_out_again(blog, box):
    for address in (ALICE, BOB, REFUSED):
        Reader().press(f"{blog.url}/subscribe/", email=address)
    until(lambda: box.to(ALICE) and box.to(BOB), ENOUGH_SECONDS, f"both are asked\n{blog.logs()}")
    assert box.to(REFUSED) == []
    for address in (ALICE, BOB):
        assert "You are subscribed" in Reader().press(link_in(box.to(address)[0], "subscribe/confirm/"))

    url = new_post(blog, "Beans")
    until(
        lambda: len(box.to(ALICE)) == len(box.to(BOB)) == 2,
        ENOUGH_SECONDS,
        f"both get the post\n{blog.logs()}",
    )
    message = box.to(ALICE)[1]
    assert message["Subject"] == "Crosstalk: Beans"
    assert url in text_of(message)

    leave = message["List-Unsubscribe"].strip(" <>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert answer(leave, data=b"List-Unsubscribe=One-Click")[0] == 200
    new_post(blog, "Peas")
    until(lambda: len(box.to(BOB)) == 3, ENOUGH_SECONDS, f"who stayed gets the next\n{blog.logs()}")
    assert len(box.to(ALICE)) == 2


def test_a_comment_is_confirmed_by_mail_and_its_follower_is_told_of_the_next(blog, box):
    url = new_post(blog, "Beans")
    respond = f"{url}respond/"
    Reader().press(respond, name="Alice", email=ALICE, comment="They climb.", followup="on")
    until(lambda: box.to(ALICE), ENOUGH_SECONDS, f"she is asked\n{blog.logs()}")
    assert "They climb." not in answer(url)[1]
    Reader().press(link_in(box.to(ALICE)[0], "comment/confirm/"))
    until(lambda: "They climb." in answer(url)[1], ENOUGH_SECONDS, f"it appears\n{blog.logs()}")

    Reader().press(respond, name="Bob", email=BOB, comment="Peas do, too.")
    until(lambda: box.to(BOB), ENOUGH_SECONDS, "he is asked")
    Reader().press(link_in(box.to(BOB)[0], "comment/confirm/"))
    until(lambda: len(box.to(ALICE)) == 2, ENOUGH_SECONDS, f"she is told\n{blog.logs()}")
    message = box.to(ALICE)[1]
    assert message["Subject"] == "New on “Beans”"
    assert "Peas do, too." in text_of(message)
    assert answer(message["List-Unsubscribe"].strip(" <>"), data=b"List-Unsubscribe=One-Click")[0] == 200


def test_what_waits_is_decided_from_the_mail_and_no_scanner_decides(blog, box):
    blog.manage("settings", "hold_first_timers=1", "confirm_by_mail=0")
    blog.manage("create_user", "--role=administrator", "--username=alice", "--password=correct horse battery")
    named = f"from django.contrib.auth.models import User; User.objects.update(email={ALICE!r})"
    blog.manage("shell", "--no-imports", "-c", named)
    url = new_post(blog, "Beans")
    Reader().press(f"{url}respond/", name="Bob", email=BOB, comment="They climb.")
    until(lambda: box.to(ALICE), ENOUGH_SECONDS, f"she is told\n{blog.logs()}")
    message = box.to(ALICE)[0]
    assert message["Subject"] == "Waiting for you on “Beans”"
    assert message["List-Id"] == "<moderation.127.0.0.1>"
    both = "".join(part.get_content() for part in message.iter_parts())
    for scanned in re.findall(r"http://[^\s\"]+/comment/decide/[^\s\"]+", both):
        assert "What shall become of it?" in Reader().get(scanned)
    assert "They climb." not in answer(url)[1]
    approve = link_in(message, "comment/decide/")
    assert "1 item approved." in Reader().press(approve, action="approve")
    until(lambda: "They climb." in answer(url)[1], ENOUGH_SECONDS, f"it appears\n{blog.logs()}")
    assert "Meanwhile alice approved it" in Reader().get(approve)
