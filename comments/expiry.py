"""What time decides: personal data is erased after the owner's days, what nobody confirmed goes to the trash."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_comments_xtd.models import XtdComment

from comments import tokens
from comments.models import ModerationEvent, PostComment, erasing
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
    limit = timezone.now() - UNDO_TIME
    lately = ModerationEvent.objects.filter(comment=OuterRef("pk"), new="erased", at__gt=limit)
    old = PostComment.objects.filter(~Exists(lately), status="erased").order_by("created")
    return erasing.for_good(list(old.values_list("pk", flat=True)[:AT_ONCE]), "erased")
