"""The rehearsal as its author reads it: a line for each linked page, and how many blogs that makes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from posts.models import Post, SiteSettings
from trackbacks import switches
from trackbacks.canonical import canonical
from trackbacks.models import OutgoingPing, Rehearsal
from trackbacks.wanted import MAX_TARGETS, wanted
from trackbacks.words import protocol_words, reason_words

HEARD = "trackback"  # the one protocol that carries an excerpt; the others read the page themselves


@dataclass(frozen=True)
class Line:
    """One linked page: what is known of it in words, and by which protocol it would be told ("": none is known).

    `told`: whether it counts among the blogs that may be told. `open`: whether there is something to decide.
    """

    row: Rehearsal
    dot: str
    words: str = ""
    protocol: str = ""
    told: bool = False
    open: bool = False

    @property
    def badge(self) -> str:
        return protocol_words(self.protocol)

    @property
    def is_told_an_excerpt(self) -> bool:
        """Also where nobody knows yet: it may turn out to be TrackBack."""
        return self.protocol in (HEARD, "")

    @property
    def reads(self) -> str:
        """What they will read, as far as we decide it."""
        return self.row.excerpt if self.row.excerpt and self.is_told_an_excerpt else self.row.passage


def lines(post: Post, rows: Iterable[Rehearsal]) -> list[Line]:
    """A line for each row, by the switches of the site and of this post."""
    rows = list(rows)
    if not rows:
        return []
    allowed = [protocol.NAME for protocol in switches.sending(post, SiteSettings.load())]
    pasted = {canonical(row.target) for row in rows if row.pasted}
    return [_line(row, allowed, pasted) for row in rows]


def told(post: Post) -> int:
    """To how many blogs this post would be told at most, by its text as it stands: stored, or only typed so far."""
    found = list(wanted(post.html, f"{settings.SITE_URL}/", post.send_trackbacks).items())[:MAX_TARGETS]
    known, rows = set(), {}
    if found and post.pk:
        sent = OutgoingPing.objects.filter(post=post).exclude(sent_at=None)
        known = set(sent.values_list("target_key", flat=True))
        rows = {
            row.target_key: row for row in Rehearsal.objects.filter(post=post).defer("passage", "excerpt")
        }
    ahead = [
        rows.get(key) or Rehearsal(target=one.url, target_key=key, pasted=one.pasted)
        for key, one in found
        if key not in known
    ]
    return counted(post, lines(post, ahead))


def counted(post: Post, ahead: list[Line]) -> int:
    """How many of these would be told; none of a post that tells nobody."""
    return 0 if post.is_protected or not post.tells_others else sum(line.told for line in ahead)


def _line(row: Rehearsal, allowed: list[str], pasted: set[str]) -> Line:
    if row.is_own:
        return Line(row, "own", _("Your own blog. It shows there as “Later on this blog”; nobody is told."))
    if row.pasted and HEARD not in allowed:
        return Line(row, "no_endpoint", _("TrackBack is switched off here, so it is not told."))
    if pasted and not row.pasted and HEARD in allowed and _is_pasted(row, pasted):
        return Line(row, "own", _("Is told at the Trackback URL that you gave below."))
    if row.pasted:
        return _decidable(row, _("The Trackback URL that you gave."), HEARD)
    if row.state == "asked":
        return _asked(row, allowed)
    return _not_asked(row)


def _asked(row: Rehearsal, allowed: list[str]) -> Line:
    chosen = next((name for name in row.offers if name in allowed), "")
    if chosen:
        return _decidable(row, "", chosen)
    if row.offers:
        names = {"protocols": ", ".join(protocol_words(name) for name in row.offers)}
        words = _("It takes %(protocols)s only, which is switched off here.") % names
        return Line(row, "no_endpoint", words)
    return Line(row, "no_endpoint", _("It takes no pings, so it is not told."))


def _not_asked(row: Rehearsal) -> Line:
    """What is unknown is neither yes nor no: it may be told."""
    reason: dict[str, Any] = {"reason": reason_words(row.trouble)}
    if row.due_at is not None:
        return _decidable(row, _("Is being asked how it wants to be told…"))
    if row.state == "forbidden":
        return Line(row, "no_endpoint", _("Not asked: %(reason)s.") % reason)
    if row.state == "queued":
        return _decidable(row, _("Is asked when the post is published."))
    return _decidable(row, _("Could not be read: %(reason)s. It is tried again after publishing.") % reason)


def _decidable(row: Rehearsal, words: str, protocol: str = "") -> Line:
    if row.left_out:
        return Line(row, "cancelled", _("Left out. This blog is not told."), protocol, open=True)
    return Line(row, "ready" if protocol else "queued", words, protocol, told=True, open=True)


def _is_pasted(row: Rehearsal, pasted: set[str]) -> bool:
    return any(canonical(url) in pasted for url in row.offers.values())
