"""What was decided in the rehearsal holds when the blogs are told."""

import pytest
from django.utils import timezone

from tests.factories import make_post, set_site
from trackbacks import rehearsing
from trackbacks.models import LinkScan, OutgoingPing, Rehearsal

pytestmark = pytest.mark.django_db


def a_post(*urls, state="draft"):
    post = make_post(
        "Letters", state=state, html="".join(f'<p>Words <a href="{url}">here</a>.</p>' for url in urls)
    )
    rehearsing.rehearse(post, post.html, "")
    return post


def choice(url, excerpt="", left_out=False):
    Rehearsal.objects.get(target=url).choose(excerpt, left_out=left_out)


def tell(post):
    """Publish it, or write it anew, and let everything that is due happen."""
    if not post.is_public:
        post.publish()
    LinkScan.run(LinkScan.objects.get(post=post).pk)
    for ping in OutgoingPing.objects.filter(due_at__lte=timezone.now()):
        OutgoingPing.run(ping.pk)
    return {ping.target: ping for ping in OutgoingPing.objects.filter(post=post)}


def test_the_edited_passage_is_what_is_sent(bob):
    url = bob.post_with_trackback()
    post = a_post(url)
    choice(url, "Bob has the best map.")
    tell(post)
    assert [fields["excerpt"] for _, fields in bob.told] == ["Bob has the best map."]


def test_who_was_left_out_is_not_told_and_stands_in_the_ledger(bob):
    one, other = bob.post_with_trackback("/1/"), bob.post_with_trackback("/2/")
    post = a_post(one, other)
    choice(one, left_out=True)
    pings = tell(post)
    assert [path for path, _ in bob.told] == ["/tb/2/?key=a"]
    assert (pings[one].state, pings[one].left_out) == ("cancelled", True)


def test_resending_takes_back_that_it_was_left_out(bob):
    url = bob.post_with_trackback()
    post = a_post(url)
    choice(url, left_out=True)
    ping = tell(post)[url]
    ping.resend()
    OutgoingPing.run(ping.pk)
    assert len(bob.told) == 1
    assert not Rehearsal.objects.get().left_out


def test_a_tick_given_back_counts_at_the_next_update(bob):
    url = bob.post_with_trackback()
    post = a_post(url)
    choice(url, left_out=True)
    tell(post)
    choice(url)
    post.write()
    tell(post)
    assert len(bob.told) == 1


def test_a_ping_cancelled_in_the_ledger_loses_its_tick(bob):
    post = a_post(f"{bob.url}/gone/", state="published")
    ping = OutgoingPing.to(post, f"{bob.url}/gone/", pasted=False)
    ping.save()
    ping.cancel()
    assert Rehearsal.objects.get().left_out


def test_a_cancelled_ping_without_a_rehearsal_stays_cancelled(bob):
    post = a_post(bob.post_with_trackback(), state="published")
    Rehearsal.objects.all().delete()
    ping = OutgoingPing.to(post, bob.url + "/post/", pasted=False)
    ping.save()
    ping.cancel()
    rehearsing.rehearse(post, post.html, "")
    tell(post)
    assert bob.told == []


def test_switched_off_nobody_is_told_that_a_link_went(bob):
    """Telling was switched off after a Webmention; the link still stands, so there is nothing to take back."""
    set_site(trackback_out=False)
    url = bob.writes("/post/", '<link rel="webmention" href="/wm"><p>x</p>')
    bob.answers["/wm"] = (202, "")
    post = a_post(url)
    tell(post)
    post.tells_others = False
    post.write()
    tell(post)
    assert len(bob.told) == 1
