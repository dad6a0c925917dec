"""What is wrong with what was typed into a post's form, as sentences to stand beside the field."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from posts.models import Post
from posts.slugs import MAX_LENGTH

MAX_URLS = 50  # of "Send trackbacks to": each is a request to somebody
MAX_URL = 2000  # characters, as everywhere (PROMISES 4)
YEARS = range(1970, 2200)  # a time zone's offset leads out of what can be stored at year 9999


def checked_urls(text: str) -> str:
    """URLs of others, one a line; what hides behind them is looked at when they are asked, as of any URL."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_URLS:
        raise ValidationError(ngettext("At most %d URL.", "At most %d URLs.", MAX_URLS) % MAX_URLS)
    if problems := list(problems_by_line(text)):
        raise ValidationError(problems)
    return "\n".join(dict.fromkeys(lines))


def problems_by_line(text: str) -> Iterator[str]:
    """What is wrong with each line that is no Trackback URL; several lines are told apart by their number."""
    lines = text.splitlines()
    for n, line in enumerate(lines, 1):
        problem = problem_of(line.strip()) if line.strip() else ""
        if problem:
            yield _("Line %(n)d: %(problem)s") % {"n": n, "problem": problem} if len(lines) > 1 else problem


def problem_of(url: str) -> str:
    """What is wrong with this Trackback URL, as a sentence; empty: nothing that can be seen from here."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        parts.port  # noqa: B018 - raises ValueError on a port that is none
    except ValueError:
        return _("This is no URL: %(url)s") % {"url": url[:100]}
    if len(url) > MAX_URL:
        return _("This URL is longer than %(most)d characters: %(url)s…") % {"most": MAX_URL, "url": url[:60]}
    if parts.scheme not in ("http", "https") or not host or parts.username or any(map(str.isspace, url)):
        return _("This is no http or https URL: %(url)s") % {"url": url[:100]}
    if parts.netloc.lower() == urlsplit(settings.SITE_URL).netloc.lower():
        return _("A blog does not ping itself: %(url)s") % {"url": url[:100]}
    return ""


def checked_date(at: datetime | None) -> datetime | None:
    if at and at.year not in YEARS:
        words = _("Choose a date between the years %(first)d and %(last)d.")
        raise ValidationError(words % {"first": YEARS[0], "last": YEARS[-1]})
    return at


def checked_slug(slug: str, post: Post, at: datetime | None) -> str:
    """The slug as it is kept; an address that leads to another post is refused, and a free one named."""
    kept = slugify(slug, allow_unicode=True).strip("-")
    if slug and not kept:
        raise ValidationError(_("An address needs letters or figures."))
    if kept and is_taken(kept, post, at):
        free = next(name for n in count(2) if not is_taken(name := f"{kept[:MAX_LENGTH]}-{n}", post, at))
        words = _("Another post has this address, or had it once. “%(free)s” is free.")
        raise ValidationError(words % {"free": free})
    return kept


def is_taken(slug: str, post: Post, at: datetime | None) -> bool:
    """Whether another post has this slug, or readers are led from the address that it makes to another post."""
    then = Post(pk=post.pk, published_at=at, created=post.created)
    return Post.objects.exclude(pk=post.pk).filter(slug=slug).exists() or then.is_anothers(slug)
