"""The way in, in the background: read the source, see whether it really links here, and show or drop the ping."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from comments.models import PostComment
from jobs.errors import HostBusy
from jobs.models import Chore
from posts.models import Post, SiteSettings
from posts.page_cache.changes import pages_changed
from trackbacks import fetch, looking_again, microformats, source, surroundings
from trackbacks.canonical import host_of
from trackbacks.looking_again import NOT_FOUND, looked
from trackbacks.models import IncomingPing
from trackbacks.page import Page
from trackbacks.source import Source
from trackbacks.targets import addresses, own_comment

RETRY_MINUTES = (1, 10, 60)  # then it is judged on the sender's words, and never approved
LINKS = gettext_noop("it links here")
NEVER_READ = gettext_noop("it could not be read, and is judged on its sender's words")
GONE, MISSING = 410, 404


def verify(ping: IncomingPing) -> None:
    """One fetch of the source, then one named outcome."""
    post = Post.objects.get(pk=ping.post_id)
    if not post.talks and ping.comment_id is None:
        ping.finish("refused", last_error=gettext_noop("the post is not public"))
        return
    try:
        page = fetch.get(ping.source, agent=fetch.user_agent(purpose(ping)))
        found = read(page, ping, post) if page.status < 400 else Source()
    except fetch.FetchError as error:
        unreadable(ping, post, error.reason, final=not error.temporary)
        return
    if page.status in (GONE, MISSING):
        absent(ping, post, PostComment.Gone.PAGE, at_once=page.status == GONE)
    elif page.status >= 400:
        unreadable(ping, post, gettext_noop("the source answered {}").format(page.status))
    elif found.links:
        show(ping, post, found)
    else:
        absent(ping, post, PostComment.Gone.LINK, at_once=True)


def read(page: Page, ping: IncomingPing, post: Post) -> Source:
    """What the page says about our post; a trackback names no target, so a link to any address of the post counts."""
    others = addresses(post) if ping.protocol == "trackback" else []
    found = Source()
    with page.opened() as soup:
        around = surroundings.look(soup, page.url, [ping.target, *others], post.html)
        for address in dict.fromkeys([ping.target, *others]):
            found = source.read(page, address)
            if found.links:
                break
    return replace(found, at_source=around) if found.links else found


def purpose(ping: IncomingPing) -> str:
    """Whose ping is being verified, for the server that is asked."""
    return f"verifying a {ping.protocol} from {ping.address or 'an unknown address'}"


def unreadable(ping: IncomingPing, post: Post, reason: str, *, final: bool = False) -> None:
    """Nobody knows what the source says: refused by the guard for good, else tried again and then held."""
    if ping.comment_id is not None:
        ping.finish("done", last_error=reason, **looked(ping, IncomingPing.Look.UNREAD))  # and nothing goes
    elif final:
        ping.finish("refused", last_error=reason)
    elif ping.attempts < len(RETRY_MINUTES):
        ping.retry(timezone.now() + timedelta(minutes=RETRY_MINUTES[ping.attempts]), reason)
    else:
        show(ping, post, None)


def absent(ping: IncomingPing, post: Post, how: str, *, at_once: bool) -> None:
    """The source does not link here, or is gone. What its sender told us goes; what we found ourselves is marked."""
    comment = ping.comment
    if comment is None:
        refuse_or_file(ping, post)
    elif not comment.verified:
        ping.finish("done", last_error=NOT_FOUND, **looked(ping, ""))
    elif comment.is_withdrawn:
        withdraw(ping, comment)
    elif ping.own_look:
        looking_again.missed(ping, comment, how)
    elif at_once or looking_again.is_second_look(ping):
        withdraw(ping, comment)
    else:
        looking_again.look_once_more(ping)


@transaction.atomic
def withdraw(ping: IncomingPing, comment: PostComment) -> None:
    """Take down what was shown; its text stays, and it comes back with the link."""
    facts = looked(ping, IncomingPing.Look.GONE)
    since = ping.missing_since or facts["looked_at"]
    if (
        ping.finish("withdrawn", last_error=NOT_FOUND, missing_since=since, **facts)
        and not comment.is_withdrawn
    ):
        comment.trash("source", "withdrawn")


def refuse_or_file(ping: IncomingPing, post: Post) -> None:
    """TrackBack's spec demands no link, so a moderator may still see it, as spam; the others are refused."""
    if ping.protocol != "trackback":
        ping.finish("refused", last_error=NOT_FOUND)
    else:
        show(ping, post, Source(links=False))


def said_of(found: Source | None) -> str:
    """What this look at the source found, for the ping's trail."""
    if found is None:
        return NEVER_READ
    return LINKS if found.links else NOT_FOUND


def show(ping: IncomingPing, post: Post, found: Source | None) -> None:
    """Write what readers may see, once, in the transaction that ends the job; the filters judge it next."""
    facts = facts_of(ping, found)
    parent, depth = own_comment(ping.target, post), SiteSettings.load().thread_depth
    sender: dict[str, Any] = {"address": ping.address, "user_agent": ping.user_agent, "kind": ping.protocol}
    with transaction.atomic():
        look = looked(ping, look_of(ping.comment, facts))
        if not ping.finish("done", said=said_of(found), missing_since=None, **look):
            return
        if ping.comment is None:
            comment = PostComment.submit(post=post, parent=parent, max_depth=depth, **sender, **facts)
            IncomingPing.objects.filter(pk=ping.pk).update(comment=comment)
        else:
            renew(ping.comment, facts)


def look_of(comment: PostComment | None, facts: dict[str, Any]) -> str:
    """Whether the source says something else than is shown."""
    other = comment is not None and any(
        getattr(comment, name) != facts[name] for name in ("title", "comment")
    )
    return IncomingPing.Look.CHANGED if other else IncomingPing.Look.SAME


def renew(comment: PostComment, facts: dict[str, Any]) -> None:
    """A repeat: the one comment follows its source; what the source had taken back returns with the link."""
    changed = [name for name, value in facts.items() if getattr(comment, name) != value]
    for name in changed:
        setattr(comment, name, facts[name])
    if changed:
        comment.render()
        comment.save(update_fields=[*changed, *comment.RENDERED])
        Chore.request("judge", comment.pk)
        pages_changed()
    if comment.is_withdrawn:
        before = comment.events.filter(new=PostComment.Status.TRASH).order_by("-at", "-pk").first()
        comment.set_status(
            before.old if before else PostComment.Status.PENDING, "source", gettext_noop("the link is back")
        )


def facts_of(ping: IncomingPing, found: Source | None) -> dict[str, Any]:
    """The page's own words where it was read and links here, else the sender's."""
    read = found if found and found.links else Source(links=False)
    author = (
        read.author or author_at(read.author_page) or ping.blog_name or read.site_name or host_of(ping.source)
    )
    return {
        "title": (read.title or ping.title)[:255],
        "comment": read.excerpt if read.ping_type != "mention" else read.excerpt or ping.excerpt,
        "linked_words": read.linked_words[:255],
        "blog_name": (read.site_name or ping.blog_name)[:255],
        "user_name": author[:50],
        "user_url": (read.author_url or ping.source)[:200],
        "source_url": ping.source,
        "source_host": host_of(ping.source)[:255],
        "ping_type": read.ping_type,
        "gone": "",
        "at_source": dict(read.at_source),
        "verified": None if found is None else found.links,
    }


def author_at(url: str) -> str:
    """MF-3: the name on a rel-author page, the one second fetch that a ping may cost; "" where it has none."""
    if not url:
        return ""
    try:
        page = fetch.get(url, agent=fetch.user_agent("reading an author's page"))
        with page.opened() as soup:
            return microformats.card_name(soup, page.text, page.url) if page.status < 400 else ""
    except (fetch.FetchError, HostBusy):
        return ""
