"""Resend and Cancel, of one ping or of many: the same verbs and the same words wherever their buttons stand."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trackbacks.models import OutgoingPing

MAX_IDS = 500  # of one POST; a page has 20


def do(verb: str, pings: list[OutgoingPing]) -> list[OutgoingPing]:
    """Call the verb on each ping that it makes sense for; returns those."""
    return [ping for ping in pings if VERBS[verb](ping)] if verb in VERBS else []


def _resend(ping: OutgoingPing) -> bool:
    if not ping.may_be_resent:
        return False
    ping.resend()
    return True


VERBS: dict[str, Callable[[OutgoingPing], bool]] = {"resend": _resend, "cancel": OutgoingPing.cancel}


def sentence(verb: str, done: list[OutgoingPing]) -> str:
    """What was done, for who pressed the button."""
    if not done:
        return _("There was nothing to do: it stands otherwise by now.")
    if len(done) == 1:
        words = _("%(blog)s will be told again.") if verb == "resend" else _("%(blog)s will not be told.")
        return words % {"blog": done[0].host or done[0].target}
    words = (
        ngettext("%(n)d blog will be told again.", "%(n)d blogs will be told again.", len(done))
        if verb == "resend"
        else ngettext("%(n)d blog will not be told.", "%(n)d blogs will not be told.", len(done))
    )
    return words % {"n": len(done)}


def numbers(values: list[str]) -> list[int]:
    """The ids among what was sent; everything else is nobody's id."""
    return [int(v) for v in values[:MAX_IDS] if v.isascii() and v.isdecimal() and len(v) < 18]
