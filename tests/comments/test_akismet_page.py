"""Akismet's page in the admin: what it says, that it asks nobody, and who may see it."""

import re

import pytest

from comments import akismet_account as account
from comments.models import AkismetMonth
from jobs.models import Chore, Finding
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/admin/akismet/"


@pytest.fixture(autouse=True)
def key(settings):
    settings.AKISMET_API_KEY, settings.AKISMET_API_URL = "abcdefghi789", "http://127.0.0.1:9"


@pytest.fixture
def alice(client):
    user = make_user("alice", role="administrator")
    client.force_login(user)
    return user


def words(client, address=PAGE):
    page = client.get(address).content.decode()
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))


def test_before_anybody_asked_nothing_is_known(client, alice):
    said = words(client)
    assert "Not known yet: it was not checked so far." in said
    assert "AKISMET_API_KEY in the environment and ends in 789." in said
    assert "abcdefghi789" not in said


def test_the_press_has_it_asked_in_the_background(client, alice):
    client.get(PAGE)
    assert not Chore.objects.filter(kind="akismet").exists()
    client.post(PAGE + "check/")
    assert Chore.objects.filter(kind="akismet", due_at__isnull=False).count() == 1
    assert "Akismet is being asked." in words(client)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (account.VALID, "Akismet accepts it for this site."),
        (account.WRONG, "Akismet does not accept it for this site."),
        (account.UNKNOWN, "Not known: Akismet could not be reached. It is asked again by itself."),
    ],
)
def test_it_says_whether_the_key_is_good(client, alice, state, sentence):
    account._note_key(state, "Akismet could not be reached")
    assert sentence in words(client)


def test_without_a_key_it_says_where_one_goes(client, alice, settings):
    settings.AKISMET_API_KEY = ""
    said = words(client)
    assert "No key is set, so the local checks judge alone." in said
    assert "Check the key now" not in said
    client.post(PAGE + "check/")
    assert not Chore.objects.exists()


def test_usage_figures_alert_and_failure_stand_there(client, alice):
    Finding.keep(account.USAGE, {"usage": 1200, "limit": 1000, "percentage": "120.00", "throttled": True})
    for names in (["checked", "spam"], ["checked"], ["false_positives"], ["missed"]):
        AkismetMonth.count(*names)
    account._note_alert({"alert_code": "10003", "alert_msg": "You are <b>over</b> your limit."})
    account.note_failure("Akismet reports an error: odd", debug_help="We were unable to parse your key")
    said = words(client)
    for expected in (
        "1,200 of 1,000 calls of this month are used, 120.00 %.",
        "Akismet slows this key down",
        "2 looked at 1 called spam 1 wrongly called spam 1 spam that it missed",
        "You are &lt;b&gt;over&lt;/b&gt; your limit.",
        "Its number there: 10003.",
        "We were unable to parse your key",
    ):
        assert expected in said


def test_a_plan_without_a_limit_has_no_bar(client, alice):
    Finding.keep(account.USAGE, {"usage": 7, "limit": "none", "percentage": "0", "throttled": False})
    assert "7 calls were made this month; your plan has no limit." in words(client)


def test_trouble_stands_on_the_first_page_of_administrators_alone(client, alice):
    account._note_key(account.WRONG)
    assert "Akismet does not accept the key of this site" in words(client, "/admin/")
    client.force_login(make_user("bob", role="editor"))
    assert "Akismet does not accept the key of this site" not in words(client, "/admin/")


def test_the_page_costs_few_queries(client, alice, django_assert_max_num_queries):
    account._note_key(account.VALID)
    client.get(PAGE)
    with django_assert_max_num_queries(15):
        client.get(PAGE)
