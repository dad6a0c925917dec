"""PROMISES 14: what never was public answers exactly like what is missing, to every request of everybody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments import tokens
from posts.models import Post
from tests.factories import make_author, make_comment, make_post, make_user
from tests.outside.forms import Named, requests

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEVER_PUBLIC = ("draft", "review", "scheduled", "private", "trash")
SIGNED_IN = ("stale session", "reader", "author", "moderator")
CASES = [(state, "anonymous") for state in NEVER_PUBLIC]
CASES += [("draft", "reader"), ("private", "stale session")]
CASES += [
    pytest.param(state, reader, marks=pytest.mark.slow)
    for state in ("draft", "private")
    for reader in SIGNED_IN
    if (state, reader) not in CASES
]


def hidden(state):
    at = timezone.now() + timedelta(days=9) if state == "scheduled" else None
    return make_post("Plan", slug="plan-1", state=state, at=at, author=make_author("Charlie"))


def named(post):
    """With what an insider would know: a comment that was approved under it, and its author's own token."""
    shown = make_comment(post, html="<p>Under it.</p>")
    held = make_comment(post, status="pending")
    return Named(post.get_absolute_url(), post.pk, shown.pk, tokens.awaiting_token(held))


def missing_like(post):
    """The same month, and a slug and numbers of the same lengths that nothing has."""
    free = make_comment(make_post())
    token = tokens.awaiting_token(free)
    comment, number = free.pk, free.post.pk
    Post.objects.filter(pk=number).delete()
    return Named(post.get_absolute_url().replace("plan-1", "plan-2"), number, comment, token)


def client_of(reader):
    client = Client()
    if reader == "stale session":
        client.cookies["sessionid"] = "abcdefghijklmnopqrstuvwxyz012345"
    elif reader != "anonymous":
        client.force_login(make_user("bob", role=reader))
    return client


def answered(response, own):
    """Status, headers and bytes; addresses that merely repeat the question made equal."""
    body = response.content.decode().replace(own.path.strip("/"), "PATH")
    headers = {name: value.replace(own.path.strip("/"), "PATH") for name, value in response.items()}
    cookies = sorted(response.cookies)
    return response.status_code, headers, cookies, body


@pytest.mark.parametrize(("state", "reader"), CASES)
def test_it_answers_like_what_is_missing(settings, state, reader):
    settings.RATE_LIMITS = False
    post = hidden(state)
    there = named(post)
    nowhere = missing_like(post)
    client = client_of(reader)
    kept = client.cookies.output()
    for (form, of_hidden), (_, of_missing) in zip(requests(there), requests(nowhere), strict=True):
        answers = []
        for ask, own in ((of_hidden, there), (of_missing, nowhere)):
            client.cookies.load(kept)
            answers.append(answered(ask(client), own))
        assert answers[0] == answers[1], form


def test_what_may_be_asked_is_asked_of_a_public_post_too(client):
    """The forms reach the post: of a public one none but the wrong page numbers says that it is missing."""
    post = make_post("Plan")
    answers = {form: ask(client).status_code for form, ask in requests(named(post))}
    missing = {form for form, status in answers.items() if status >= 400}
    assert missing == {
        "GET comment page 2",
        "HEAD comment page 2",
        "GET own comment",
        "HEAD own comment",
        "PUT permalink",
        "DELETE permalink",
        "OPTIONS permalink",
        "password",
        "comment sent",
    }
