"""Mail about comments: to followers of a post, and to whoever should look at what was held; sent by chores."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import XtdComment

from comments import akismet_account, tokens
from comments.models import PostComment
from posts import mail as post_office
from posts.models import Post

SHOWN_REPORTS = 5
SHOWN_LENGTH = 2000  # characters of a comment in a mail; the rest is a click away


def followers(comment: PostComment) -> Iterator[PostComment]:
    """Of each reader who asked for mail about this post, one comment of theirs; not of the comment's own author."""
    asked = PostComment.objects.shown().filter(post=comment.post_id, followup=True).exclude(user_email="")
    seen = {comment.user_email.lower()}
    for subscription in asked.order_by("pk").iterator(chunk_size=500):
        if (email := subscription.user_email.lower()) not in seen:
            seen.add(email)
            yield subscription


def mute(subscription: PostComment) -> None:
    """No more mail about this post to this address; where it was kept for the mail alone, it is erased."""
    same = PostComment.objects.filter(post=subscription.post_id, user_email__iexact=subscription.user_email)
    ids = list(same.values_list("pk", flat=True))
    XtdComment.norel_objects.filter(pk__in=ids).update(followup=False)
    kept = same.filter(erased_at__isnull=False).values_list("pk", flat=True)
    XtdComment.norel_objects.filter(pk__in=list(kept)).update(user_email="")


def moderators(post: Post) -> list[User]:
    """Who is told of what waits: the post's author if they may moderate, else the administrators."""
    author = post.author.user
    if author and author.is_active and author.email and author.has_perm("comments.change_postcomment"):
        return [author]
    return administrators()


def administrators() -> list[User]:
    """Who has an address and may do everything."""
    return list(User.objects.filter(is_superuser=True, is_active=True).exclude(email="").order_by("pk"))


def send_follow_up(comment: PostComment, subscription: PostComment) -> None:
    """Tell a follower of a new comment.

    Raises:
        posts.mail.MailFailed: the mail server did not take it.
    """
    leave = settings.SITE_URL + reverse("comment_mute", args=[tokens.mute_token(subscription)])
    context = {"link": _link(comment), "name": subscription.user_name}
    _send("follow_up", _("New on “{title}”"), comment, context, subscription.user_email, leave=leave)


def send_confirm(comment: PostComment) -> None:
    """Ask its author whether it is theirs. Nothing that was typed stands in the mail: it may go to anybody.

    Raises:
        posts.mail.MailFailed: the mail server did not take it.
    """
    link = settings.SITE_URL + reverse("comment_confirm", args=[tokens.confirm_token(comment)])
    days = tokens.CONFIRM_SECONDS // 86400
    _send(
        "confirm",
        _("Your comment on “{title}”"),
        comment,
        {"link": link, "days": str(days)},
        comment.user_email,
    )


def send_reported(comment: PostComment, user: User) -> None:
    """Tell a moderator that a reader has reported something.

    Raises:
        posts.mail.MailFailed: the mail server did not take it.
    """
    reports = list(comment.reports.filter(answered=False)[:SHOWN_REPORTS])
    context = {"queue": queue("reported"), "reports": reports}
    _send("reported", _("Reported on “{title}”"), comment, context, user.email)


def send_akismet(about: str, user: User) -> None:
    """Tell an administrator of something that only they can mend.

    Raises:
        posts.mail.MailFailed: the mail server did not take it.
    """
    sentence = lazy(akismet_account.warning, str)(about)  # in the language of the mail
    context = {"sentence": sentence, "page": settings.SITE_URL + reverse("admin:akismet")}
    post_office.send("comments/mail/akismet.txt", _("Akismet needs you"), context, user.email)


def _send(
    template: str, about: Any, comment: PostComment, context: dict[str, Any], to: str, *, leave: str = ""
) -> None:
    facts = {
        "comment": comment,
        "post": comment.post,
        "text": comment.comment[:SHOWN_LENGTH],
        "cut": len(comment.comment) > SHOWN_LENGTH,
    }
    subject = format_lazy(about, title=post_office.short(comment.post.title))
    post_office.send(f"comments/mail/{template}.txt", subject, facts | context, to, leave=leave)


def queue(status: str) -> str:
    return f"{settings.SITE_URL}{reverse('admin:index')}discussion/?status={status}"


def _link(comment: PostComment) -> str:
    return settings.SITE_URL + comment.get_absolute_url()
