"""Mail about comments: to followers of a post, and to whoever should look at what was held. Plain text, sent by chores.

No word of a stranger's stands in a header: the subject has our post's title, the address is one we were given.
"""

import smtplib
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django_comments_xtd.models import XtdComment

from comments import tokens
from comments.models import PostComment
from posts.models import Post

SUBJECT_LENGTH = 150
SHOWN_LENGTH = 2000  # characters of a comment in a mail; the rest is a click away
PERMANENT = 500  # SMTP's codes from here on will not change by trying again


class MailFailed(Exception):
    """The mail server did not take it; ``final`` when it never will."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.final = final


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
    return list(User.objects.filter(is_superuser=True, is_active=True).exclude(email="").order_by("pk"))


def send_follow_up(comment: PostComment, subscription: PostComment) -> None:
    """Tell a follower of a new comment.

    Raises:
        MailFailed: the mail server did not take it.
    """
    leave = settings.SITE_URL + reverse("comment_mute", args=[tokens.mute_token(subscription)])
    headers = {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    context = {"comment": comment, "link": _link(comment), "name": subscription.user_name, "leave": leave}
    _send("follow_up", f"New on “{_title(comment.post)}”", context, subscription.user_email, headers)


def send_pending(comment: PostComment, user: User) -> None:
    """Tell a moderator of something that waits.

    Raises:
        MailFailed: the mail server did not take it.
    """
    queue = f"{settings.SITE_URL}{reverse('admin:index')}discussion/?status=pending"
    context = {"comment": comment, "queue": queue}
    _send("pending", f"Waiting for you on “{_title(comment.post)}”", context, user.email, {})


def _send(template: str, subject: str, context: dict, to: str, headers: dict[str, str]) -> None:
    comment = context["comment"]
    context |= {
        "post": comment.post,
        "text": comment.comment[:SHOWN_LENGTH],
        "cut": len(comment.comment) > SHOWN_LENGTH,
    }
    body = render_to_string(f"comments/mail/{template}.txt", context)
    message = EmailMessage(subject, body, to=[to], headers={"Auto-Submitted": "auto-generated", **headers})
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        final = all(code >= PERMANENT for code, _words in error.recipients.values())
        raise MailFailed("the mail server refuses this address", final=final) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(f"the mail server did not take it: {type(error).__name__}", final=False) from error
    except ValueError as error:  # an address that cannot stand in a header, such as one imported long ago
        raise MailFailed("this is no address to write to", final=True) from error


def _link(comment: PostComment) -> str:
    return settings.SITE_URL + comment.get_absolute_url()


def _title(post: Post) -> str:
    return " ".join(post.title.split())[:SUBJECT_LENGTH]
