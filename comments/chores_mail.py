"""The chores of mail: one finds who is to be told, and each of those is told by a chore of their own."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from comments import akismet_account, mail, notices
from comments.models import PostComment
from comments.models.notice import CHORE as NOTICES
from jobs.chores import handles
from jobs.models import Chore
from posts.mail import Patience
from posts.throttling import Limit, TooMany, count

FOLLOW_UP, REPORTED, CONFIRM = "mail:follow-up", "mail:reported", "mail:confirm"
AKISMET = "mail:akismet"
AT_ONCE = 100  # chores in one transaction
PER_MODERATOR = Limit(
    "mail-reported", 20, timedelta(hours=1)
)  # a flood fills the queue, not somebody's mailbox


@handles("follow-up")
def follow_up(object_id: str) -> None:
    """A comment was approved: whoever follows its post gets mail, once, however often it is approved."""
    comment = _comment(object_id)
    if comment and comment.status == PostComment.Status.APPROVED and comment.post.talks:
        _once(FOLLOW_UP, (f"{comment.pk}:{subscription.pk}" for subscription in mail.followers(comment)))


@handles("tell-moderators")
def tell_moderators(object_id: str) -> None:
    """Something waits for a person, or is shown: whom the owner wants to be told get mail, once."""
    comment = _comment(object_id)
    if comment:
        notices.tell(comment)


@handles("tell-reported")
def tell_reported(object_id: str) -> None:
    """A reader has reported something: its moderators get mail, once."""
    comment = PostComment.objects.reported().select_related("post__author__user").filter(pk=object_id).first()
    if comment:
        _once(REPORTED, (f"{comment.pk}:{user.pk}" for user in mail.moderators(comment.post)))


@handles("tell-akismet")
def tell_akismet(object_id: str) -> None:
    """The key turned wrong, or Akismet has a new alert: each administrator gets mail."""
    for user in mail.administrators():
        Chore.request(AKISMET, f"{object_id}:{user.pk}")


@handles(AKISMET)
def mail_akismet(object_id: str) -> None:
    """Mail to one administrator, if it is still so."""
    about, _colon, number = object_id.partition(":")
    user = next((one for one in mail.administrators() if one.pk == int(number)), None)
    if user and akismet_account.warning(about):
        with Patience(AKISMET, object_id):
            mail.send_akismet(about, user)


@handles(FOLLOW_UP)
def mail_follow_up(object_id: str) -> None:
    """Mail to one follower, if the comment still stands and they did not leave meanwhile."""
    comment, subscription = map(_comment, object_id.split(":"))
    if comment is None or subscription is None or comment.status != PostComment.Status.APPROVED:
        return
    if subscription.followup and subscription.user_email and comment.post.talks:
        with Patience(FOLLOW_UP, object_id):
            mail.send_follow_up(comment, subscription)


@handles(CONFIRM)
def mail_confirm(object_id: str) -> None:
    """Ask the author of a comment whether it is theirs."""
    comment = _comment(object_id)
    if comment and comment.status == PostComment.Status.UNCONFIRMED and comment.user_email:
        with Patience(CONFIRM, object_id):
            mail.send_confirm(comment)


@handles(NOTICES)
def mail_notices(object_id: str) -> None:
    """One mail to one moderator about all that they were not told of."""
    user = User.objects.filter(pk=int(object_id), is_active=True).exclude(email="").first()
    if user:
        with Patience(NOTICES, object_id):
            notices.send(user)


@handles(REPORTED)
def mail_reported(object_id: str) -> None:
    """Mail to one moderator, if nobody has looked at it yet and they were not told of too much lately."""
    comment, user = _comment_and_moderator(object_id)
    if comment and user and comment.reports.filter(answered=False).exists() and _may_mail(user):
        with Patience(REPORTED, object_id):
            mail.send_reported(comment, user)


def _comment(number: str) -> PostComment | None:
    return PostComment.objects.select_related("post__author__user").filter(pk=int(number)).first()


def _comment_and_moderator(object_id: str) -> tuple[PostComment | None, User | None]:
    number, user_number = object_id.split(":")
    users = User.objects.filter(pk=int(user_number), is_active=True).exclude(email="")
    return _comment(number), users.first()


def _once(kind: str, object_ids: Iterable[str]) -> None:
    """Ask for each chore unless it was asked for before, also when it is long done."""
    waiting = list(object_ids)
    for start in range(0, len(waiting), AT_ONCE):
        with transaction.atomic():
            for object_id in waiting[start : start + AT_ONCE]:
                chore, made = Chore.objects.get_or_create(
                    kind=kind, object_id=object_id, defaults={"due_at": timezone.now()}
                )
                if made:
                    chore.send()


def _may_mail(user: User) -> bool:
    try:
        if settings.RATE_LIMITS:
            count({PER_MODERATOR: str(user.pk)})
    except TooMany:
        return False
    return True
