"""Who is told of a new or held comment, and the one mail that tells of all that is not told yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import mail, tokens
from comments.models import Notice, PostComment
from comments.queue import listing
from posts import mail as post_office
from posts.models import SiteSettings

SHOWN = 20  # items of one mail; the others are a click away
EXCERPT = 300  # characters of each, where there are several
ALONE = 2000
BACKEND = "django.contrib.auth.backends.ModelBackend"
TELLABLE = (PostComment.Status.PENDING, PostComment.Status.APPROVED)


@dataclass(frozen=True)
class Item:
    """A comment as the mail shows it, with a link for each thing that may be done with it."""

    comment: PostComment
    text: str
    cut: bool
    address: str

    @classmethod
    def of(cls, comment: PostComment, user: User, longest: int) -> "Item":
        token = tokens.decide_token(comment, user)
        address = settings.SITE_URL + reverse("comment_decide", args=[token])
        said = comment.comment if longest == ALONE else " ".join(comment.comment.split())
        # Marked line by line: what a stranger wrote must not look like a link of ours.
        quoted = format_html_join("\n", "<i>&gt; </i>{}", ((line,) for line in said[:longest].splitlines()))
        return cls(comment, quoted, len(said) > longest, address)


def tell(comment: PostComment) -> None:
    """Give notice to whom the owner wants to be told: of what waits, and of what is shown."""
    site = SiteSettings.load()
    if comment.status not in TELLABLE:
        return
    whom = site.mail_held if comment.status == PostComment.Status.PENDING else site.mail_new
    for user in recipients(comment, whom):
        Notice.give(user, comment)


def recipients(comment: PostComment, whom: str) -> list[User]:
    """Each address once; nobody hears of their own comment, or of what they decided themselves."""
    to = SiteSettings.MailTo
    found: list[User] = []
    if whom in (to.AUTHOR, to.BOTH):
        found += mail.moderators(comment.post)
    if whom in (to.MODERATORS, to.BOTH):
        found += moderators()
    own = set(comment.events.filter(by_user__isnull=False).values_list("by_user", flat=True))
    own.add(comment.user_id)
    by_address = {user.email.lower(): user for user in reversed(found) if user.pk not in own}
    by_address.pop(comment.user_email.lower(), None)
    return sorted(by_address.values(), key=lambda user: user.pk)


def moderators() -> Iterable[User]:
    """Who may moderate everything and has an address."""
    people = User.objects.with_perm("comments.moderate_all", backend=BACKEND)
    return people.filter(is_active=True).exclude(email="").order_by("pk")


def send(user: User) -> None:
    """One mail about everything that this person was not told of and that is still as it was; none if there is nothing.

    Raises:
        posts.mail.MailFailed: the mail server did not take it; then nothing counts as told.
    """
    notices = list(Notice.to_tell(user))
    open_ones = Q(status=PostComment.Status.PENDING) | Q(status=PostComment.Status.APPROVED)
    theirs = PostComment.objects.moderated_by(user).filter(open_ones)
    found = theirs.filter(pk__in=[notice.comment_id for notice in notices]).select_related("post")
    comments = list(found.defer("payload", "html", "post__html").order_by("created", "pk"))
    if comments:
        _send(user, comments)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(told_at=timezone.now())


def _send(user: User, comments: list[PostComment]) -> None:
    longest = ALONE if len(comments) == 1 else EXCERPT
    held = sum(comment.status == PostComment.Status.PENDING for comment in comments)
    context: dict[str, Any] = {
        "items": [Item.of(comment, user, longest) for comment in comments[:SHOWN]],
        "n": len(comments),
        "held": held,
        "fresh": len(comments) - held,
        "more": max(len(comments) - SHOWN, 0),
        "waiting": max(listing.total(listing.counts(user), "pending", ()), 0),
        "queue": mail.queue("pending" if held else "approved"),
        "days": str(tokens.DECIDE_SECONDS // 86400),
    }
    subject = lazy(_subject, str)(comments, held)
    post_office.send("comments/mail/notices.txt", subject, context, user.email, list_name="moderation")


def _subject(comments: list[PostComment], held: int) -> str:
    """In the language that is spoken when it is asked for."""
    n = len(comments)
    if n == 1:
        title = post_office.short(comments[0].post.title)
        waits = _("Waiting for you on “{title}”"), _("New on “{title}”")
        return waits[comments[0].status == PostComment.Status.APPROVED].format(title=title)
    if held:
        return ngettext("%(n)d item waits for you", "%(n)d items wait for you", held) % {"n": held}
    return ngettext("%(n)d new item", "%(n)d new items", n) % {"n": n}
