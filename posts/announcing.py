"""New posts by mail: from a published post to a row for each subscriber, and from a row to one mail."""

from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from posts import mail
from posts.models import Post, PostMail, SiteSettings, Subscriber
from posts.models.subscriber import CONFIRM_WITHIN

NEWS = timedelta(days=2)  # a post dated earlier is an import or a repair, and no news
AT_ONCE = 200  # rows in one transaction
LEAVE_WITHIN = timedelta(days=366)  # mail is read late; RFC 8058 wants the link to work for long
LONGEST_TOKEN = 200


def is_news(post: Post) -> bool:
    """Whether subscribers are told of it: everybody may read it, and it is new."""
    return post.talks and bool(post.published_at and post.published_at > timezone.now() - NEWS)


def announce(post: Post) -> None:
    """A row for each subscriber who has none for this post yet; those that a withdrawal stopped wake up."""
    if not is_news(post):
        return
    stopped = PostMail.objects.filter(post=post, state="cancelled", handed_over_at=None)
    for row in stopped.order_by("pk").iterator(chunk_size=AT_ONCE):
        row.renew()
    everybody = Subscriber.objects.confirmed().exclude(mails__post=post).order_by("pk")
    keys = everybody.values_list("pk", flat=True).iterator(chunk_size=AT_ONCE)
    while batch := list(islice(keys, AT_ONCE)):
        _queue(post, batch)


@transaction.atomic
def _queue(post: Post, keys: list[int]) -> None:
    """Two at once write each row once: the second's are dropped by the unique constraint."""
    now = timezone.now()
    PostMail.objects.bulk_create(
        [PostMail(post=post, subscriber_id=key, due_at=now) for key in keys], ignore_conflicts=True
    )
    for row in PostMail.objects.filter(post=post, subscriber__in=keys, state="queued"):
        row.send()


def deliver(row: PostMail) -> None:
    """Send it unless somebody has: noted before it is handed over, so that a kill in between sends nobody twice.

    Raises:
        Retry, GiveUp: the mail server did not take it.
    """
    post, subscriber = row.post, row.subscriber
    if not post.talks or subscriber.confirmed_at is None:
        row.finish("cancelled")
        return
    mine = PostMail.objects.filter(pk=row.pk, token=row.token, handed_over_at=None)
    if not mine.update(handed_over_at=timezone.now()):
        row.finish("unknown", last_error="handed to the mail server once; nobody knows what came of it")
        return
    try:
        send_post(post, subscriber)
    except mail.MailFailed as error:
        PostMail.objects.filter(pk=row.pk, token=row.token).update(handed_over_at=None)
        raise mail.later(error, row.attempts) from error
    row.finish("sent")


def send_post(post: Post, subscriber: Subscriber) -> None:
    """Raises posts.mail.MailFailed."""
    site = SiteSettings.load()
    subject = f"{mail.short(site.title)}: {mail.short(post.title)}"
    leave = _link("subscribe_leave", signing.dumps(subscriber.pk, salt="posts.leave"))
    mail.send("posts/mail/new_post.txt", subject, {"post": post}, subscriber.email, leave=leave)


def ask(subscriber: Subscriber) -> None:
    """The mail with the link that confirms. Raises posts.mail.MailFailed."""
    link = _link("subscribe_confirm", signing.dumps(subscriber.pk, salt="posts.subscribe"))
    subject = format_lazy(_("New posts of {title}"), title=mail.short(SiteSettings.load().title))
    context = {"link": link, "days": CONFIRM_WITHIN.days}
    mail.send("posts/mail/subscribe.txt", subject, context, subscriber.email)


def _link(name: str, token: str) -> str:
    return settings.SITE_URL + reverse(name, args=[token])


def confirming(token: str) -> Subscriber | None:
    """Whose address the link in a mail confirms."""
    return _named_by(token, "posts.subscribe", CONFIRM_WITHIN)


def leaving(token: str) -> Subscriber | None:
    """Who leaves by the link in a mail."""
    return _named_by(token, "posts.leave", LEAVE_WITHIN)


def _named_by(token: str, salt: str, within: timedelta) -> Subscriber | None:
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        key = signing.loads(token, salt=salt, max_age=within)
    except signing.BadSignature:
        return None
    return Subscriber.objects.filter(pk=key).first()


def forget_unconfirmed() -> int:
    """Delete addresses whose owners did not answer; the scheduler calls it. Returns how many."""
    return Subscriber.objects.forgotten().delete()[0]
