"""Many workers learn the same at once: it is told once, one press decides. Run by test_queue_postgres.py."""

import threading

import pytest
from django.db import connection
from django.test import Client

from comments import akismet_account as account
from comments import notices, tokens
from comments.models import AkismetMonth, ModerationEvent, Notice, PostComment
from jobs.models import Chore
from tests.factories import make_author, make_comment, make_post, make_user

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


def at_once(act):
    """This many at the same moment; returns what went wrong."""
    gate, errors = threading.Barrier(MANY), []

    def run(number):
        gate.wait()
        try:
            act(number)
        except Exception as error:
            errors.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.fixture
def row():
    user = make_user("alice", role="administrator")
    return make_comment(
        make_post(author=make_author(user=user)), status="pending", user_email="b@bob.example"
    )


def test_an_alert_that_many_hear_is_told_once(settings):
    settings.AKISMET_API_KEY = "key"
    assert at_once(lambda number: account._note_alert({"alert_code": "10003"})) == []
    assert Chore.objects.get(kind="tell-akismet").generation == 0


def test_a_key_that_many_see_refused_is_told_once(settings):
    settings.AKISMET_API_KEY = "key"
    assert at_once(lambda number: account._note_key(account.WRONG)) == []
    assert Chore.objects.get(kind="tell-akismet").generation == 0


def test_what_many_count_is_counted(settings):
    assert at_once(lambda number: AkismetMonth.count("checked")) == []
    assert AkismetMonth.now().checked == MANY


def test_a_comment_that_many_tell_of_is_one_notice(row):
    assert at_once(lambda number: notices.tell(row)) == []
    assert Notice.objects.count() == 1
    assert Chore.objects.get(kind="mail:notices").generation == 0


def test_of_many_presses_on_the_links_of_a_mail_one_decides(row):
    alice = row.post.author.user
    address = f"/comment/decide/{tokens.decide_token(PostComment.objects.get(pk=row.pk), alice)}/"
    actions = ["approve", "spam", "trash"] * MANY
    assert at_once(lambda number: Client().post(address, {"action": actions[number]})) == []
    assert ModerationEvent.objects.filter(comment=row, by_user=alice).count() == 1
