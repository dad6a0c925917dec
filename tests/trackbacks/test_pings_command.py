"""`pings`: the two ledgers as the contract has them."""

import io
import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.factories import make_ping, make_post
from trackbacks.models import IncomingPing, OutgoingPing

pytestmark = pytest.mark.django_db
SOURCE = "http://charlie.example/answer/"


def pings(*options):
    out = io.StringIO()
    call_command("pings", "--json", *options, stdout=out)
    return json.loads(out.getvalue())


def receive(post, source=SOURCE, **fields):
    return IncomingPing.accept(post, source, protocol="trackback", target=post.full_url, **fields)


def test_a_received_ping_before_anybody_has_looked():
    post = make_post("Garden")
    receive(post, title="Mine", excerpt="Their words", blog_name="Charlie's")
    assert pings("--received") == [
        {
            "source": SOURCE,
            "target": post.full_url,
            "kind": "trackback",
            "type": "",
            "title": "Mine",
            "author": "",
            "author_url": "",
            "blog_name": "Charlie's",
            "excerpt": "Their words",
            "reasons": [],
            "status": "queued",
        }
    ]


def test_a_received_ping_that_was_judged():
    ping = receive(make_post())
    comment = make_ping(ping.post, source_url=SOURCE, status="spam")
    reasons = [{"check": "not_found", "verdict": "spam", "score": 100, "reason": "not found at source"}]
    type(comment).objects.filter(pk=comment.pk).update(verdict="spam", reasons=reasons)
    IncomingPing.objects.update(comment=comment, state="done", due_at=None)
    (row,) = pings("--received")
    assert (row["status"], row["reasons"], row["type"]) == ("spam", ["not found at source"], "mention")
    assert (row["title"], row["author"]) == (comment.title, "Charlie")


def test_a_refused_ping_says_why():
    receive(make_post())
    IncomingPing.objects.update(state="refused", due_at=None, last_error="not found at source")
    (row,) = pings("--received")
    assert (row["status"], row["reasons"]) == ("refused", ["not found at source"])


def test_one_source_alone_in_any_of_its_spellings():
    post = make_post()
    receive(post)
    receive(post, "http://charlie.example/other/")
    assert [
        row["source"] for row in pings("--received", "--source", "HTTP://charlie.example:80/answer/#top")
    ] == [SOURCE]


def test_a_sent_ping():
    post = make_post()
    OutgoingPing.to(post, "http://bob.example/tb", pasted=True).save()
    OutgoingPing.objects.update(state="delivered", message="Thank you", attempts=1, due_at=None)
    assert pings("--sent") == [
        {
            "target": "http://bob.example/tb",
            "protocol": "trackback",
            "endpoint": "http://bob.example/tb",
            "message": "Thank you",
            "attempts": 1,
            "due_at": None,
            "state": "delivered",
        }
    ]


def test_a_ping_under_way_is_sending():
    ping = OutgoingPing.to(make_post(), "http://bob.example/", pasted=False)
    ping.due_at = timezone.now()
    ping.save()
    assert ping.claim()
    (row,) = pings("--sent")
    assert row["state"] == "sending"
    assert row["due_at"] == ping.due_at.isoformat()


def test_one_post_alone():
    one, other = make_post(), make_post()
    OutgoingPing.to(one, "http://bob.example/", pasted=False).save()
    OutgoingPing.to(other, "http://charlie.example/", pasted=False).save()
    assert [row["target"] for row in pings("--sent", "--post", other.full_url)] == ["http://charlie.example/"]


def test_a_thousand_cost_one_query(django_assert_num_queries):
    post = make_post()
    for n in range(5):
        ping = receive(post, f"http://charlie.example/{n}/")
        IncomingPing.objects.filter(pk=ping.pk).update(comment=make_ping(post))
    with django_assert_num_queries(1):
        pings("--received")


def test_people_get_a_table():
    receive(make_post())
    out = io.StringIO()
    call_command("pings", "--received", stdout=out)
    assert out.getvalue().startswith("status")
    assert SOURCE in out.getvalue()
