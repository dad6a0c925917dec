"""The status page of a received ping: seven words, the same for every protocol, and nothing that helps a spammer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import PostComment
from tests.factories import make_comment, make_ping, make_post, make_user, set_site
from tests.flows import run_jobs
from tests.pings import received_ping
from trackbacks.looking_again import NOT_FOUND
from trackbacks.models import IncomingPing
from trackbacks.status import WORDS

pytestmark = pytest.mark.django_db
PROTOCOLS = ["webmention", "trackback", "pingback"]
NEVER = ("akismet", "bayes", "spam", "timed out", "did not answer", "127.0.0.1:", "203.0.113.5", "attempt")


def status(client, ping):
    return client.get(f"/pings/{ping.uuid}/?format=json").json()["status"]


def with_comment(post, protocol, new="approved", **fields):
    """A verified ping whose comment the filters and moderators brought to this status."""
    comment = make_ping(post, kind=protocol, status="approved", verified=fields.pop("verified", True))
    comment.set_status(new, fields.pop("by", "filter"), fields.pop("reason", ""))
    PostComment.objects.filter(pk=comment.pk).update(verdict=fields.pop("verdict", "ham"))
    return received_ping(post, fields.pop("state", "done"), protocol=protocol, comment=comment, **fields)


def waiting(post, protocol):
    return received_ping(post, "queued", protocol=protocol)


def leased(post, protocol):
    return received_ping(post, "queued", protocol=protocol, lease_until=timezone.now() + timedelta(minutes=1))


TAKEN = {"by": "source", "reason": "withdrawn"}
CASES = [
    (waiting, "waiting"),
    (leased, "being checked"),
    (lambda post, name: with_comment(post, name, "pending", verdict=""), "being checked"),
    (lambda post, name: received_ping(post, "refused", protocol=name, last_error=NOT_FOUND), "link not found"),
    (lambda post, name: received_ping(post, "refused", protocol=name, last_error="timed out"), "not confirmed"),
    (lambda post, name: received_ping(post, "retrying", protocol=name, last_error="timed out"), "not confirmed"),
    (lambda post, name: with_comment(post, name, "pending", verified=None), "not confirmed"),
    (lambda post, name: with_comment(post, name, "pending"), "awaiting review"),
    (lambda post, name: with_comment(post, name, "spam", verdict="spam", reason="Akismet"), "awaiting review"),
    (lambda post, name: with_comment(post, name, "trash", by="alice"), "awaiting review"),
    (lambda post, name: with_comment(post, name, "approved"), "shown"),
    (lambda post, name: with_comment(post, name, "trash", state="withdrawn", **TAKEN), "withdrawn"),
    (lambda post, name: with_comment(post, name, "trash", state="queued", **TAKEN), "withdrawn"),
]  # fmt: skip


def test_the_words_are_those_that_were_promised():
    promised = "waiting, being checked, link not found, not confirmed, awaiting review, shown, withdrawn"
    assert list(WORDS) == promised.split(", ")
    assert {word for _, word in CASES} == set(WORDS)


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(("made", "word"), CASES)
def test_each_state_has_its_word_and_names_no_error_and_no_filter(client, protocol, made, word):
    ping = made(make_post(), protocol)
    page = client.get(f"/pings/{ping.uuid}/").content.decode()
    assert status(client, ping) == word
    assert f"<h1>Your {protocol}: {word}</h1>" in page and WORDS[word] in page
    facts = client.get(f"/pings/{ping.uuid}/?format=json").content.decode().lower()
    article = page[page.index("<article") : page.index("</article>")].lower()
    for secret in NEVER:
        assert secret not in facts and secret not in article


@pytest.mark.parametrize("page", [1, 2])
def test_when_shown_it_leads_to_the_comment_on_its_page(client, page):
    set_site(comments_per_page=1)
    post = make_post()
    if page == 2:
        make_ping(post)
    ping = with_comment(post, "webmention")
    url = client.get(f"/pings/{ping.uuid}/?format=json").json()["url"]
    assert url.endswith(f"#comment-{ping.comment_id}")
    held = client.get(url.removeprefix("http://testserver")).content.decode()
    assert f'id="comment-{ping.comment_id}"' in held
    assert f'href="{url.replace("&", "&amp;")}"' in client.get(f"/pings/{ping.uuid}/").content.decode()


def test_of_a_post_that_is_hidden_now_nothing_is_told(client):
    post = make_post("A secret plan")
    ping = with_comment(post, "webmention")
    post.withdraw()
    for form in ("", "?format=json"):
        page = client.get(f"/pings/{ping.uuid}/{form}").content.decode()
        assert "A secret plan" not in page and "#comment-" not in page


def test_json_is_given_to_who_prefers_it(client):
    ping = received_ping()
    answer = client.get(f"/pings/{ping.uuid}/", HTTP_ACCEPT="application/json")
    assert answer["Content-Type"] == "application/json" and "Accept" in answer["Vary"]
    html = client.get(f"/pings/{ping.uuid}/", HTTP_ACCEPT="text/html,*/*")
    assert html["Content-Type"].startswith("text/html") and "no-store" in html["Cache-Control"]


def test_a_ping_that_is_none_is_not_found(client):
    assert client.get("/pings/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert client.post(f"/pings/{received_ping().uuid}/").status_code == 405


def test_it_follows_from_waiting_to_shown_and_withdrawn(client, bob):
    set_site(approve_verified_pings=True)
    post = make_post()
    source = bob.writes("/a/", f"<a href='{post.full_url}'>x</a>")
    client.post("/webmention/", {"source": source, "target": post.full_url})
    ping = IncomingPing.objects.get()
    seen = [status(client, ping)]
    run_jobs()
    seen.append(status(client, ping))
    bob.writes("/a/", "gone", status=410)
    client.post("/webmention/", {"source": source, "target": post.full_url})
    run_jobs()
    assert [*seen, status(client, ping)] == ["waiting", "shown", "withdrawn"]


def test_a_reply_to_what_was_withdrawn_keeps_a_placeholder(client):
    post = make_post()
    ping = with_comment(post, "webmention")
    make_comment(post, parent=PostComment.objects.get(pk=ping.comment_id), comment="I answer this.")
    PostComment.objects.get(pk=ping.comment_id).trash("source", "withdrawn")
    page = client.get(post.get_absolute_url()).content.decode()
    assert "I answer this." in page and "Charlie&#x27;s answer" not in page
    assert "This trackback was withdrawn." in page


def test_its_text_is_kept(client):
    ping = with_comment(make_post(), "webmention", "trash", by="source", reason="withdrawn")
    assert PostComment.objects.get(pk=ping.comment_id).title == "Charlie's answer"
    client.force_login(make_user(role="administrator"))
    assert "Charlie&#x27;s answer" in client.get("/admin/discussion/?status=trash").content.decode()
