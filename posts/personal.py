"""What is kept of one person: how each app says it, and what this one keeps; `blogsite.personal` asks all of them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs.models import Chore
from posts import local
from posts.models import Hit, Subscriber

LABELS = {
    "id": gettext_lazy("Number"),
    "comment_id": gettext_lazy("Comment"),
    "kind": gettext_lazy("Kind"),
    "status": gettext_lazy("Status"),
    "state": gettext_lazy("State"),
    "verdict": gettext_lazy("Verdict"),
    "from": gettext_lazy("Before"),
    "to": gettext_lazy("Afterwards"),
    "protocol": gettext_lazy("Protocol"),
    "target": gettext_lazy("Sent for"),
    "spam": gettext_lazy("Spam"),
    "approved_before": gettext_lazy("Approved before"),
    "trail": gettext_lazy("What happened"),
    "user_name": gettext_lazy("Name"),
    "name": gettext_lazy("Name"),
    "username": gettext_lazy("User name"),
    "user_email": gettext_lazy("E-mail"),
    "email": gettext_lazy("E-mail"),
    "user_url": gettext_lazy("Website"),
    "address": gettext_lazy("IP address"),
    "network": gettext_lazy("Range of addresses"),
    "user_agent": gettext_lazy("Browser"),
    "referrer": gettext_lazy("Came from"),
    "followup": gettext_lazy("Wants mail about answers"),
    "comment": gettext_lazy("Text"),
    "excerpt": gettext_lazy("Text"),
    "title": gettext_lazy("Title"),
    "post": gettext_lazy("Post"),
    "at": gettext_lazy("Time"),
    "created": gettext_lazy("Time"),
    "link": gettext_lazy("Address"),
    "source": gettext_lazy("Their page"),
    "source_url": gettext_lazy("Their page"),
    "source_host": gettext_lazy("Site"),
    "blog_name": gettext_lazy("Blog"),
    "payload": gettext_lazy("What Akismet was sent"),
    "reason": gettext_lazy("Reason"),
    "reasons": gettext_lazy("Reasons"),
    "words": gettext_lazy("Words"),
    "words_before": gettext_lazy("Words before"),
    "by": gettext_lazy("By whom"),
    "asked_at": gettext_lazy("Asked"),
    "confirmed_at": gettext_lazy("Confirmed"),
    "posts_sent": gettext_lazy("Posts sent"),
    "joined": gettext_lazy("Joined"),
    "signed_in": gettext_lazy("Last sign-in"),
}


@dataclass(frozen=True)
class Who:
    """Whom it is about: an e-mail address in whatever case, the host of a blog that sent pings, or both."""

    email: str = ""
    host: str = ""

    def __bool__(self) -> bool:
        return bool(self.email or self.host)

    def __str__(self) -> str:
        return ", ".join(name for name in (self.email, self.host) if name)


@dataclass(frozen=True)
class Item:
    """One thing that is kept: a line about it for people, and its facts, by names that programs read."""

    about: str
    facts: dict[str, Any]

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """The facts that there are, as somebody reads them."""
        return [(str(LABELS.get(name, name)), _plain(value)) for name, value in self.facts.items() if value]


@dataclass
class Section:
    """Things of one kind; ``name`` is what programs call them."""

    name: str
    title: str | Promise
    items: list[Item] = field(default_factory=list)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return local.moment(value)
    if isinstance(value, bool):
        return _("yes")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def found(who: Who) -> list[Section]:
    """The subscription of the address, with the posts that were sent to it."""
    section = Section("subscriptions", gettext_lazy("Subscription to new posts"))
    for subscriber in _subscribers(who):
        mails = subscriber.mails.select_related("post").order_by("created")
        facts = {
            "email": subscriber.email,
            "asked_at": subscriber.asked_at,
            "confirmed_at": subscriber.confirmed_at,
            "posts_sent": [{"post": mail.post.title, "state": mail.state} for mail in mails],
        }
        about = _("confirmed") if subscriber.confirmed_at else _("not confirmed")
        section.items.append(Item(about, facts))
    return [section]


def erase(who: Who, addresses: Sequence[str]) -> None:
    """The subscription with its mails, what limits counted by address or e-mail, what mail servers said of it."""
    _subscribers(who).delete()
    Hit.objects.filter(who__in=[*addresses, *([who.email.lower()] if who.email else [])]).delete()
    if who.email:
        Chore.objects.filter(last_error__icontains=who.email).update(last_error="")


def _subscribers(who: Who) -> Any:
    return Subscriber.objects.filter(email__iexact=who.email) if who.email else Subscriber.objects.none()
