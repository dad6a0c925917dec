"""The words around a post's form: its states, the line that says where it stands, and what each button will do."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from posts import local
from posts.models import Autosave, Post

State = Post.State
NAMES = {
    State.DRAFT: gettext_lazy("Draft"),
    State.REVIEW: gettext_lazy("Pending review"),
    State.SCHEDULED: gettext_lazy("Scheduled"),
    State.PUBLISHED: gettext_lazy("Published"),
    State.PRIVATE: gettext_lazy("Private"),
    State.TRASH: gettext_lazy("In the trash"),
}
PUBLIC = (State.SCHEDULED, State.PUBLISHED)


def clock(at: datetime) -> str:
    """10:42 today, else with its day."""
    at = timezone.localtime(at)
    return f"{at:%H:%M}" if at.date() == timezone.localdate() else local.moment(at)


def state_line(post: Post, kept: datetime | None = None) -> str:
    """The state in words, for the top of the page: "Draft, saved 10:42"; ``kept`` is when what is typed was kept."""
    if not post.pk:
        return _("New post, kept %(time)s") % {"time": clock(kept)} if kept else _("New post")
    name = NAMES[State(post.state)]
    if post.state in PUBLIC and post.published_at:
        line = f"{name} {local.moment(post.published_at)}"
        line = _("%(line)s, with a password") % {"line": line} if post.is_protected else line
        return _("%(line)s; changes kept %(time)s") % {"line": line, "time": clock(kept)} if kept else line
    return _("%(state)s, saved %(time)s") % {"state": name, "time": clock(kept or post.updated)}


def newer_line(stored: Post) -> str:
    """Who saved what is stored now, and when."""
    words = {"who": name_of(stored.updated_by), "time": clock(stored.updated)}
    return _("%(who)s saved this post at %(time)s, after you opened it.") % words


def name_of(user: Any) -> str:
    """The name of who was at work, as colleagues know it."""
    return user.get_full_name() or user.get_username() if user else _("Somebody")


def at_work_line(rows: Iterable[Autosave]) -> str:
    """Who else has the post open: "Bob is editing this since 10:40."."""
    line = _("%(who)s is editing this since %(time)s.")
    return " ".join(line % {"who": name_of(row.user), "time": clock(row.began)} for row in rows)


def labels(told: int, *, public: bool) -> dict[str, str]:
    """What the button says for each state that may be chosen; ``told`` is how many blogs hear of it at most."""
    return {
        State.DRAFT: _("Take back to draft") if public else _("Save draft"),
        State.REVIEW: _("Take back for review") if public else _("Hand in for review"),
        State.SCHEDULED: scheduling(told),
        State.PUBLISHED: updating(told) if public else publishing(told),
        State.PRIVATE: _("Make private") if public else _("Save as private"),
        State.TRASH: _("Save in the trash"),
    }


def publishing(told: int) -> str:
    if not told:
        return _("Publish")
    return ngettext("Publish and tell up to %d blog", "Publish and tell up to %d blogs", told) % told


def updating(told: int) -> str:
    if not told:
        return _("Update")
    return ngettext("Update and tell up to %d blog", "Update and tell up to %d blogs", told) % told


def scheduling(told: int) -> str:
    if not told:
        return _("Schedule")
    return ngettext("Schedule, then tell up to %d blog", "Schedule, then tell up to %d blogs", told) % told
