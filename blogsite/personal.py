"""Everything that is kept of one person, over all apps: as one report, and erased in one go."""

import json
from collections import Counter
from typing import Any

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import validate_email
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import prints
from comments.personal import erasing as comments_erasing
from comments.personal import finding as comments_finding
from posts import personal as posts_personal
from posts.models import SiteSettings
from posts.page_cache import store
from posts.personal import Item, Section, Who
from trackbacks import personal as trackbacks_personal


def who(word: str) -> Who:
    """An e-mail address, or the host or address of a blog. Raises ValidationError."""
    word = word.strip()
    if "@" in word and "/" not in word:
        validate_email(word)
        return Who(email=word)
    return Who(host=prints.host_of(word if "//" in word else f"//{word}"))


def report(who: Who) -> list[Section]:
    """What is kept, section by section; those in which nothing is are left out."""
    apps = (comments_finding, trackbacks_personal, posts_personal)
    sections = [section for app in apps for section in app.found(who)]
    return [section for section in [*sections, _accounts(who), _log(who)] if section.items]


def _accounts(who: Who) -> Section:
    """Accounts are changed and deleted by administrators, one by one; they are told of, and stay."""
    section = Section("accounts", gettext_lazy("Accounts of this blog"))
    for user in User.objects.filter(email__iexact=who.email) if who.email else ():
        facts = {"username": user.get_username(), "email": user.email, "name": user.get_full_name()}
        section.items.append(
            Item(user.get_username(), facts | {"joined": user.date_joined, "signed_in": user.last_login})
        )
    return section


def _log(who: Who) -> Section:
    entries = [Item(entry.object_repr, _entry(entry)) for entry in _log_of(who)]
    return Section("log", gettext_lazy("What was done in the admin"), entries)


def _entry(entry: LogEntry) -> dict[str, Any]:
    return {"at": entry.action_time, "about": entry.object_repr, "change": entry.change_message}


def _log_of(who: Who) -> Any:
    """Entries of the admin that name the address, such as a subscriber's that was deleted there."""
    names = Q(object_repr__icontains=who.email) | Q(change_message__icontains=who.email)
    return LogEntry.objects.filter(names) if who.email else LogEntry.objects.none()


def counts(sections: list[Section]) -> Counter[str]:
    return Counter({section.name: len(section.items) for section in sections})


def erase(who: Who, *, texts: bool) -> int:
    """All of it, anonymous or with the texts; accounts stay. Returns how many comments and pings there were.

    The pings' requests go first, for they are found by their comments.
    """
    senders = trackbacks_personal.erase(who)
    n, addresses = comments_erasing.erase(who, texts=texts)
    posts_personal.erase(who, sorted(senders | addresses))
    _log_of(who).update(object_repr=_("erased"), change_message="")
    store.clear()
    return n


def as_json(who: Who) -> str:
    kept = {section.name: [item.facts for item in section.items] for section in report(who)}
    about = {
        "about": {"email": who.email, "host": who.host},
        "blog": settings.SITE_URL,
        "made": timezone.now(),
    }
    return json.dumps(about | {"kept": kept}, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def as_html(who: Who) -> str:
    """The same as a page that needs nothing else."""
    context = {"who": who, "sections": report(who), "site": SiteSettings.load(), "made": timezone.now()}
    return render_to_string("admin/personal/file.html", context | {"url": settings.SITE_URL})
