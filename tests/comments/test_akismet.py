"""The client against the stand-in server, over real HTTP on loopback."""

import socket
import time
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from comments import akismet
from comments.checks import judge
from comments.checks.akismet import AkismetCheck
from comments.facts import Facts
from tests.akismet_server import AkismetServer

FACTS = Facts(
    kind="comment",
    author="Alice",
    email="alice@mail.example",
    url="https://alice.example/",
    text="A fine garden.",
    address="203.0.113.9",
    user_agent="Browser/1",
    referrer="https://search.example/",
    post_url="https://blog.example/2026/11/garden/",
    post_date=datetime(2026, 11, 1, 8, 30, tzinfo=UTC),
    site_url="https://blog.example",
    created=datetime(2026, 11, 2, 9, 0, 0, 123, tzinfo=UTC),
)
PAYLOAD = akismet.payload_from(FACTS)


@pytest.fixture(scope="module")
def running():
    with AkismetServer() as server:
        yield server


@pytest.fixture
def server(running, settings):
    running.reset()
    settings.AKISMET_API_KEY = running.key
    settings.AKISMET_API_URL = running.url
    settings.SITE_URL = "https://blog.example"
    return running


def test_a_plain_comment_is_ham_in_one_request(server):
    answer = akismet.check(PAYLOAD)
    assert (answer.verdict, len(answer.guid)) == ("ham", 32)
    assert [call.what for call in server.calls] == ["comment-check"]


def test_the_form_says_all_that_akismet_documents(server):
    akismet.check(PAYLOAD)
    assert server.asked("comment-check") == [
        {
            "api_key": "test-key",
            "blog": "https://blog.example",
            "blog_charset": "UTF-8",
            "blog_lang": "en",
            "comment_author": "Alice",
            "comment_author_email": "alice@mail.example",
            "comment_author_url": "https://alice.example/",
            "comment_content": "A fine garden.",
            "comment_date_gmt": "2026-11-02T09:00:00+00:00",
            "comment_post_modified_gmt": "2026-11-01T08:30:00+00:00",
            "comment_type": "comment",
            "honeypot_field_name": "honeypot",
            "permalink": "https://blog.example/2026/11/garden/",
            "referrer": "https://search.example/",
            "user_agent": "Browser/1",
            "user_ip": "203.0.113.9",
        }
    ]
    assert "Crosstalk" in server.calls[0].user_agent


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"kind": "comment"}, "comment"),
        ({"kind": "comment", "is_reply": True}, "reply"),
        ({"kind": "trackback"}, "trackback"),
        ({"kind": "pingback"}, "pingback"),
        ({"kind": "webmention", "is_reply": True}, "webmention"),
    ],
)
def test_the_type_is_the_kind(facts, word):
    assert akismet.payload_from(Facts(**facts))["comment_type"] == word


def test_a_ping_comes_from_its_source():
    payload = akismet.payload_from(Facts(kind="trackback", source="https://bob.example/post"))
    assert payload["comment_author_url"] == "https://bob.example/post"
    assert "honeypot_field_name" not in payload


def test_a_second_look_says_why():
    assert (
        akismet.payload_from(Facts(kind="comment", recheck_reason="recheck"))["recheck_reason"] == "recheck"
    )


@pytest.mark.parametrize(
    "extra",
    [
        {"comment_author": "akismet-guaranteed-spam"},
        {"comment_author_email": "akismet-guaranteed-spam@example.com"},
    ],
)
def test_the_official_test_values_are_spam(server, extra):
    assert akismet.check({**PAYLOAD, **extra}).verdict == "spam"


def test_an_administrator_is_never_spam(server):
    spam = {**PAYLOAD, "comment_author": "akismet-guaranteed-spam", "user_role": "administrator"}
    assert akismet.check(spam).verdict == "ham"


def test_blatant_spam_is_to_be_discarded(server):
    server.set(discard_words="garden")
    answer = akismet.check(PAYLOAD)
    assert (answer.verdict, answer.pro_tip) == ("discard", "discard")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("500", "Akismet answered with status 500"),
        ("503", "Akismet answered with status 503"),
        ("429", "Akismet answered with status 429"),
        ("302", "Akismet answered with status 302"),
        ("garbage", "Akismet's answer could not be understood"),
        ("empty", "Akismet's answer could not be understood"),
        ("invalid", "Akismet does not accept the key for this site"),
        ("reset", "Akismet could not be reached"),
        ("huge", "Akismet could not be reached"),
    ],
)
def test_every_odd_answer_is_unavailable_with_a_reason(server, fault, reason):
    server.set(fault=fault)
    answer = akismet.check(PAYLOAD)
    assert (answer.verdict, answer.reason) == ("unavailable", reason)


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_a_slow_answer_is_given_up_in_time(server, fault):
    server.set(fault=fault)
    start = time.monotonic()
    answer = akismet.check(PAYLOAD, total_seconds=0.3)
    assert (answer.verdict, answer.reason) == ("unavailable", "Akismet did not answer in time")
    assert time.monotonic() - start < 2


def test_a_busy_server_may_say_when_to_come_back(server):
    server.set(fault="429", retry_after="75")
    assert akismet.check(PAYLOAD).recheck_after == 75


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        ({"alert_code": "10003", "alert_msg": "You are over your limit."}, "You are over your limit."),
        ({"alert_msg": "Your account is suspended."}, "Your account is suspended."),
        ({"error": "Something odd"}, "Something odd"),
        ({"recheck_after": "900"}, "look again later"),
    ],
)
def test_ham_with_an_alert_is_no_verdict(server, mode, words):
    server.set(**mode)
    answer = akismet.check(PAYLOAD)
    assert answer.verdict == "unavailable"
    assert words in answer.reason


def test_the_wish_to_look_again_is_in_seconds(server):
    server.set(recheck_after="900")
    assert akismet.check(PAYLOAD).recheck_after == 900
    server.set(spam_words="garden")
    assert akismet.check(PAYLOAD).verdict == "spam"


def test_without_a_key_nobody_is_asked(server, settings):
    settings.AKISMET_API_KEY = ""
    assert akismet.check(PAYLOAD).reason == "no key for Akismet is set"
    assert not server.calls


def test_a_wrong_key_is_told_apart(server, settings):
    settings.AKISMET_API_KEY = "wrong"
    assert akismet.check(PAYLOAD).reason == "Akismet does not accept the key for this site"
    assert akismet.verify_key() is False


def test_a_sender_without_an_address_is_not_asked_about(server):
    assert akismet.check({**PAYLOAD, "user_ip": ""}).verdict == "unavailable"
    assert not server.calls


def test_nobody_at_the_other_end_is_unavailable(server, settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.AKISMET_API_URL = f"http://127.0.0.1:{free.getsockname()[1]}"
        assert akismet.check(PAYLOAD).reason == "Akismet could not be reached"


def test_no_proxy_of_the_environment_is_used(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert akismet.check(PAYLOAD).verdict == "ham"


def test_feedback_repeats_the_payload_as_it_was_submitted(server):
    assert akismet.submit_spam(PAYLOAD) is True
    assert akismet.submit_ham(PAYLOAD) is True
    assert server.asked("submit-spam") == server.asked("submit-ham") == [PAYLOAD | {"api_key": "test-key"}]


def test_feedback_outlives_a_field_that_is_no_longer_known(server):
    assert akismet.submit_ham({**PAYLOAD, "of_an_older_version": "1"}) is True


@pytest.mark.parametrize("fault", ["500", "garbage", "reset", "invalid"])
@pytest.mark.parametrize("call", [akismet.submit_spam, akismet.submit_ham])
def test_feedback_that_was_not_thanked_for_raises(server, fault, call):
    server.set(fault=fault)
    with pytest.raises(akismet.Unavailable):
        call(PAYLOAD)


def test_the_key_is_verified_and_the_usage_read(server):
    assert akismet.verify_key() is True
    akismet.check(PAYLOAD)
    assert akismet.usage() == {"limit": 10_000, "usage": 1, "percentage": "0.01", "throttled": False}


@pytest.mark.parametrize("fault", ["garbage", "empty", "500", "invalid", "json"])
def test_usage_that_cannot_be_read_raises(server, fault):
    server.set(fault=fault)
    with pytest.raises(akismet.Unavailable):
        akismet.usage()


def test_the_address_may_have_a_path_of_its_own(settings):
    settings.AKISMET_API_KEY, settings.AKISMET_API_URL = "key", "http://127.0.0.1:9/behind/"
    sent = akismet._transport()._readdressed(
        akismet.httpx.Request("POST", "https://rest.akismet.com/1.1/x?a=1")
    )
    assert str(sent.url) == "http://127.0.0.1:9/behind/1.1/x?a=1"
    assert sent.headers["Host"] == "127.0.0.1:9"


def test_many_checks_at_once_keep_their_answers_apart(server):
    server.set(spam_words="weeds")
    answers = {}

    def ask(n):
        text = "weeds" if n % 2 else "roses"
        answers[n] = akismet.check({**PAYLOAD, "comment_content": text}).verdict

    threads = [Thread(target=ask, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answers[n] for n in range(16)] == ["ham", "spam"] * 8


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [
        ({}, ("ham", "approved")),
        ({"spam_words": "garden"}, ("spam", "spam")),
        ({"discard_words": "garden"}, ("discard", "spam")),
        ({"fault": "500"}, ("unavailable", "pending")),
        ({"alert_code": "10003"}, ("unavailable", "pending")),
    ],
)
def test_its_word_becomes_a_status(server, mode, outcome):
    server.set(**mode)
    verdict = judge(FACTS, [AkismetCheck()])
    assert (verdict.verdict, verdict.status) == outcome


def test_without_a_key_the_check_is_out_of_use(settings):
    settings.AKISMET_API_KEY = ""
    assert AkismetCheck().look(FACTS) is None


def test_rechecks_double_from_20_minutes_to_6_hours_for_7_days():
    delays = []
    while (delay := akismet.next_recheck(len(delays) + 1)) is not None:
        delays.append(delay)
    assert [delay.total_seconds() / 60 for delay in delays[:7]] == [20, 40, 80, 160, 320, 360, 360]
    assert timedelta(days=6, hours=18) < sum(delays, timedelta()) <= timedelta(days=7)


@pytest.mark.parametrize(
    ("wish", "minutes"), [(900, 15), (0, 1), (59, 1), (86_400, 360), (1e308, 360), (None, 20)]
)
def test_akismets_own_wish_wins_within_bounds(wish, minutes):
    assert akismet.next_recheck(1, wish) == timedelta(minutes=minutes)


def test_a_wish_cannot_go_on_for_ever():
    assert akismet.next_recheck(6, 60) == timedelta(hours=6)
    assert akismet.next_recheck(100, 60) is None
