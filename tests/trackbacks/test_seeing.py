"""After telling: whether our post stands on their page, looked at twice and never in a hurry."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Chore
from tests.factories import make_post
from tests.pings import sent_ping
from trackbacks import seeing
from trackbacks.models import OutgoingPing

pytestmark = pytest.mark.django_db


def delivered(target, **fields):
    return sent_ping(make_post("Letters"), target=target, sent_at=timezone.now(), **fields)


def look(ping):
    seeing.look(str(ping.pk))
    ping.refresh_from_db()
    return ping


def test_a_delivered_ping_is_looked_for_ten_minutes_later(bob):
    ping = OutgoingPing.to(
        make_post(html=f'<p><a href="{bob.post_with_trackback()}">x</a></p>'),
        f"{bob.url}/post/",
        pasted=False,
    )
    ping.save()
    OutgoingPing.run(ping.pk)
    chore = Chore.objects.get(kind="seen")
    assert chore.object_id == str(ping.pk)
    assert timedelta(minutes=9) < chore.due_at - timezone.now() <= timedelta(minutes=10)


def test_our_link_on_their_page_is_seen(bob):
    ping = delivered(f"{bob.url}/post/")
    bob.writes("/post/", f'<p>Alice <a href="{ping.post.full_url}#comments">wrote back</a>.</p>')
    assert look(ping).seen_at
    assert not Chore.objects.filter(kind="seen").exists()


@pytest.mark.parametrize(
    "page",
    [
        "<p>Nothing.</p>",
        "<p>{url}</p>",
        "<!-- <a href='{url}'>x</a> -->",
        "<script>'<a href={url}>'</script>",
    ],
)
def test_only_a_link_counts(bob, page):
    ping = delivered(f"{bob.url}/post/")
    bob.writes("/post/", page.format(url=ping.post.full_url))
    assert look(ping).seen_at is None


def test_it_is_looked_for_once_more_a_day_later_and_then_no_more(bob):
    ping = delivered(bob.writes("/post/", "<p>Nothing.</p>"))
    look(ping)
    chore = Chore.objects.get(kind="seen")
    assert timedelta(hours=23) < chore.due_at - timezone.now() <= timedelta(days=1)
    chore.delete()
    assert look(ping).looks == 2
    assert not Chore.objects.filter(kind="seen").exists()


def test_a_page_that_cannot_be_read_is_only_not_seen():
    ping = look(delivered("http://127.0.0.1:8080/"))
    assert (ping.seen_at, ping.looks, ping.state) == (None, 1, "delivered")


def test_of_a_pasted_url_there_is_no_page_to_look_at():
    seeing.request(delivered("https://bob.example/tb", pasted=True))
    assert not Chore.objects.filter(kind="seen").exists()


def test_a_second_look_within_the_chore_itself_is_kept(bob):
    ping = delivered(bob.writes("/post/", "<p>Nothing.</p>"))
    chore = Chore.request("seen", ping.pk)
    Chore.run(chore.pk)
    chore.refresh_from_db()
    assert chore.due_at > timezone.now() + timedelta(hours=23)
    assert chore.lease_until is None
