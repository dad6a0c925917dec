"""The statistics count each item on its day, by what the filters and a person said last; erasing changes nothing."""

from datetime import UTC, datetime

import pytest

from comments import judging
from comments.figures.counting import decider, marks, outcome, recount
from comments.models import DayCount, ModerationBatch, PostComment, erasing
from tests.factories import make_comment, make_user, run_chores, set_site

pytestmark = pytest.mark.django_db
LINKS = "Look: " + " ".join(f"https://charlie.example/{n}" for n in range(9))


def says(check, verdict):
    return {"check": check, "verdict": verdict, "score": 0, "reason": "made for a test"}


def counted():
    return {(row.what, row.name): row.n for row in DayCount.objects.exclude(n=0)}


def judged(text="A word about gardens.", **fields):
    """A comment that the real checks have looked at."""
    comment = make_comment(status="pending", comment=text, seconds_to_write=60.0, **fields)
    run_chores("judge")
    comment.refresh_from_db()
    return comment


@pytest.mark.parametrize(
    ("verdict", "reasons", "said", "by"),
    [
        ("ham", [], "passed", ""),
        ("ham", [says("approved_before", "ham")], "passed", ""),
        ("ham", [says("links", "hold"), says("first_time", "hold")], "held", "links"),
        ("spam", [says("links", "hold"), says("words", "spam")], "spam", "words"),
        ("spam", [says("words", "spam"), says("lists", "trash")], "spam", "lists"),
        ("spam", [says("links", "hold"), says("bbcode", "hold")], "spam", "several"),
        ("discard", [says("words", "spam"), says("akismet", "discard")], "spam", "akismet"),
        ("unavailable", [says("links", "hold"), says("akismet", "unavailable")], "unasked", "akismet"),
    ],
)
def test_the_check_that_decided_is_the_first_whose_word_sufficed(verdict, reasons, said, by):
    assert (outcome(verdict, reasons), decider(verdict, reasons)) == (said, by)


def test_without_a_verdict_nothing_counts_whatever_a_person_says():
    assert marks("comment", "", [], True) == set()


def test_what_no_person_decided_counts_for_no_check():
    found = marks("comment", "spam", [says("words", "spam")], None)
    assert not [what for what, _ in found if what in ("person", "spam", "fine")]


def test_only_what_speaks_against_an_item_is_held_to_what_a_person_says():
    reasons = [says("links", "hold"), says("approved_before", "ham"), says("akismet", "unavailable")]
    assert {name for what, name in marks("comment", "ham", reasons, False) if what == "fine"} == {"links"}


def test_a_comment_counts_once_however_often_it_is_judged():
    comment = judged()
    once = counted()
    assert once == {("kind", "comment"): 1, ("outcome", "held"): 1, ("decider", "first_time"): 1}
    for _ in range(3):
        judging.judge(comment)
        recount(comment.pk)
    assert counted() == once


def test_the_day_is_the_one_on_which_it_came_in():
    judged(created=datetime(2026, 3, 1, 23, 59, tzinfo=UTC))
    assert {str(day) for day in DayCount.objects.values_list("day", flat=True)} == {"2026-03-01"}


def test_a_persons_word_counts_and_a_change_of_mind_moves_it():
    comment, alice = judged(LINKS), make_user("alice", role="moderator")
    comment.mark_spam(alice)
    run_chores("learn")
    assert counted()["person", "held:spam"] == counted()["spam", "links"] == 1
    comment.approve(alice)
    run_chores("learn")
    assert ("person", "held:spam") not in counted() and ("spam", "links") not in counted()
    assert counted()["person", "held:fine"] == counted()["fine", "links"] == 1


def test_what_was_undone_was_never_said():
    comment, alice = judged(LINKS), make_user("alice", role="moderator")
    before = counted()
    batch = ModerationBatch.act(alice, "spam", [comment])
    run_chores("learn")
    assert counted() != before
    batch.undo(alice)
    run_chores("learn")
    assert counted() == before


def test_other_words_are_judged_anew_and_count_as_the_same_item():
    comment = judged()
    comment.rewrite(LINKS)
    run_chores("judge")
    assert counted()["kind", "comment"] == 1
    assert counted()["decider", "links"] == 1 and ("decider", "first_time") not in counted()


def test_the_blogs_own_people_are_not_counted():
    make_comment(by=make_user("alice", role="moderator"), status="pending")
    run_chores()
    assert counted() == {}


def test_erasing_changes_nothing_of_the_past():
    comment = judged(LINKS)
    comment.mark_spam(make_user("alice", role="moderator"))
    run_chores("learn")
    before = counted()
    assert erasing.for_good([comment.pk], "spam") == 1
    assert not PostComment.objects.exists() and counted() == before


def test_many_steps_are_one_statement(django_assert_num_queries):
    day = datetime(2026, 3, 1, tzinfo=UTC).date()
    with django_assert_num_queries(1):
        DayCount.add({(day, "outcome", f"name{n}"): n - 100 for n in range(200)})
    assert DayCount.objects.get(name="name0").n == -100
    assert DayCount.objects.count() == 199  # what steps by nothing writes nothing


def test_what_waits_for_every_comment_is_no_word_of_a_check():
    set_site(hold_everything=True, hold_first_timers=False)
    assert judged().status == "pending"
    assert counted() == {("kind", "comment"): 1, ("outcome", "passed"): 1}


def test_a_check_again_counts_anew():
    comment = judged(LINKS)
    set_site(spam_words="charlie.example")
    assert judging.judge_again(comment) == "spam"
    assert counted() == {("kind", "comment"): 1, ("outcome", "spam"): 1, ("decider", "words"): 1}
