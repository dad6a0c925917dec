"""What a spam check may know about a comment or a ping, and what it may say: plain values, no models.

`models -> facts -> checks.judge -> verdict -> the one door`: whoever owns the row fills in the facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple

Kind = Literal["comment", "trackback", "pingback", "webmention"]
Word = Literal["ham", "spam", "hold", "trash", "discard", "unavailable"]
MAX_QUOTED = 80


def quoted(words: str) -> str:
    """Somebody else's words within a reason: cut, and in the marks that keep them from being taken for ours."""
    plain = words[:MAX_QUOTED].replace("“", '"').replace("”", '"')
    return f"“{plain}”"


@dataclass(frozen=True)
class Rules:
    """The owner's own rules, as they stand in the site's settings.

    The four lists hold one entry a line: a word or phrase, a `/regex/`, a domain, an IP address or
    range, an e-mail address or `@its.domain`. A line that starts with `#` is a comment.
    """

    max_links: int = 2
    hold_words: str = ""
    spam_words: str = ""
    trash_words: str = ""
    allow_list: str = ""
    hold_first_timers: bool = True
    min_seconds: int = 3
    languages: str = ""  # codes that the owner expects; none: any
    switched_off: frozenset[str] = frozenset()  # names of checks
    trash_discarded: bool = False  # what Akismet calls blatant goes to trash instead of spam


class Counts(NamedTuple):
    """In how many lessons a word came, in spam and in ham, under the posts of either half; see `WordCount`."""

    spam_even: int = 0
    ham_even: int = 0
    spam_odd: int = 0
    ham_odd: int = 0

    @property
    def spam(self) -> int:
        return self.spam_even + self.spam_odd

    @property
    def ham(self) -> int:
        return self.ham_even + self.ham_odd


@dataclass(frozen=True)
class Facts:
    """One comment or ping as it was submitted. Text is plain, times are aware, addresses are strings."""

    kind: Kind
    author: str = ""
    email: str = ""
    url: str = ""
    title: str = ""
    text: str = ""
    source: str = ""
    blog_name: str = ""
    address: str = ""
    user_agent: str = ""
    referrer: str = ""
    post_url: str = ""
    post_title: str = ""
    post_date: datetime | None = None
    site_url: str = ""
    language: str = "en"
    is_reply: bool = False
    honeypot: str = ""
    seconds: float | None = None  # from the form's arrival to its sending; None: not known
    found: bool | None = None  # is the link really at the source? None: not known, or not a ping
    same_before: int = 0  # identical texts from elsewhere lately
    approved_before: bool = False
    trusted: bool = False
    linked_by_us: bool = False  # a ping from a blog that our own posts link to
    at_source: Mapping[str, Any] = field(default_factory=dict)  # see `look` in `trackbacks/surroundings.py`
    learned: Mapping[str, Counts] = field(default_factory=dict)  # of its words; "" counts the lessons
    recheck_reason: str = ""  # "" for a first look
    rules: Rules = field(default_factory=Rules)
    created: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def is_ping(self) -> bool:
        """Whether this came from another site rather than from our form."""
        return self.kind != "comment"


@dataclass(frozen=True)
class Signal:
    """What one check has to say. `reason` is a phrase that a moderator reads.

    `recheck_after` (seconds) is the other side's wish, where it had one; `more` is what else it said, in its own words.
    """

    check: str
    verdict: Word
    score: int
    reason: str
    recheck_after: float | None = None
    more: Mapping[str, str] = field(default_factory=dict, compare=False)

    def as_dict(self) -> dict[str, Any]:
        """The values that are kept with the comment as one of its `reasons`."""
        kept: dict[str, Any] = {
            "check": self.check,
            "verdict": self.verdict,
            "score": self.score,
            "reason": self.reason,
        }
        return kept | {"more": dict(self.more)} if self.more else kept
