"""What the queue says after a press, and about what others did meanwhile: plain sentences."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from comments.models import Progress
from comments.models.batch import Undone

DONE: dict[str, Any] = {
    "approve": ngettext_lazy("%(n)d item approved.", "%(n)d items approved.", "n"),
    "pending": ngettext_lazy("%(n)d item held as pending.", "%(n)d items held as pending.", "n"),
    "spam": ngettext_lazy("%(n)d item marked as spam.", "%(n)d items marked as spam.", "n"),
    "trash": ngettext_lazy("%(n)d item moved to the trash.", "%(n)d items moved to the trash.", "n"),
    "delete": ngettext_lazy(
        "%(n)d item deleted; gone for good in a day.", "%(n)d items deleted; gone for good in a day.", "n"
    ),
    "reply": ngettext_lazy("Answered, and shown.", "Answered, and shown.", "n"),
    "edit": ngettext_lazy("%(n)d item edited.", "%(n)d items edited.", "n"),
    "undo": ngettext_lazy("%(n)d item put back.", "%(n)d items put back.", "n"),
}

GOING_ON: dict[str, Any] = {
    "check-again": gettext_lazy("Checking for spam again"),
    "empty-spam": gettext_lazy("Deleting the spam for good"),
}
ENDED: dict[str, Any] = {
    "check-again": ngettext_lazy(
        "%(n)d item was checked for spam again.", "%(n)d items were checked for spam again.", "n"
    ),
    "empty-spam": ngettext_lazy(
        "%(n)d item of spam deleted for good.", "%(n)d items of spam deleted for good.", "n"
    ),
}
UNDONE: dict[str, Any] = {
    "empty-spam": ngettext_lazy("%(n)d is still there.", "%(n)d are still there.", "n"),
}
CAME: dict[str, Any] = {
    "approved": ngettext_lazy("%(n)d was approved.", "%(n)d were approved.", "n"),
    "pending": ngettext_lazy("%(n)d waits for you now.", "%(n)d wait for you now.", "n"),
    "spam": ngettext_lazy("%(n)d went to spam.", "%(n)d went to spam.", "n"),
    "trash": ngettext_lazy("%(n)d went to the trash.", "%(n)d went to the trash.", "n"),
    "same": ngettext_lazy("%(n)d stayed where it was.", "%(n)d stayed where they were.", "n"),
    "left": ngettext_lazy(
        "%(n)d was left alone: somebody has decided on it or changed it.",
        "%(n)d were left alone: somebody has decided on them or changed them.",
        "n",
    ),
    "unavailable": ngettext_lazy(
        "About %(n)d a filter could not be asked; it was left alone.",
        "About %(n)d a filter could not be asked; they were left alone.",
        "n",
    ),
}


def of_progress(progress: Progress) -> list[str]:
    """What it does; or what it did, whether it was stopped, and what came of it."""
    if progress.is_running:
        return [str(GOING_ON[progress.kind])]
    stopped = progress.stop_asked and progress.done < progress.total
    said = [_("Stopped.")] if stopped else []
    said.append(str(ENDED[progress.kind] % {"n": progress.done}))
    if stopped and progress.kind in UNDONE:
        said.append(str(UNDONE[progress.kind] % {"n": progress.total - progress.done}))
    return said + [str(CAME[word] % {"n": n}) for word, n in progress.told.items() if word in CAME]


def done(action: str, n: int) -> str:
    """One sentence about a batch."""
    return str(DONE[action] % {"n": n})


def of_press(action: str, n: int, changed: int) -> list[str]:
    """What came of it, without a zero where others were quicker."""
    said = [done(action, n)] if n else [] if changed else [_("There was nothing left to do.")]
    return said + left(changed)


def kept(n: int) -> str:
    return ngettext("%(n)d item kept as it is.", "%(n)d items kept as they are.", n) % {"n": n}


def left(n: int) -> list[str]:
    """About rows that were no longer as the moderator saw them."""
    if not n:
        return []
    said = ngettext(
        "%(n)d was changed meanwhile and left as it is.",
        "%(n)d were changed meanwhile and left as they are.",
        n,
    )
    return [said % {"n": n}]


def undone(what: Undone) -> list[str]:
    """How many are back, and who changed the others since."""
    said = [done("undo", what.n)]
    for name, n in sorted(what.left.items()):
        sentence = ngettext(
            "%(n)d was changed by %(name)s meanwhile and left as it is.",
            "%(n)d were changed by %(name)s meanwhile and left as they are.",
            n,
        )
        said.append(sentence % {"n": n, "name": who(name)})
    return said


def who(name: str) -> str:
    """Somebody's name, or in words who is none of the moderators."""
    others = {
        "filter": _("the filters"),
        "source": _("its source"),
        "author": _("its author"),
        "system": _("the blog itself"),
    }
    return others.get(name, name)


def what(old: str, new: str, reason: str) -> str:
    """One change of a history, without who made it."""
    if old == new:
        return _("edited the words") if reason == "edited" else _("rewrote the words")
    said = {
        "approved": _("approved it"),
        "pending": _("held it as pending"),
        "spam": _("marked it as spam"),
        "trash": _("moved it to the trash"),
        "unconfirmed": _("asked for a confirmation"),
        "erased": _("deleted it"),
    }
    return _("received it") if not old else said.get(new, new)
