"""How a row of the moderators' queue is written."""

from typing import Any
from urllib.parse import urlsplit

from django import template
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from comments import evidence, text
from comments.models import ModerationBatch, ModerationEvent, PostComment
from comments.queue import words

register = template.Library()
SHOWN = 1200  # characters of a text: enough to judge it, and one flood does not bury the queue

register.filter("conclusion", evidence.conclusion)
register.filter("summed", evidence.score_of)
register.filter("check_in_words", evidence.check_in_words)
register.filter("more_said", evidence.more)
register.filter("who", words.who)
register.filter("how_it_goes", words.of_progress)


@register.filter
def is_web_address(url: str) -> bool:
    """Whether it may stand in a link: what was stored long ago is looked at again on its way out."""
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


@register.filter
def host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


@register.filter
def passage(row: PostComment) -> SafeString:
    """A ping's passage with the linked words marked; a comment's own words as they were typed."""
    if row.is_ping:
        return mark_safe(text.excerpt_html(row))  # noqa: S308 - escaped there, but for the mark
    said = row.comment if len(row.comment) <= SHOWN else row.comment[:SHOWN] + "…"
    return mark_safe(linebreaks(said, autoescape=True))  # noqa: S308 - escaped by linebreaks


@register.filter
def signed(score: Any) -> str:
    """A score with its sign: +3, −2 or 0."""
    number = score if isinstance(score, int | float) else 0
    return f"{number:+}".replace("-", "−") if number else "0"


@register.filter
def event_in_words(event: ModerationEvent) -> str:
    """What happened, without who did it."""
    return words.what(event.old, event.new, event.reason)


@register.filter
def last_event(row: PostComment) -> ModerationEvent | None:
    """Of the history that was fetched with the row."""
    return max(row.events.all(), key=lambda event: (event.at, event.pk), default=None)


@register.filter
def batch_in_words(batch: ModerationBatch) -> str:
    """What one press did, and to which campaign."""
    said = words.done(batch.action, batch.n)
    return f"{batch.about}: {said}" if batch.about else said
