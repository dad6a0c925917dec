"""How the signals of the checks came to the verdict, in words: what a moderator reads below a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.checks import SPAM_SCORE, load_checks

FACTS = {
    "guid": gettext_lazy("Its number there"),
    "pro_tip": gettext_lazy("Its advice"),
    "alert_code": gettext_lazy("Alert"),
    "alert_msg": gettext_lazy("Alert in words"),
    "error": gettext_lazy("Error"),
    "debug_help": gettext_lazy("About the error"),
}
Reasons = Sequence[Mapping[str, Any]]


def check_in_words(name: str) -> str:
    """Its title, or its name where it is a check no longer."""
    titles = {check.name: check.title for check in load_checks(tuple(settings.SPAM_CHECKS))}
    return str(titles.get(name, name.replace("_", " ").replace("-", " ").capitalize()))


def more(reason: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What else a check was told, such as Akismet's own number for it."""
    said = reason.get("more")
    pairs = said.items() if isinstance(said, Mapping) else ()
    return [(str(FACTS.get(name, name)), str(value)) for name, value in pairs]


def score_of(reasons: Reasons) -> int:
    """What the signals add up to."""
    return sum(reason["score"] for reason in reasons if isinstance(reason.get("score"), int))


def conclusion(reasons: Reasons) -> str:
    """The one sentence that follows from the signals, in the order in which the chain weighs them."""
    said = {str(reason.get("verdict")): str(reason.get("check")) for reason in reversed(reasons)}
    score = score_of(reasons)
    if "discard" in said:
        return _("Blatant spam, says Akismet; that alone decides.")
    for word in ("trash", "spam"):
        if word in said:
            return _("“%(check)s” alone makes it spam.") % {"check": check_in_words(said[word])}
    if score >= SPAM_SCORE:
        return _("%(score)d, and %(limit)d make it spam.") % {"score": score, "limit": SPAM_SCORE}
    if "unavailable" in said:
        return _("A check got no answer, so it waits for a person.")
    if "hold" in said:
        held = _("%(score)d of the %(limit)d that make it spam; held for a person.")
        return held % {"score": score, "limit": SPAM_SCORE}
    return _("Nothing speaks against it.")
