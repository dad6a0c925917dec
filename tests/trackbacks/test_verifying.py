"""The way in, behind the door: the source is read, and what it says decides what is shown."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from comments.models import ModerationEvent, PostComment
from tests.factories import make_post, make_user, set_site
from tests.flows import run_jobs
from trackbacks.models import IncomingPing

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    set_site(approve_verified_pings=True)
    return make_post("Gardens")


def told(client, post, source: str, **fields: str) -> IncomingPing:
    client.post(
        post.trackback_url,
        {"url": source, "title": "Their title", "excerpt": "Their excerpt", "blog_name": "Bob's"} | fields,
    )
    run_jobs()
    return IncomingPing.objects.get(source=source)


def article(post, words: str = "a post on gardens", more: str = "") -> str:
    return (
        f"<html lang='en'><head><title>Bob answers</title><meta name='author' content='Bob'>"
        f"<meta property='og:site_name' content='Bob his blog'></head>"
        f"<body><p>Today I read <a href='{post.full_url}'>{words}</a> twice.</p>{more}</body></html>"
    )


def test_a_source_that_links_is_shown_in_its_own_words(client, post, bob) -> None:
    ping = told(client, post, bob.writes("/answer/", article(post)))
    comment = ping.comment
    assert (ping.status, comment.kind, comment.verified) == ("approved", "trackback", True)
    assert (comment.title, comment.user_name, comment.blog_name) == ("Bob answers", "Bob", "Bob his blog")
    assert comment.comment == "Today I read a post on gardens twice."
    assert "<mark>a post on gardens</mark>" in comment.html
    assert comment.source_url == bob.url + "/answer/" and comment.source_host == "127.0.0.1"
    post.refresh_from_db()
    assert (post.ping_count, post.comment_count) == (1, 0)
    assert len(bob.asked) == 1


def test_first_timers_are_held_unless_the_owner_trusts_proven_links(client, post, bob) -> None:
    set_site(approve_verified_pings=False)
    ping = told(client, post, bob.writes("/answer/", article(post)))
    assert ping.status == "pending"
    ping.comment.approve(make_user(role="administrator"))
    assert told(client, make_post("Other"), bob.writes("/other/", article(make_post("x")))).status == "spam"
    other = make_post("Third")
    assert told(client, other, bob.writes("/third/", article(other))).status == "approved"


NO_LINK = [
    "<p>Nothing here.</p>",
    "<p>In words: {url}</p>",
    "<!-- <a href='{url}'>x</a> -->",
    "<script>document.write(\"<a href='{url}'>x</a>\")</script>",
    "<template><a href='{url}'>x</a></template>",
    "<p data-url='{url}'>x</p>",
    "<a href='{url}x'>a longer address</a>",
]


@pytest.mark.parametrize("body", NO_LINK)
def test_a_trackback_whose_source_does_not_link_is_spam(client, post, bob, body) -> None:
    """TRAP-2: a substring is no proof."""
    ping = told(client, post, bob.writes("/spam/", body.format(url=post.full_url)))
    assert (ping.status, ping.reasons) == ("spam", ["not found at source"])
    assert ping.comment.title == "Their title"
    post.refresh_from_db()
    assert post.ping_count == 0


@pytest.mark.parametrize("address", ["old", "/?p={}", "/2026/11/other/"])
def test_a_trackback_names_no_target_so_a_link_to_any_address_of_the_post_counts(
    client, post, bob, address
) -> None:
    old = post.full_url
    post.slug = "renamed"
    post.write()
    link = old if address == "old" else "http://testserver" + address.format(post.pk)
    source = bob.writes("/answer/", f"<p>Bob read <a href='{link}'>this</a>.</p>")
    assert told(client, post, source).status == ("spam" if "other" in address else "approved")


def test_a_trackback_repeated_after_the_post_was_renamed_stays(client, post, bob) -> None:
    source = bob.writes("/answer/", article(post))
    assert told(client, post, source).status == "approved"
    post.refresh_from_db()
    post.slug = "renamed"
    post.write()
    assert told(client, post, source).status == "approved"


def test_a_page_that_is_missing_does_not_link(client, post, bob) -> None:
    assert told(client, post, bob.url + "/nowhere/").status == "spam"


def test_an_unreachable_source_is_tried_again_and_then_held_never_approved(client, post, bob) -> None:
    ping = told(client, post, bob.writes("/answer/", "broken", status=500))
    waits = []
    while ping.due_at:
        waits.append(round((ping.due_at - timezone.now()).total_seconds() / 60))
        with time_machine.travel(ping.due_at + timedelta(seconds=1)):
            run_jobs()
            ping.refresh_from_db()
    assert len(waits) == 3 and waits[0] == 1
    assert ping.status == "pending" and ping.comment.verified is None
    assert ping.comment.title == "Their title" and ping.comment.comment == "Their excerpt"
    assert "could not be read at the source" in ping.reasons


def test_a_page_that_the_parser_gives_up_on_is_unknown_and_not_without_a_link(
    client, post, bob, monkeypatch
) -> None:
    """No page is known that does it; a parser may still fail, and it must not make a link into none."""

    def gives_up(markup: str, parser: str, **options) -> BeautifulSoup:
        if markup:
            raise ValueError("in the parser")
        return BeautifulSoup(markup, parser, **options)

    monkeypatch.setattr("trackbacks.html.BeautifulSoup", gives_up)
    ping = told(client, post, bob.writes("/answer/", article(post)))
    assert (ping.state, ping.last_error, ping.comment) == ("retrying", "its HTML could not be read", None)
    monkeypatch.undo()
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        run_jobs()
    ping.refresh_from_db()
    assert (ping.status, ping.comment.verified) == ("approved", True)


def test_what_the_guard_refuses_is_refused_for_good_without_a_row(client, post) -> None:
    ping = told(client, post, "http://10.0.0.1/answer/")
    assert (ping.status, ping.comment) == ("refused", None)
    assert not PostComment.objects.exists()


def test_a_repeat_updates_the_one_comment(client, post, bob) -> None:
    source = bob.writes("/answer/", article(post))
    first = told(client, post, source)
    bob.writes("/answer/", article(post, words="that fine post"))
    again = told(client, post, source)
    assert PostComment.objects.get().pk == first.comment_id == again.comment_id
    assert "that fine post" in again.comment.comment and again.status == "approved"
    assert again.received == 2


def test_a_repeat_during_verification_leaves_the_row_due(client, post, bob) -> None:
    source = bob.writes("/answer/", article(post))
    client.post(post.trackback_url, {"url": source, "title": "One"})
    ping = IncomingPing.objects.get()
    assert ping.claim()
    client.post(post.trackback_url, {"url": source, "title": "Two"})
    ping.perform()
    assert not PostComment.objects.exists()
    run_jobs()
    assert PostComment.objects.count() == 1 and IncomingPing.objects.get().status == "approved"


def test_a_worker_that_lost_its_lease_writes_nothing(client, post, bob) -> None:
    from jobs.errors import LeaseLost

    source = bob.writes("/answer/", article(post))
    client.post(post.trackback_url, {"url": source})
    slow = IncomingPing.objects.get()
    slow.claim()
    IncomingPing.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    IncomingPing.run(slow.pk)
    with pytest.raises(LeaseLost):
        slow.perform()
    assert PostComment.objects.count() == 1


def test_a_repeat_without_the_link_withdraws_at_once_and_the_link_brings_it_back(client, post, bob) -> None:
    source = bob.writes("/answer/", article(post))
    told(client, post, source)
    bob.writes("/answer/", "<p>I took it back.</p>")
    ping = told(client, post, source)
    assert ping.status == "withdrawn"
    assert (ping.comment.status, ping.comment.status_reason) == ("trash", "withdrawn")
    bob.writes("/answer/", article(post))
    ping = told(client, post, source)
    assert ping.status == "approved" and ping.comment.status == "approved"


def test_a_source_that_is_gone_for_good_withdraws_at_once(client, post, bob) -> None:
    source = bob.writes("/answer/", article(post))
    told(client, post, source)
    bob.writes("/answer/", "gone", status=410)
    assert told(client, post, source).status == "withdrawn"


def test_a_passing_failure_takes_nothing_down(client, post, bob) -> None:
    source = bob.writes("/answer/", article(post))
    told(client, post, source)
    bob.writes("/answer/", "oops", status=500)
    assert told(client, post, source).status == "approved"


def test_a_missing_page_withdraws_only_after_a_second_look_a_day_later(client, post, bob) -> None:
    source = bob.writes("/answer/", article(post))
    told(client, post, source)
    bob.writes("/answer/", "not here", status=404)
    ping = told(client, post, source)
    assert ping.comment.status == "approved" and ping.due_at > timezone.now() + timedelta(hours=23)
    with time_machine.travel(ping.due_at + timedelta(seconds=1)):
        run_jobs()
    ping.refresh_from_db()
    assert ping.status == "withdrawn"


def test_what_a_moderator_marked_spam_stays_spam(client, post, bob) -> None:
    source = bob.writes("/answer/", article(post))
    ping = told(client, post, source)
    ping.comment.mark_spam(make_user(role="administrator"))
    bob.writes("/answer/", article(post, words="new words"))
    assert told(client, post, source).status == "spam"


def test_a_post_that_was_withdrawn_meanwhile_refuses(client, post, bob) -> None:
    client.post(post.trackback_url, {"url": bob.writes("/answer/", article(post))})
    post.withdraw()
    run_jobs()
    assert IncomingPing.objects.get().status == "refused" and bob.asked == []


def test_every_change_of_status_is_on_record(client, post, bob) -> None:
    ping = told(client, post, bob.writes("/answer/", article(post)))
    trail = ModerationEvent.objects.filter(comment=ping.comment).values_list("old", "new", "by_what")
    assert list(trail) == [("", "pending", "system"), ("pending", "approved", "filter")]


def test_two_posts_of_one_blog_with_equal_words_both_appear(client, post, bob) -> None:
    told(client, post, bob.writes("/one/", article(post)))
    assert told(client, post, bob.writes("/two/", article(post))).status == "approved"
    post.refresh_from_db()
    assert post.ping_count == 2
