"""Where the site asks for it, a comment waits until the owner of its e-mail address has said that it is theirs."""

import re
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from blogsite import doctor
from comments import expiry, tokens
from comments.models import PostComment
from jobs.models import Chore
from tests.comments.forming import filled_in, respond, send
from tests.factories import make_comment, make_post, make_user, run_chores, set_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(client):
    """Bob's comment, of which the blog has just asked him."""
    set_site(confirm_by_mail=True)
    send(client, make_post("Beans"), comment="Buy *these*.")
    run_chores()
    return PostComment.objects.get()


def link():
    return re.search(r"http://testserver(/comment/confirm/\S+)", django_mail.outbox[-1].body)[1]


def fresh(comment):
    return PostComment.objects.get(pk=comment.pk)


def test_the_owner_of_the_address_is_asked_and_nothing_is_checked_yet(asked):
    assert (asked.status, asked.verdict) == ("unconfirmed", "")
    [message] = django_mail.outbox
    assert (message.to, message.subject) == (["bob@bob.example"], "Your comment on “Beans”")
    assert not Chore.objects.filter(kind="judge").exists()
    assert doctor.by_kind(doctor.kept()) == {"comment": {"unconfirmed": 1}}


def test_nothing_that_was_typed_stands_in_the_mail(asked):
    whole = django_mail.outbox[0].message().as_string()
    assert "these" not in whole
    assert "Bob" not in whole


def test_its_author_is_told_to_look_into_the_mailbox(client, asked):
    page = client.get(f"{asked.post.get_absolute_url()}?awaiting={tokens.awaiting_token(asked)}")
    assert b"Please look into your mailbox." in page.content
    assert b"Please look" not in client.get(asked.post.get_absolute_url()).content


def test_opening_the_link_confirms_nothing_and_the_button_does(client, asked):
    scanner = Client()
    assert b"<em>these</em>" in scanner.get(link()).content
    assert scanner.head(link()).status_code == 200
    assert fresh(asked).status == "unconfirmed"
    answer = client.post(link())
    assert answer["Location"].startswith(f"{asked.post.get_absolute_url()}?awaiting=")
    assert (fresh(asked).status, asked.events.last().reason) == ("pending", "confirmed by e-mail")
    run_chores("judge")
    assert fresh(asked).verdict == "ham"


def test_a_second_press_changes_nothing(client, asked):
    client.post(link())
    asked.mark_spam("system")
    client.post(link())
    assert fresh(asked).status == "spam"
    assert b"Your comment is confirmed" in client.get(link()).content


def test_the_button_needs_the_token_of_its_page(asked):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link()).status_code == 403
    assert fresh(asked).status == "unconfirmed"


def test_a_link_that_is_old_forged_or_of_another_purpose_confirms_nothing(client, asked):
    good = link()
    wrong = [good[:-2] + "x/", "/comment/confirm/x/", f"/comment/confirm/{'x' * 5000}/"]
    wrong += [
        f"/comment/confirm/{token}/" for token in (tokens.awaiting_token(asked), tokens.mute_token(asked))
    ]
    for address in wrong:
        assert client.post(address).status_code == 404
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time", lambda: (timezone.now() + timedelta(days=3, minutes=1)).timestamp())
        assert client.post(good).status_code == 404
    assert fresh(asked).status == "unconfirmed"


def test_one_address_is_not_asked_many_times_and_the_comment_comes_back_filled_in(client):
    set_site(confirm_by_mail=True)
    post = make_post()
    for number in range(3):
        assert send(client, post, comment=f"Thought {number}").status_code == 302
    answer = Client(REMOTE_ADDR="192.0.2.7").post(
        respond(post), filled_in(post, comment="One more", email="BOB@bob.example")
    )
    assert answer.status_code == 429
    assert b"One more" in answer.content
    run_chores()
    assert len(django_mail.outbox) == 3


def test_who_is_signed_in_is_not_asked(client):
    set_site(confirm_by_mail=True)
    client.force_login(make_user("charlie"))
    send(client, make_post())
    assert PostComment.objects.get().status == "pending"


def test_a_site_asks_nobody_unless_it_was_told_to(client):
    send(client, make_post())
    assert PostComment.objects.get().status == "pending"


def test_rewriting_it_meanwhile_does_not_confirm_it(client, asked):
    asked.rewrite("Other words.")
    assert (fresh(asked).status, fresh(asked).comment) == ("unconfirmed", "Other words.")
    assert not Chore.objects.filter(kind="judge").exists()


def test_what_nobody_confirmed_goes_to_the_trash_when_the_link_has_expired(asked):
    long_ago = timezone.now() - timedelta(days=3, minutes=1)
    pending = make_comment(status="pending", created=long_ago)
    assert expiry.trash_unconfirmed() == 0
    PostComment.objects.filter(pk=asked.pk).update(created=long_ago)
    assert expiry.trash_unconfirmed() == 1
    assert (fresh(asked).status, fresh(asked).status_reason) == ("trash", "never confirmed by e-mail")
    assert fresh(pending).status == "pending"


def test_a_moderator_may_let_it_through_unasked(asked):
    asked.approve(make_user("mo", role="moderator"))
    assert fresh(asked).status == "approved"
