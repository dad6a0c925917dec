"""Updates and withdrawals on the way out: who is told again, and who never is."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from posts.models import Post
from tests.factories import make_post, set_site
from tests.flows import run_jobs
from trackbacks import fetch
from trackbacks.models import OutgoingPing

pytestmark = pytest.mark.django_db


def offering(blog, path="/post/", endpoint="/wm"):
    """A page that takes webmentions; returns its URL."""
    blog.answers[endpoint] = (202, "accepted")
    return blog.writes(path, f'<link rel="webmention" href="{endpoint}">')


def link(url, words="what was written"):
    return f'<p>I read <a href="{url}">{words}</a> with pleasure.</p>'


def rewrite(post, html, **fields):
    post.html = html
    for name, value in fields.items():
        setattr(post, name, value)
    post.write()
    run_jobs()


def told(blog):
    return [(path, fields["target"]) for path, fields in blog.told]


def test_WM_S8_an_update_tells_what_is_new_what_changed_and_what_was_removed(bob, charlie):
    stays, goes, changes = (offering(bob, path) for path in ("/stays/", "/goes/", "/changes/"))
    post = make_post(html=link(stays) + link(goes) + link(changes))
    run_jobs()
    bob.told.clear()
    comes = offering(charlie)
    rewrite(post, link(stays) + link(changes, "other words") + link(comes))
    assert sorted(target for _, target in told(bob)) == [changes, goes]
    assert told(charlie) == [("/wm", comes)]


def test_WM_S8_discovery_is_made_anew(bob):
    target = offering(bob)
    post = make_post(html=link(target))
    run_jobs()
    offering(bob, endpoint="/moved")
    rewrite(post, link(target, "other words"))
    assert [path for path, _ in bob.told] == ["/wm", "/moved"]
    assert OutgoingPing.objects.get().endpoint == f"{bob.url}/moved"


def test_WM_S8_a_new_title_is_an_update_too(bob):
    target = offering(bob)
    post = make_post("Old", html=link(target))
    run_jobs()
    rewrite(post, post.html, title="New")
    assert len(bob.told) == 2


def test_a_removed_target_is_told_once(bob):
    post = make_post(html=link(offering(bob)))
    run_jobs()
    for words in ("No links.", "Still none.", "None at all."):
        rewrite(post, f"<p>{words}</p>")
    assert len(bob.told) == 2


def test_TRAP_10_the_same_mention_is_not_sent_for_ever(bob):
    target = offering(bob)
    post = make_post(html=link(target))
    run_jobs()
    for hours in (1, 24, 24 * 40):
        with time_machine.travel(timezone.now() + timedelta(hours=hours)):
            rewrite(post, post.html)
    assert len(bob.told) == 1


@pytest.mark.parametrize("state", ["draft", "private", "trash"])
def test_WM_S10_a_withdrawn_post_answers_410_and_every_earlier_target_is_told(client, bob, charlie, state):
    one, other = offering(bob), offering(charlie)
    post = make_post(html=link(one) + link(other))
    run_jobs()
    bob.told.clear(), charlie.told.clear()
    post.withdraw(state)
    run_jobs()
    assert client.get(post.get_absolute_url()).status_code == 410
    assert told(bob) == [("/wm", one)] and told(charlie) == [("/wm", other)]
    assert bob.told[0][1]["source"] == post.full_url


def test_WM_S10_a_post_that_never_was_public_answers_404(client):
    assert client.get(make_post(state="draft").get_absolute_url()).status_code == 404


def test_a_post_that_comes_back_tells_them_again(bob):
    post = make_post(html=link(offering(bob)))
    run_jobs()
    post.withdraw()
    run_jobs()
    post.publish()
    run_jobs()
    assert len(bob.told) == 3 and OutgoingPing.objects.get().state == "delivered"


@pytest.mark.parametrize("protocol", ["trackback", "pingback"])
def test_other_protocols_hear_of_no_update_and_no_withdrawal(bob, protocol):
    set_site(webmention_out=False)
    target = bob.post_with_trackback()
    if protocol == "pingback":
        set_site(trackback_out=False)
        bob.headers["X-Pingback"] = f"{bob.url}/xml"
        answer = "<methodResponse><params><param><value>ok</value></param></params></methodResponse>"
        bob.answers["/xml"] = (200, answer)
    post = make_post(html=link(target))
    run_jobs()
    assert OutgoingPing.objects.get().protocol == protocol
    rewrite(post, link(target, "other words"))
    post.withdraw()
    run_jobs()
    assert len(bob.told) == 1


def test_TRAP_9_saving_and_publishing_ask_nobody(monkeypatch, bob):
    """s9y sent its trackbacks while the author waited for the page."""

    def asked(*about, **named):
        raise AssertionError("the network while somebody waits")

    monkeypatch.setattr(fetch, "get", asked)
    monkeypatch.setattr(fetch, "post", asked)
    post = make_post(html="".join(link(offering(bob, f"/{n}/")) for n in range(100)), send_trackbacks=bob.url)
    post.write()
    post.withdraw()
    assert Post.objects.get().state == "draft" and bob.asked == []
