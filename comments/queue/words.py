"""What the queue says after a press, and about what others did meanwhile: plain sentences."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

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
