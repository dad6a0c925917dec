"""The one file that asks Akismet: `payload_from(facts) -> check -> answer`, and feedback after a decision.

Whatever goes wrong is an answer of its own, UNAVAILABLE: the comment is held and asked about again.
https://akismet.com/developers/detailed-docs/
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import akismet
import httpx
from django.conf import settings
from django.utils.translation import gettext_noop

from comments.akismet_transport import CONNECT_SECONDS, TOTAL_SECONDS, Transport
from comments.facts import Facts

FIRST_RECHECK = timedelta(minutes=20)
LONGEST_WAIT = timedelta(hours=6)
RECHECKED_FOR = timedelta(days=7)
SOONEST_RECHECK = timedelta(minutes=1)
"""Whatever Akismet asks for, a queue of thousands must not spin."""
WISHES_HEARD = 5
"""How often Akismet may choose the delay itself; after that our own schedule ends the matter."""
MAX_CONTENT = 64_000
"""Characters of text that are sent."""
HONEYPOT_FIELD = "honeypot"
NOT_ACCEPTED = gettext_noop("Akismet does not accept the key for this site")
ARGUMENTS: frozenset[str] = frozenset(akismet.AkismetArguments.__optional_keys__)

AnswerWord = Literal["ham", "spam", "discard", "unavailable"]
WORDS: dict[akismet.CheckResponse, AnswerWord] = {
    akismet.CheckResponse.HAM: "ham",
    akismet.CheckResponse.SPAM: "spam",
    akismet.CheckResponse.DISCARD: "discard",
}


class Unavailable(Exception):
    """Akismet gave no usable answer; the message says why, in a phrase for a moderator."""


@dataclass(frozen=True)
class AkismetAnswer:
    """What Akismet said, and the headers that came with it. `recheck_after` is in seconds."""

    verdict: AnswerWord
    reason: str = ""
    pro_tip: str = ""
    guid: str = ""
    alert_code: str = ""
    alert_msg: str = ""
    recheck_after: float | None = None
    error: str = ""
    debug_help: str = ""


def payload_from(facts: Facts) -> dict[str, str]:
    """Build the form that describes a comment or ping to Akismet. Keep it: feedback must repeat it.

    A webmention is sent as "webmention": Akismet asks for a word of one's own where none of its list fits.
    """
    payload = {
        "blog": facts.site_url,
        "blog_charset": "UTF-8",
        "blog_lang": facts.language,
        "comment_author": facts.author,
        "comment_author_email": facts.email,
        "comment_author_url": facts.source or facts.url,
        "comment_content": facts.text[:MAX_CONTENT],
        "comment_date_gmt": _iso(facts.created),
        "comment_post_modified_gmt": _iso(facts.post_date),
        "comment_type": "reply" if facts.is_reply and not facts.is_ping else facts.kind,
        "honeypot_field_name": "" if facts.is_ping else HONEYPOT_FIELD,
        "permalink": facts.post_url,
        "recheck_reason": facts.recheck_reason,
        "referrer": facts.referrer,
        "user_agent": facts.user_agent,
        "user_ip": facts.address,
    }
    return {name: value for name, value in payload.items() if value}


def check(payload: Mapping[str, str], *, total_seconds: float = TOTAL_SECONDS) -> AkismetAnswer:
    """Ask whether this is spam. Never raises: every kind of trouble is the verdict "unavailable".

    An alert, an error header and a wish to look again later are no verdict either, whatever the body says;
    only spam stays spam when Akismet wants to look again.
    """
    with closing(_transport(total_seconds)) as transport:
        try:
            response = _ask(transport, payload, lambda client, known: client.comment_check(**known))
        except Unavailable as error:
            return _answer(transport.headers, "unavailable", str(error))
        return _verdict(WORDS[response], transport.headers)


def submit_spam(payload: Mapping[str, str]) -> bool:
    """Tell Akismet that it missed this. True once it has thanked; raises Unavailable otherwise."""
    with closing(_transport()) as transport:
        return bool(_ask(transport, payload, lambda client, known: client.submit_spam(**known)))


def submit_ham(payload: Mapping[str, str]) -> bool:
    """Tell Akismet that this was no spam. True once it has thanked; raises Unavailable otherwise."""
    with closing(_transport()) as transport:
        return bool(_ask(transport, payload, lambda client, known: client.submit_ham(**known)))


def verify_key() -> bool:
    """Ask whether the key is good for this site. Raises Unavailable when there is no clear answer."""
    with closing(_transport()) as transport:
        return bool(_exchange(transport, settings.SITE_URL, lambda client: client.verify_key()))


def usage() -> dict[str, Any]:
    """Return this month's `limit`, `usage`, `percentage` and `throttled`. Raises Unavailable."""
    with closing(_transport()) as transport:
        answer = _exchange(transport, settings.SITE_URL, lambda client: client.usage_limit())
        if not isinstance(answer, dict) or "usage" not in answer:
            raise Unavailable("the answer about the usage could not be read")
        return answer


def next_recheck(tries: int, wish: float | None = None) -> timedelta | None:
    """Return how long to wait after `tries` unavailable answers (1 is the first), or None to give up.

    20 minutes, doubling to 6 hours, for 7 days; `wish` (seconds, from Akismet) wins the first few times.
    """
    if wish is not None and tries <= WISHES_HEARD:
        return min(max(timedelta(seconds=min(wish, 86_400)), SOONEST_RECHECK), LONGEST_WAIT)
    waited, delay = timedelta(), FIRST_RECHECK
    for _ in range(1, tries):
        waited += delay
        delay = min(delay * 2, LONGEST_WAIT)
        if waited + delay > RECHECKED_FOR:
            return None
    return delay


def _transport(total_seconds: float = TOTAL_SECONDS) -> Transport:
    return Transport(settings.AKISMET_API_URL, total_seconds)


def _ask(
    transport: Transport,
    payload: Mapping[str, str],
    call: Callable[[akismet.SyncClient, Any], Any],
) -> Any:
    if not payload.get("user_ip"):
        raise Unavailable(gettext_noop("the sender's address is not known, and Akismet needs it"))
    known = {name: payload[name] for name in payload if name in ARGUMENTS or name == "user_ip"}
    return _exchange(
        transport,
        payload.get("blog") or settings.SITE_URL,
        lambda client: call(client, known),
    )


def _exchange(transport: Transport, blog: str, call: Callable[[akismet.SyncClient], Any]) -> Any:
    """Make one call of the library's through our transport. Raises Unavailable for all that is no answer."""
    if not settings.AKISMET_API_KEY:
        raise Unavailable(gettext_noop("no key for Akismet is set"))
    config = akismet.Config(settings.AKISMET_API_KEY, blog)
    timeout = httpx.Timeout(transport.total_seconds, connect=min(CONNECT_SECONDS, transport.total_seconds))
    headers = {
        "User-Agent": f"Crosstalk | {akismet.USER_AGENT}",
        "Accept-Encoding": "identity",
    }
    with httpx.Client(transport=transport, timeout=timeout, headers=headers, trust_env=False) as http:
        try:
            return call(akismet.SyncClient(config=config, http_client=http))
        except (akismet.AkismetError, ValueError, TypeError) as error:
            raise Unavailable(_why(error, transport)) from error


def _why(error: Exception, transport: Transport) -> str:
    """Say what went wrong without repeating the key or the remote text at length."""
    cause = error.__cause__
    if isinstance(error, akismet.APIKeyError):
        return NOT_ACCEPTED
    if isinstance(cause, httpx.HTTPStatusError):
        return gettext_noop("Akismet answered with status {}").format(transport.status)
    if isinstance(cause, httpx.TimeoutException):
        return gettext_noop("Akismet did not answer in time")
    if isinstance(error, akismet.RequestError):
        return gettext_noop("Akismet could not be reached")
    return gettext_noop("Akismet's answer could not be understood")


def _verdict(word: AnswerWord, headers: httpx.Headers) -> AkismetAnswer:
    alert = headers.get("X-akismet-alert-code", "") or headers.get("X-akismet-alert-msg", "")
    if alert:
        words = headers.get("X-akismet-alert-msg", "")[:300]
        return _answer(headers, "unavailable", f"Akismet has an alert ({alert[:20]}): {words}")
    if error := headers.get("X-akismet-error", ""):
        return _answer(headers, "unavailable", f"Akismet reports an error: {error[:300]}")
    if word == "ham" and _seconds(headers.get("X-akismet-recheck-after", "")) is not None:
        return _answer(headers, "unavailable", gettext_noop("Akismet wants to look again later"))
    reasons = {"ham": gettext_noop("not spam, says Akismet"), "spam": gettext_noop("spam, says Akismet")}
    return _answer(headers, word, reasons.get(word, gettext_noop("blatant spam, says Akismet")))


def _answer(headers: httpx.Headers, verdict: AnswerWord, reason: str) -> AkismetAnswer:
    def header(name: str) -> str:
        return str(headers.get(f"X-akismet-{name}", ""))[:500]

    return AkismetAnswer(
        verdict=verdict,
        reason=reason,
        pro_tip=header("pro-tip"),
        guid=header("guid"),
        alert_code=header("alert-code"),
        alert_msg=header("alert-msg"),
        recheck_after=_seconds(header("recheck-after") or str(headers.get("Retry-After", ""))),
        error=header("error"),
        debug_help=header("debug-help"),
    )


def _seconds(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""
