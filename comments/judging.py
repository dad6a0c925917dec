"""From a stored comment or ping to its verdict: the facts are gathered, the checks look, the one door opens."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from comments import akismet, akismet_account, checks
from comments.checks import Verdict
from comments.facts import Facts, Kind, Rules
from comments.figures.counting import recount
from comments.learning.tokens import vocabulary
from comments.models import KnownSender, PostComment, WordCount
from jobs.errors import Retry
from jobs.models import Chore
from posts.models import SiteSettings

LATELY = timedelta(days=30)  # how far back equal texts count: campaigns are slow
_more: list[Callable[[PostComment], dict[str, Any]]] = []
COUNTED = 10  # equal texts are not counted further


def register_facts(more: Callable[[PostComment], dict[str, Any]]) -> None:
    """A higher app may know more of a comment: a function that gives fields of Facts."""
    _more.append(more)


def judge(comment: PostComment) -> None:
    """Ask every filter, keep what each said, and move the comment where that leads.

    Raises:
        Retry: a filter could not be asked, or its author rewrote it meanwhile; it stays held and is judged again.
    """
    site = SiteSettings.load()
    facts = facts_of(comment, site)
    verdict = look(facts)
    wait = None
    with transaction.atomic():
        if not keep(comment, facts, verdict):
            raise Retry(gettext_noop("it changed while it was judged"), after=1)
        settle(comment, verdict, hold=site.hold_everything)
        if verdict.verdict == "unavailable":
            wait = akismet.next_recheck(comment.checks_done, verdict.recheck_after)
        if comment.status == "pending" and wait is None:
            Chore.request("tell-moderators", comment.pk)
        recount(comment.pk)  # last: the posts' rows are locked before the counters
    if wait is not None:
        raise Retry(gettext_noop("a spam filter could not be asked"), at=timezone.now() + wait)


def judge_again(comment: PostComment) -> str:
    """Ask every filter anew about what no person has decided; also spam may come back.

    Returns the status that it came to, "same" where that is the one it had, "left" where a person or a change came
    first, "unavailable" where a filter could not be asked: then it stays as it was.
    """
    if comment.was_decided_by_a_person():
        return "left"
    site, before = SiteSettings.load(), comment.status
    facts = facts_of(comment, site)
    verdict = look(facts)
    if verdict.verdict == "unavailable":
        return "unavailable"
    with transaction.atomic():
        if not keep(comment, facts, verdict):
            return "left"
        settle(comment, verdict, hold=site.hold_everything, movable=("pending", "approved", "spam"))
        recount(comment.pk)
    return "same" if comment.status == before else comment.status


def look(facts: Facts) -> Verdict:
    """Let every check look, and keep what Akismet says beside its verdict."""
    verdict = checks.judge(facts)
    akismet_account.note(verdict.reasons)
    return verdict


def keep(comment: PostComment, facts: Facts, verdict: Verdict) -> bool:
    """Store the verdict with its reasons, and for Akismet the payload as first submitted.

    False, and nothing stored, where words or status are no longer those that were judged, or the author was erased.
    """
    comment.verdict, comment.reasons = verdict.verdict, verdict.reasons
    comment.checks_done += 1
    comment.payload = comment.payload or akismet.payload_from(facts)
    as_judged = PostComment.objects.filter(
        pk=comment.pk, text_hash=comment.text_hash, status=comment.status, erased_at=comment.erased_at
    )
    kept = as_judged.update(
        verdict=comment.verdict,
        reasons=comment.reasons,
        checks_done=comment.checks_done,
        payload=comment.payload,
    )
    return bool(kept)


def settle(
    comment: PostComment, verdict: Verdict, *, hold: bool, movable: tuple[str, ...] = ("pending", "approved")
) -> None:
    """Let the verdict decide what no person has decided; of what is shown, only spam is taken down."""
    if comment.was_decided_by_a_person() or comment.status not in movable:
        return
    if comment.status == "approved" and verdict.status not in ("spam", "trash"):
        return
    wanted = "pending" if hold and verdict.status == "approved" else verdict.status
    comment.set_status(wanted, "filter", "; ".join(str(signal["reason"]) for signal in verdict.reasons))


def facts_of(comment: PostComment, site: SiteSettings) -> Facts:
    """What the checks may know of it: plain values."""
    post, said = comment.post, as_said(comment)
    return replace(
        said,
        **{name: value for more in _more for name, value in more(comment).items()},
        at_source=comment.at_source,
        user_agent=comment.user_agent,
        referrer=comment.referrer,
        post_url=post.full_url,
        post_title=post.title,
        post_date=post.published_at,
        language=site.language,
        is_reply=comment.depth > 1,
        honeypot=comment.honeypot,
        seconds=comment.seconds_to_write,
        found=comment.verified,
        same_before=same_before(comment),
        approved_before=KnownSender.knows(comment),
        trusted=site.approve_verified_pings and bool(comment.verified),
        learned=WordCount.table(vocabulary(said)),
        recheck_reason="recheck_queue" if comment.checks_done else "",
        rules=rules_of(site),
        created=comment.created,
    )


def as_said(comment: PostComment) -> Facts:
    """What it says itself, and nothing of what we know about it: the filter learns by this."""
    return Facts(
        kind=cast(Kind, comment.kind),
        author=comment.user_name,
        email=comment.user_email,
        url=comment.user_url,
        title=comment.title,
        text=comment.comment,
        source=comment.source_url,
        blog_name=comment.blog_name,
        address=comment.address or "",
        site_url=settings.SITE_URL,
    )


def rules_of(site: SiteSettings) -> Rules:
    """The owner's settings as the checks know them."""
    return Rules(
        max_links=site.max_links,
        hold_words=site.hold_words,
        spam_words=site.spam_words,
        trash_words=site.trash_words,
        allow_list=site.allow_list,
        hold_first_timers=site.hold_first_timers,
        min_seconds=site.min_seconds,
        languages=site.languages,
        switched_off=frozenset(site.checks_off.split()),
        trash_discarded=site.discard_spam,
    )


def same_before(comment: PostComment) -> int:
    """How many equal texts came in lately: for a ping from other sites, for a comment from anywhere."""
    if not comment.text_hash:
        return 0
    equal = PostComment.objects.filter(text_hash=comment.text_hash, created__gt=comment.created - LATELY)
    equal = equal.exclude(pk=comment.pk).exclude(created__gt=comment.created)
    if comment.is_ping:
        equal = equal.exclude(source_host=comment.source_host)
    return equal[:COUNTED].count()
