"""The chores of this app: each fetches one comment and calls one verb."""

from django.conf import settings

from comments import akismet, akismet_account, judging, teaching
from comments.figures.counting import recount
from comments.models import PostComment
from jobs.chores import handles
from jobs.errors import GiveUp, Retry

FEEDBACK_PAUSE_SECONDS = 1200  # before a decision is told again to an Akismet that did not answer


@handles("judge")
def judge(object_id: str) -> None:
    comment = PostComment.objects.select_related("post").filter(pk=int(object_id)).first()
    if comment:
        judging.judge(comment)


@handles("learn")
def learn(object_id: str) -> None:
    comment = PostComment.objects.filter(pk=int(object_id)).first()
    if comment:
        teaching.teach(comment)
        recount(comment.pk)


@handles("feedback")
def feedback(object_id: str) -> None:
    """Tell Akismet what a person decided, once, with the payload as it was submitted."""
    comment = PostComment.objects.filter(pk=int(object_id)).first()
    if comment is None or not comment.payload or not settings.AKISMET_API_KEY:
        return
    try:
        if comment.status == "spam":
            akismet.submit_spam(comment.payload)
        elif comment.status == "approved":
            akismet.submit_ham(comment.payload)
        akismet_account.note_decision(comment.reasons, comment.status)
    except akismet.Unavailable as error:
        akismet_account.note_failure(str(error))
        if comment.payload.get("user_ip") is None:
            raise GiveUp(str(error)) from error
        raise Retry(str(error), after=FEEDBACK_PAUSE_SECONDS) from error


@handles(akismet_account.CHORE)
def ask_akismet(object_id: str) -> None:
    if settings.AKISMET_API_KEY:
        akismet_account.ask()
