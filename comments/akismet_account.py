"""What is known of our account at Akismet: the key, the usage, its last alert and failure; noted when it answers.

Nothing here is asked in a request: the chore `akismet` asks, once a day and on press, and every check says more.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from comments import akismet
from comments.models import AkismetMonth
from jobs.models import Chore, Finding

CHORE = "akismet"
KEY, USAGE, ALERT, FAILURE = "akismet:key", "akismet:usage", "akismet:alert", "akismet:failure"
TOLD = "akismet:alerts-told"  # which alerts were mailed, and when
EVERY = timedelta(days=1)
TOLD_AGAIN = timedelta(days=7)  # an alert that comes and goes is mailed once a week
LONGEST = 300  # characters that are kept of each of its words
VALID, WRONG, UNKNOWN = "valid", "wrong", "unknown"
COUNTED = {"ham": ("checked",), "spam": ("checked", "spam"), "discard": ("checked", "spam")}


def ask() -> None:
    """Have the key looked at, and where it is good, how much of it is used."""
    try:
        _note_key(VALID if akismet.verify_key() else WRONG)
        _keep(USAGE, akismet.usage())
    except akismet.Unavailable as error:
        note_failure(str(error))
        wrong = str(error) == akismet.NOT_ACCEPTED
        _note_key(WRONG if wrong else UNKNOWN, str(error))


def ask_daily() -> None:
    """Ask where nobody did for a day; the scheduler calls this."""
    if not settings.AKISMET_API_KEY:
        return
    lately = Q(due_at__isnull=False) | Q(finished_at__gt=timezone.now() - EVERY)
    if not Chore.objects.filter(lately, kind=CHORE, object_id=_key_print()).exists():
        ask_soon()


def ask_soon() -> None:
    Chore.request(CHORE, _key_print())  # of another key it is another chore


def is_asking() -> bool:
    return Chore.objects.filter(kind=CHORE, object_id=_key_print(), due_at__isnull=False).exists()


def note(signals: Sequence[Mapping[str, Any]]) -> None:
    """Learn from what Akismet said of one comment, if it was asked: its alert, its failure, the figures."""
    said = next((signal for signal in signals if signal.get("check") == "akismet"), None)
    if said is None:
        return
    more = said.get("more") or {}
    if names := COUNTED.get(str(said["verdict"])):
        AkismetMonth.count(*names)
        _note_key(VALID, only_if=WRONG)
    elif said["reason"] == akismet.NOT_ACCEPTED:
        _note_key(WRONG)
    if said["verdict"] == "unavailable":
        note_failure(said["reason"], **_some(more, "error", "debug_help"))
    alert = _some(more, "alert_code", "alert_msg")
    if alert or names:
        _note_alert(alert)


def note_failure(reason: str, **more: str) -> None:
    """Keep why it gave no answer, and what it said about that."""
    _keep(FAILURE, {"reason": reason, **more})


def note_decision(signals: Sequence[Mapping[str, Any]], decision: str) -> None:
    """Count where a person knew better than Akismet."""
    said = next((str(signal["verdict"]) for signal in signals if signal.get("check") == "akismet"), "")
    if decision == "approved" and said in ("spam", "discard"):
        AkismetMonth.count("false_positives")
    elif decision == "spam" and said == "ham":
        AkismetMonth.count("missed")


def key() -> dict[str, Any]:
    """`state`, `why` it is unknown, and `at`; of another key than this one nothing is known."""
    row = Finding.of(KEY)
    if row is None or row.found.get("of") != _key_print():
        return {"state": UNKNOWN, "why": "", "at": None}
    return {**row.found, "at": row.at}


def found(name: str) -> dict[str, Any]:
    """What was noted under this name, with when; empty where nothing was."""
    row = Finding.of(name)
    return {**row.found, "at": row.at} if row and row.found else {}


def warnings() -> list[str]:
    """What an administrator should do something about."""
    return (
        [said for about in ("key", "alert") if (said := warning(about))] if settings.AKISMET_API_KEY else []
    )


def warning(about: str) -> str:
    """A sentence about the key or the alert; empty where it is well, in the language that is spoken."""
    if about == "key":
        wrong = _("Akismet does not accept the key of this site; what it cannot judge is held for you.")
        return wrong if key()["state"] == WRONG else ""
    alert = found(ALERT)
    return _("Akismet has a message for you: %(words)s") % {"words": alert_in_words(alert)} if alert else ""


def alert_in_words(alert: Mapping[str, Any]) -> str:
    """Its own words, or its number where it has none."""
    words = alert["words"]
    return words.get("alert_msg") or _("alert %(code)s") % {"code": words["alert_code"]}


def _note_key(state: str, why: str = "", *, only_if: str = "") -> None:
    """Keep it; who administrates hears once that it turned wrong, and not again before it was valid."""
    if only_if and key()["state"] != only_if:
        return
    with transaction.atomic():
        before = _locked(KEY, of=_key_print())
        told = state != VALID and bool(before.get("told"))
        if state == WRONG and not told:
            Chore.request("tell-akismet", "key")
            told = True
        Finding.keep(KEY, {"of": _key_print(), "state": state, "why": why, "told": told})


def _note_alert(alert: dict[str, str]) -> None:
    """Keep it with since when; the same is told once while it stands, and once a week where it comes and goes."""
    if found(ALERT).get("words", {}) == alert:
        return
    with transaction.atomic():
        if _locked(ALERT).get("words", {}) == alert:
            return
        Finding.keep(ALERT, {"words": alert} if alert else {})
        if alert and _is_news(alert):
            Chore.request("tell-akismet", "alert")


def _is_news(alert: Mapping[str, str]) -> bool:
    """Whether it was not told lately, noted as told now; an alert with a number is the same whatever its words."""
    now, which = timezone.now().timestamp(), alert.get("alert_code") or alert["alert_msg"]
    before = found(TOLD).get("when", {})
    lately = {one: when for one, when in before.items() if when > now - TOLD_AGAIN.total_seconds()}
    if which not in lately:
        Finding.keep(TOLD, {"when": lately | {which: now}})
    return which not in lately


def _locked(name: str, **fits: str) -> dict[str, Any]:
    """What is noted, with the row locked until the transaction ends; nothing where it is about something else."""
    Finding.objects.get_or_create(name=name, defaults={"at": timezone.now()})
    kept = Finding.objects.select_for_update().get(name=name).found
    return kept if all(kept.get(word) == value for word, value in fits.items()) else {}


def _keep(name: str, words: Mapping[str, Any]) -> None:
    plain = {
        word: value if isinstance(value, bool | int) else str(value)[:LONGEST]
        for word, value in words.items()
    }
    Finding.keep(name, plain)


def _some(more: Mapping[str, Any], *names: str) -> dict[str, str]:
    return {name: str(more[name])[:LONGEST] for name in names if more.get(name)}


def _key_print() -> str:
    """Tells one key from another, and nothing else of it."""
    return salted_hmac("comments.akismet", settings.AKISMET_API_KEY, algorithm="sha256").hexdigest()[:16]
