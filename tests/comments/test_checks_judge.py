"""How the signals of all checks become one verdict and one status."""

from typing import ClassVar

import pytest

from comments.checks import Check, judge, load_checks
from comments.facts import Facts, Rules, Signal


class Says(Check):
    """A check that always says the same."""

    name: ClassVar[str] = "says"

    def __init__(self, verdict, score=0, *, name="says", outside=False, firm=False, recheck_after=None):
        self.name, self.asks_outside, self.firm, self.asked = name, outside, firm, 0
        self.signal = verdict and Signal(name, verdict, score, "because", recheck_after)

    def look(self, facts):
        self.asked += 1
        return self.signal


class Breaks(Check):
    name: ClassVar[str] = "breaks"

    def look(self, facts):
        raise RuntimeError("no answer for Alice")


ALLOWED = Says("ham", name="allow_list")


def outcome(*checks, **rules):
    verdict = judge(Facts(kind="comment", rules=Rules(**rules)), checks)
    return verdict.verdict, verdict.status


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([], ("ham", "approved")),
        ([Says(None)], ("ham", "approved")),
        ([Says("hold", 30)], ("ham", "pending")),
        ([Says("hold", 50), Says("hold", 49)], ("ham", "pending")),
        ([Says("hold", 50), Says("hold", 50)], ("spam", "spam")),
        ([Says("spam", 1)], ("spam", "spam")),
        ([Says("unavailable")], ("unavailable", "pending")),
        ([Says("unavailable"), Says("hold", 10)], ("unavailable", "pending")),
        ([Says("unavailable"), Says("ham")], ("unavailable", "pending")),
        ([Says("unavailable"), Says("spam")], ("spam", "spam")),
        ([Says("trash"), Says("unavailable")], ("spam", "trash")),
        ([Says("spam"), Says("trash")], ("spam", "trash")),
        ([Says("discard"), Says("hold")], ("discard", "spam")),
    ],
)
def test_the_hardest_word_decides(checks, expected):
    assert outcome(*checks) == expected


def test_what_is_to_be_discarded_is_trashed_only_where_the_owner_wants_it():
    assert outcome(Says("discard"), trash_discarded=True) == ("discard", "trash")


@pytest.mark.parametrize("word", ["hold", "spam"])
def test_the_allow_list_overrules_local_holds_and_local_spam(word):
    assert outcome(Says(word, 100), ALLOWED) == ("ham", "approved")
    assert outcome(ALLOWED, Says(word, 100)) == ("ham", "approved")


@pytest.mark.parametrize(
    ("check", "status"),
    [
        (Says("spam", firm=True), "spam"),
        (Says("hold", firm=True), "pending"),
        (Says("trash"), "trash"),
        (Says("unavailable"), "pending"),
        (Says("spam", outside=True, firm=True), "spam"),
        (Says("unavailable", outside=True, firm=True), "pending"),
    ],
)
def test_the_allow_list_does_not_overrule_what_is_firm(check, status):
    assert outcome(ALLOWED, check)[1] == status


def test_what_was_overruled_is_still_shown_and_scores_nothing():
    verdict = judge(Facts(kind="comment"), [Says("hold", 60), ALLOWED])
    assert verdict.score == 0
    assert "overruled" in verdict.signals[0].reason


@pytest.mark.parametrize(
    ("local", "asked"),
    [
        ([], 1),
        ([Says("hold", 99)], 1),
        ([Says("spam")], 0),
        ([Says("trash")], 0),
        ([Says("hold", 60), Says("hold", 60)], 0),
        ([Says("spam"), ALLOWED], 1),
    ],
)
def test_nobody_outside_is_asked_about_what_is_spam_already(local, asked):
    outside = Says("ham", outside=True)
    judge(Facts(kind="comment"), [outside, *local])
    assert outside.asked == asked


def test_a_check_that_breaks_is_neither_yes_nor_no(caplog):
    verdict = judge(Facts(kind="comment"), [Breaks(), Says(None)])
    assert (verdict.verdict, verdict.status) == ("unavailable", "pending")
    assert verdict.reasons[0]["check"] == "breaks"
    assert "no answer for Alice" in caplog.text


def test_the_scores_shown_add_up_to_the_score():
    verdict = judge(Facts(kind="comment"), [Says("hold", 30), Says("hold", 20), Says("unavailable")])
    assert verdict.score == sum(reason["score"] for reason in verdict.reasons) == 50


def test_the_wish_to_look_again_is_passed_on():
    assert judge(Facts(kind="comment"), [Says("unavailable", recheck_after=90.0)]).recheck_after == 90


def test_the_checks_of_the_settings_can_be_loaded(settings):
    checks = load_checks(tuple(settings.SPAM_CHECKS))
    assert len({check.name for check in checks}) == len(checks)
    assert [check.name for check in checks if check.asks_outside] == ["akismet"]


def test_a_plain_comment_passes_all_checks(settings):
    settings.AKISMET_API_KEY = ""
    verdict = judge(Facts(kind="comment", author="Alice", text="A fine garden.", approved_before=True))
    assert (verdict.verdict, verdict.status, verdict.score) == ("ham", "approved", -30)
    assert [signal.check for signal in verdict.signals] == ["approved_before"]
