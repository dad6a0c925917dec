"""How every mail of the blog leaves: as text and as HTML, to one address, and refusals turned into something to act on.

No word of a stranger's stands in a header: subjects have words and titles of our own, addresses are ones we were given.
"""

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.functional import Promise
from django.utils.translation import gettext_noop

from jobs.errors import GiveUp, Retry
from jobs.models import Chore
from posts import letters
from posts.languages import speaking
from posts.models import SiteSettings

TITLE_LENGTH = 150  # characters of a title in a subject
PERMANENT = 500  # SMTP's codes from here on will not change by trying again
# After a mail server's refusal to talk; then the mail is given up, half a day later.
WAITS_SECONDS = (60, 300, 1800, 7200, 28800)


class MailFailed(Exception):
    """The mail server did not take it; ``final`` when it never will."""

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.final = final


def send(
    template: str, subject: str | Promise, context: dict, to: str, *, leave: str = "", list_name: str = ""
) -> None:
    """Send a mail by its template to one address, in the language of the blog.

    Args:
        subject: lazy where it has words of ours; the worker that calls speaks no language of its own.
        leave: the address at which one POST ends mail of this kind (RFC 8058).
        list_name: what this mail belongs to, by which its reader may sort it (RFC 2919).

    Raises:
        MailFailed: the mail server did not take it.
    """
    headers = {"Auto-Submitted": "auto-generated"}
    if leave:
        headers |= {"List-Unsubscribe": f"<{leave}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    if list_name:
        headers["List-Id"] = f"<{list_name}.{urlsplit(settings.SITE_URL).hostname}>"
    site = SiteSettings.load()
    with speaking(site.language):
        facts = {"site": site, "home": f"{settings.SITE_URL}/", "leave": leave}
        text, page = letters.written(template, {**context, **facts}, str(subject))
        message = EmailMultiAlternatives(str(subject), text, to=[to], headers=headers)
    message.attach_alternative(page, "text/html")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        final = all(code >= PERMANENT for code, _words in error.recipients.values())
        raise MailFailed(gettext_noop("the mail server refuses this address"), final=final) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(f"the mail server did not take it: {type(error).__name__}", final=False) from error
    except ValueError as error:  # an address that cannot stand in a header, such as one imported long ago
        raise MailFailed(gettext_noop("this is no address to write to"), final=True) from error


def short(title: str) -> str:
    """A title of ours as a subject quotes it."""
    return " ".join(title.split())[:TITLE_LENGTH]


def later(error: MailFailed, attempts: int) -> Retry | GiveUp:
    """What becomes of a mail that the server did not take: another try, a few times, and then none."""
    if error.final or attempts >= len(WAITS_SECONDS):
        return GiveUp(str(error))
    return Retry(str(error), after=WAITS_SECONDS[attempts])


class Patience:
    """Around the one mail of a chore: what the mail server did not take is tried again later, and not for ever."""

    def __init__(self, kind: str, object_id: str) -> None:
        self.chores = Chore.objects.filter(kind=kind, object_id=object_id)

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, MailFailed):
            raise later(error, self.chores.values_list("attempts", flat=True).first() or 0) from error
