"""Sent pings in the admin: the panel on the post, Resend and Cancel."""

import pytest

from tests.factories import make_author, make_post
from trackbacks.models import OutgoingPing

pytestmark = pytest.mark.django_db


def sent(post, state, target="https://bob.example/post/", **fields):
    ping = OutgoingPing.to(post, target, pasted=False)
    ping.state = state
    for name, value in fields.items():
        setattr(ping, name, value)
    ping.save()
    return ping


def press(client, ping, verb):
    return client.post(f"/admin/pings/sent/{ping.pk}/{verb}/", {"back": "post"})


def test_the_post_shows_what_the_others_answered(client, alice):
    post = make_post(author=make_author(user=alice))
    sent(post, "refused", message="Pings are <b>closed</b> here.", attempts=1, protocol="trackback")
    page = client.get(f"/admin/posts/post/{post.pk}/change/").content.decode()
    panel = page.split('id="pings"')[1]
    for words in (
        "bob.example",
        "TrackBack",
        "Refused",
        "Pings are &lt;b&gt;closed&lt;/b&gt; here.",
        "1 attempt",
        "Resend",
    ):
        assert words in panel


def test_resend_makes_a_refused_ping_due_again(client, alice):
    ping = sent(make_post(author=make_author(user=alice)), "refused", message="No.", attempts=6)
    assert press(client, ping, "resend")["Location"] == f"/admin/posts/post/{ping.post_id}/change/#pings"
    ping.refresh_from_db()
    assert (ping.state, ping.attempts, ping.message) == ("queued", 0, "")
    assert ping.due_at


def test_who_was_told_is_not_told_again(client, alice):
    ping = sent(make_post(author=make_author(user=alice)), "delivered")
    press(client, ping, "resend")
    ping.refresh_from_db()
    assert ping.state == "delivered"


def test_nobody_is_told_of_a_draft(client, alice):
    ping = sent(make_post(author=make_author(user=alice), state="draft"), "failed")
    press(client, ping, "resend")
    ping.refresh_from_db()
    assert ping.state == "failed"


def test_cancel_ends_what_waits(client, alice):
    ping = sent(make_post(author=make_author(user=alice)), "queued")
    press(client, ping, "cancel")
    ping.refresh_from_db()
    assert (ping.state, ping.left_out, ping.due_at) == ("cancelled", True, None)


@pytest.mark.parametrize("verb", ["resend", "cancel"])
def test_the_pings_of_anothers_post_are_out_of_reach(client, alice, verb):
    ping = sent(make_post(), "queued" if verb == "cancel" else "failed")
    before = ping.state
    assert press(client, ping, verb).status_code == 404
    ping.refresh_from_db()
    assert ping.state == before


def test_a_get_sends_nothing(client, alice):
    ping = sent(make_post(author=make_author(user=alice)), "failed")
    assert client.get(f"/admin/pings/sent/{ping.pk}/resend/").status_code == 405


def test_an_unknown_verb_does_nothing(client, alice):
    ping = sent(make_post(author=make_author(user=alice)), "failed")
    press(client, ping, "delete")
    ping.refresh_from_db()
    assert ping.state == "failed"
