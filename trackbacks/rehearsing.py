"""The rehearsal: which pages a text links to, how each wants to be told and what its blog would read. It only reads."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from jobs import outbox
from jobs.chores import handles
from jobs.models import Chore
from posts.html import excerpt_from
from posts.models import Post
from trackbacks import discovery, excerpts, fetch, html, protocols
from trackbacks.canonical import canonical
from trackbacks.charsets import clean
from trackbacks.models import Rehearsal
from trackbacks.page import Page
from trackbacks.wanted import MAX_TARGETS, Wanted, wanted

CHORE = "rehearse"
ASKED = 100  # pages of one text; more are asked when it is published
LOOKING = "looking how this page wants to be told of links"  # never of which post
TITLE_CHARACTERS = 255
WRITTEN = ("target", "pasted", "place", "linked", "passage")  # by a look at the text

# Which pages


def request(post: Post) -> None:
    """Have the stored text looked at, in the transaction that stored it."""
    Chore.request(CHORE, post.pk)


@handles(CHORE)
def rehearse_stored(object_id: str) -> None:
    """The chore: the post as it is stored; a post that is gone needs no rehearsal."""
    post = Post.objects.filter(pk=object_id).first()
    if post is not None:
        rehearse(post, post.html, post.send_trackbacks)


def rehearse(post: Post, markup: str, pasted: str) -> None:
    """Keep a row for each page that this text links to, and have those read that were not read lately."""
    found = dict(list(wanted(markup, post.full_url, pasted).items())[:MAX_TARGETS])
    passages = excerpts.passages(markup, post.full_url)
    lead = excerpts.cut(post.excerpt or excerpt_from(markup), excerpts.EXCERPT_CHARACTERS)
    with transaction.atomic():
        known = {row.target_key: row for row in Rehearsal.objects.filter(post=post)}
        rows = [
            _row(
                known.get(key) or Rehearsal.to(post, key, one.url),
                one,
                place=place,
                passage=passages.get(canonical(one.url)) or lead,
            )
            for place, (key, one) in enumerate(found.items())
        ]
        _remember(post, rows)
        _forget([row for key, row in known.items() if key not in found])
        _keep(rows)


def _row(row: Rehearsal, one: Wanted, **written: Any) -> Rehearsal:
    """The row of this target as the text now has it, unsaved; `changed` where it was otherwise."""
    for name, value in {"target": one.url, "pasted": one.pasted, "linked": True, **written}.items():
        row.changed = row.changed or getattr(row, name) != value
        setattr(row, name, value)
    return row


def _remember(post: Post, rows: list[Rehearsal]) -> None:
    """What was decided in the ledger counts here as well."""
    cancelled = set(post.sent_pings.filter(left_out=True).values_list("target_key", flat=True))
    for row in rows:
        row.left_out = row.left_out or (row.pk is None and row.target_key in cancelled)


def _keep(rows: list[Rehearsal]) -> None:
    for row in rows[:ASKED]:
        if row.pk is None and row.is_stale:
            row.due_at = timezone.now()
    Rehearsal.objects.bulk_update([row for row in rows if row.pk and row.changed], WRITTEN, batch_size=100)
    for row in Rehearsal.objects.bulk_create([row for row in rows if row.pk is None]):
        if row.due_at:
            outbox.add(Rehearsal, row.pk)
    stale = [row.pk for row in rows[:ASKED] if row.is_stale]
    if stale:
        Rehearsal.objects.filter(pk__in=stale).ask()


def _forget(rows: list[Rehearsal]) -> None:
    """What is linked no more vanishes; what its author decided comes back with the link."""
    decided = [row.pk for row in rows if row.excerpt or row.left_out]
    Rehearsal.objects.filter(pk__in=[row.pk for row in rows if row.pk not in decided]).delete()
    Rehearsal.objects.filter(pk__in=decided).update(linked=False)


# How each wants to be told


def ask(row: Rehearsal) -> None:
    """Read the linked page and note what it offers; every outcome ends in a named state."""
    try:
        page = fetch.get(row.target, agent=fetch.user_agent(LOOKING))
        if page.status >= 400:
            _note(row, "unreachable", gettext_noop("it answered {}").format(page.status))
        else:
            found = discovery.found(page, row.target, protocols.enabled())
            _note(row, "asked", "", {**found, "page_title": title_of(page)})
    except fetch.Forbidden as error:
        _note(row, "forbidden", error.reason)
    except fetch.FetchError as error:
        _note(row, "unreachable", error.reason)


def _note(row: Rehearsal, state: str, trouble: str, found: dict[str, Any] | None = None) -> None:
    facts = {"page_title": "", "offers": {}, "found_in": {}, **(found or {})}
    row.finish(state, trouble=trouble[:300], asked_at=timezone.now(), **facts)


def title_of(page: Page) -> str:
    with page.opened() as soup:
        title = soup.find("title")
        return clean(html.text_of(title), TITLE_CHARACTERS) if title else ""
