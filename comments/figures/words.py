"""How the statistics say it: names of what is counted, and shares that hold back where they rest on too little."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import evidence
from comments.figures.counting import SEVERAL
from posts import local

LEAST_FOR_PERCENT = 10  # decisions; one more or fewer would otherwise move the share by more than it says
KINDS = {
    "comment": gettext_lazy("Comments"),
    "trackback": gettext_lazy("Trackbacks"),
    "pingback": gettext_lazy("Pingbacks"),
    "webmention": gettext_lazy("Webmentions"),
}
OUTCOMES = {
    "passed": gettext_lazy("Passed"),
    "held": gettext_lazy("Held"),
    "spam": gettext_lazy("Spam"),
    "unasked": gettext_lazy("Not asked"),
}


def share(part: int, whole: int) -> str:
    """12 of 14 (86 %); without the percentage below ten, and a dash of nothing."""
    if whole <= 0:
        return "–"
    numbers = {"part": local.number(part), "whole": local.number(whole)}
    if whole < LEAST_FOR_PERCENT:
        return _("%(part)s of %(whole)s") % numbers
    return _("%(part)s of %(whole)s (%(percent)d %%)") % {**numbers, "percent": round(100 * part / whole)}


def check(name: str) -> str:
    return _("Several together") if name == SEVERAL else evidence.check_in_words(name)
