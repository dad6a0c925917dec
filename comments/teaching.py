"""From a person's decision to what the filter knows: the chore `learn`, asked for by the one door."""

from comments import judging
from comments.checks.learned import SPAM_WEIGHT
from comments.facts import Counts, Facts
from comments.learning.tokens import tokens_of, vocabulary
from comments.learning.weighing import knows_enough, opinion
from comments.models import Lesson, PostComment, WordCount
from comments.models.learned import decision_on

SURPRISE = 2
"""So often counts what the filter would not have said by itself: a mistake teaches more than a confirmation."""


def teach(comment: PostComment) -> None:
    """Learn what a person decided last. Of comments by the blog's own people, which no filter sees, nothing is."""
    if comment.user_id is not None and not comment.verdict:
        return
    said = judging.as_said(comment)
    words = vocabulary(said)
    spam = decision_on(comment)
    times = 1 if spam is None else how_often(said, WordCount.table(words), spam=spam)
    Lesson.take(comment, words, times)


def how_often(said: Facts, table: dict[str, Counts], *, spam: bool) -> int:
    """How often this lesson counts: twice where the filter has an opinion and it would not have led there."""
    if not knows_enough(table):
        return 1
    weight = opinion(tokens_of(said), table).weight
    known = weight >= SPAM_WEIGHT if spam else weight <= 0
    return 1 if known else SURPRISE
