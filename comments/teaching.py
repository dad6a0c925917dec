"""From a person's decision to what the filter knows: the chore `learn`, asked for by the one door."""

from comments import judging
from comments.learning.tokens import vocabulary
from comments.models import Lesson, PostComment


def teach(comment: PostComment) -> None:
    """Learn what a person decided last. Of comments by the blog's own people, which no filter sees, nothing is."""
    if comment.user_id is not None and not comment.verdict:
        return
    Lesson.take(comment, vocabulary(judging.as_said(comment)))
