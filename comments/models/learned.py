"""What moderators taught the filter: how often each word came in spam and in ham, and each lesson, to be unlearned."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from comments.facts import Counts

if TYPE_CHECKING:
    from comments.models.comment import PostComment

MAX_WORDS = 50_000  # rows of the table; beyond it the rarest words go, those not seen for longest first
KEPT = 40_000  # after that
TOTALS = ""  # the row that counts lessons instead of a word
TEACHING = ("approved", "spam", "pending")  # decisions; what goes to the trash was not thereby called either


class WordCount(models.Model):
    """In how many lessons a word came: spam and ham, under posts of an even number and of an odd one.

    The two halves see different posts. A word that means spam in one alone may only be what that post is about.
    """

    word = models.CharField(max_length=100, unique=True)
    spam_even = models.PositiveIntegerField(default=0)
    ham_even = models.PositiveIntegerField(default=0)
    spam_odd = models.PositiveIntegerField(default=0)
    ham_odd = models.PositiveIntegerField(default=0)
    seen = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["seen"], name="comments_words_by_age")]

    def __str__(self) -> str:
        return self.word

    @classmethod
    def table(cls, words: Iterable[str]) -> dict[str, Counts]:
        """What is known of these words, and the totals: one query."""
        rows = cls.objects.filter(word__in=[TOTALS, *words])
        return {row.word: Counts(row.spam_even, row.ham_even, row.spam_odd, row.ham_odd) for row in rows}

    @classmethod
    def lock_totals(cls) -> None:
        """One lesson at a time: two that touch the same words in another order would wait for each other."""
        cls.objects.get_or_create(word=TOTALS)
        cls.objects.select_for_update().get(word=TOTALS)

    @classmethod
    def count(cls, words: list[str], column: str, step: int) -> None:
        """Add a lesson of these words by a step of 1, or take it back by one of -1."""
        now, every = timezone.now(), [TOTALS, *words]
        if step > 0:
            fresh = (WordCount(word=word, seen=now) for word in every)
            WordCount.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = cls.objects.filter(word__in=every)
        if step < 0:  # a word may have been pruned meanwhile
            rows = rows.filter(**{f"{column}__gte": -step})
        rows.update(**{column: F(column) + step, "seen": now})

    @classmethod
    def prune(cls) -> None:
        """Keep the table bounded: words of a single lesson go first, then those not seen for longest."""
        if cls.objects.count() <= MAX_WORDS:
            return
        times = F("spam_even") + F("ham_even") + F("spam_odd") + F("ham_odd")
        by_worth = cls.objects.exclude(word=TOTALS).annotate(often=times).order_by("-often", "-seen", "-pk")
        kept = list(by_worth.values_list("pk", flat=True)[KEPT:])
        for at in range(0, len(kept), 5_000):  # SQLite takes no more than 32,766 values
            cls.objects.filter(pk__in=kept[at : at + 5_000]).delete()


class Lesson(models.Model):
    """What was learned of one comment, kept so that a change of mind can take exactly that back."""

    comment = models.OneToOneField("comments.PostComment", on_delete=models.CASCADE, related_name="lesson")
    spam = models.BooleanField()
    words = models.JSONField(default=list)
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{'spam' if self.spam else 'ham'}: comment {self.comment_id}"

    @classmethod
    @transaction.atomic
    def take(cls, comment: "PostComment", words: list[str]) -> None:
        """Learn what a person decided last, once; what was learned of this comment otherwise is unlearned."""
        WordCount.lock_totals()
        wanted, known = decision_on(comment), cls.objects.filter(comment=comment).first()
        if known and known.spam == wanted:
            return
        if known:
            WordCount.count(known.words, _column(comment, known.spam), -1)
            known.delete()
        if wanted is not None:
            WordCount.count(words, _column(comment, wanted), 1)
            cls.objects.create(comment=comment, spam=wanted, words=words)
            WordCount.prune()

    @classmethod
    @transaction.atomic
    def forget(cls, comments: "Sequence[PostComment]") -> None:
        """Unlearn what these taught; a word that nothing else taught is gone."""
        WordCount.lock_totals()
        by_key = {comment.pk: comment for comment in comments}
        for lesson in cls.objects.filter(comment__in=by_key):
            column = _column(by_key[lesson.comment_id], lesson.spam)
            WordCount.count(lesson.words, column, -1)
            lesson.delete()
            unknown = {"spam_even": 0, "ham_even": 0, "spam_odd": 0, "ham_odd": 0}
            WordCount.objects.filter(word__in=lesson.words, **unknown).delete()


def decision_on(comment: "PostComment") -> bool | None:
    """Whether a person called it spam; None where nobody did, or where they put it back among what waits."""
    spoken = comment.events.filter(by_user__isnull=False, new__in=TEACHING)
    last = spoken.select_related("batch").order_by("-at", "-pk").first()
    if last is None or last.new == "pending":
        return None
    undone = last.batch is not None and last.batch.action == "undo"
    if undone and not spoken.exclude(batch__action="undo").filter(new=last.new).exists():
        return None  # back to what only a filter had said
    return last.new == "spam"


def _column(comment: "PostComment", spam: bool) -> str:
    return f"{'spam' if spam else 'ham'}_{'odd' if comment.post_id % 2 else 'even'}"
