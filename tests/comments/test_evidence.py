"""The evidence: each signal with its score, how they came to the verdict, and what Akismet said beside it."""

import pytest

from comments import akismet, evidence
from comments.checks import judge
from comments.checks.akismet import AkismetCheck
from comments.facts import Facts, Signal
from tests.comments.queueing import told
from tests.factories import make_comment, make_user


class Says:
    """A check that says what it is told to."""

    firm = asks_outside = False

    def __init__(self, name, verdict, score):
        self.name, self.said = name, Signal(name, verdict, score, f"{name} says so")

    def look(self, facts):
        return self.said


@pytest.mark.parametrize(
    ("signals", "words"),
    [
        ([], "Nothing speaks against it."),
        ([("links", "hold", 30)], "30 of the 100 that make it spam; held for a person."),
        ([("links", "hold", 60), ("patterns", "hold", 50)], "110, and 100 make it spam."),
        ([("links", "hold", 30), ("words", "spam", 100)], "“Word lists” alone makes it spam."),
        ([("words", "trash", 100)], "“Word lists” alone makes it spam."),
        ([("akismet", "discard", 200)], "Blatant spam, says Akismet; that alone decides."),
        ([("akismet", "unavailable", 0)], "A check got no answer, so it waits for a person."),
    ],
)
def test_the_sentence_says_what_the_chain_decided(signals, words):
    verdict = judge(Facts(kind="comment"), [Says(*signal) for signal in signals])
    assert evidence.conclusion(verdict.reasons) == words
    assert evidence.score_of(verdict.reasons) == verdict.score


def test_what_akismet_said_is_kept_with_its_signal(settings, monkeypatch):
    settings.AKISMET_API_KEY = "key"
    said = akismet.AkismetAnswer("spam", "spam, says Akismet", guid="abc", alert_code="10005")
    monkeypatch.setattr(akismet, "check", lambda payload: said)
    kept = AkismetCheck().look(Facts(kind="comment")).as_dict()
    assert kept["more"] == {"guid": "abc", "alert_code": "10005"}
    assert evidence.more(kept) == [("Its number there", "abc"), ("Alert", "10005")]


def test_a_signal_without_more_is_kept_as_before():
    assert set(Signal("links", "hold", 30, "3 links").as_dict()) == {"check", "verdict", "score", "reason"}


@pytest.mark.django_db
def test_the_row_shows_the_sum_the_reasons_and_the_history(client):
    from comments.models import PostComment

    client.force_login(make_user("alice", role="moderator"))
    row = make_comment(status="pending")
    row.mark_spam(make_user("bob", role="moderator"))
    row.hold("system")
    reasons = [
        Signal("links", "hold", 30, "3 links, 2 allowed").as_dict(),
        Signal("akismet", "hold", 20, "says Akismet", more={"guid": "abc"}).as_dict(),
    ]
    PostComment.objects.filter(pk=row.pk).update(verdict="ham", reasons=reasons)
    page = told(client, status="pending")
    for words in ("3 links, 2 allowed +30", "Its number there abc +20", "that make it spam; held for a person. +50",
                  "bob marked it as spam", "the blog itself received it"):  # fmt: skip
        assert words in page
