"""What time decides: personal data is erased, what nobody confirmed is thrown away, what was thrown away is purged."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_comments_xtd.models import XtdComment

from comments import tokens
from comments.models import PostComment, erasing
from comments.models.batch import UNDO_TIME
from posts.models import SiteSettings

AT_ONCE = 500  # rows of one tick: the next one takes the rest


def erase_personal_data() -> int:
    """Erase addresses, e-mails and payloads of old comments; follow-up addresses stay until muted. Returns how many."""
    limit = timezone.now() - timedelta(days=SiteSettings.load().erase_after_days)
    old = PostComment.objects.filter(erased_at=None, created__lt=limit).order_by("created")
    ids = list(old.values_list("pk", flat=True)[:AT_ONCE])
    if ids:
        with transaction.atomic():
            PostComment.objects.filter(pk__in=ids).update(
                address=None, network="", user_agent="", referrer="", payload={}, erased_at=timezone.now()
            )
            XtdComment.norel_objects.filter(pk__in=ids).update(ip_address=None)
            XtdComment.norel_objects.filter(pk__in=ids, followup=False).update(user_email="")
    return len(ids)


def trash_unconfirmed() -> int:
    """Comments whose authors did not answer while the link in the mail was good. Returns how many."""
    limit = timezone.now() - timedelta(seconds=tokens.CONFIRM_SECONDS)
    old = PostComment.objects.filter(status=PostComment.Status.UNCONFIRMED, created__lt=limit)
    return sum(
        comment.trash("system", gettext_noop("never confirmed by e-mail"))
        for comment in old.order_by("created")[:AT_ONCE]
    )


def erase_deleted() -> int:
    """What moderators deleted is gone for good when it can no longer be undone. Returns how many."""
    return _gone_for_good("erased", UNDO_TIME)


def purge() -> int:
    """Spam and trash that lay there for the owner's days is gone for good; 0 days keep it. Returns how many."""
    site = SiteSettings.load()
    days = {"spam": site.spam_kept_for_days, "trash": site.trash_kept_for_days}
    return sum(_gone_for_good(status, timedelta(days=kept)) for status, kept in days.items() if kept)


def _gone_for_good(status: str, kept: timedelta) -> int:
    """A batch of what came to this status before that, oldest first."""
    old = PostComment.objects.filter(status=status, thrown_at__lt=timezone.now() - kept).order_by("thrown_at")
    ids = list(old.values_list("pk", flat=True)[:AT_ONCE])
    return erasing.for_good(ids, status) if ids else 0
