"""The way in, in the background: read the source, see whether it really links here, and show or drop the ping."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from comments.models import PostComment
from jobs.models import Chore
from posts.models import Post
from trackbacks import fetch, source
from trackbacks.canonical import host_of
from trackbacks.models import IncomingPing
from trackbacks.source import Source

RETRY_MINUTES = (1, 10, 60)  # then it is judged on the sender's words, and never approved
SECOND_LOOK = timedelta(days=1)  # between the two checks before something shown is withdrawn
NOT_FOUND = "not found at source"
GONE = 410
MISSING = 404


def verify(ping: IncomingPing) -> None:
    """One fetch of the source, then one named outcome."""
    post = Post.objects.get(pk=ping.post_id)
    if not post.talks:
        ping.finish("refused", last_error="the post is not public")
        return
    try:
        page = fetch.get(ping.source, agent=fetch.user_agent(purpose(ping)))
    except fetch.FetchError as error:
        unreadable(ping, post, error.reason, final=not error.temporary)
        return
    if page.status in (GONE, MISSING):
        absent(ping, post, at_once=page.status == GONE)
    elif page.status >= 400:
        unreadable(ping, post, f"the source answered {page.status}")
    else:
        judge_page(ping, post, source.read(page, ping.target))


def purpose(ping: IncomingPing) -> str:
    """Whose ping is being verified, for the server that is asked."""
    return f"verifying a {ping.protocol} from {ping.address or 'an unknown address'}"


def judge_page(ping: IncomingPing, post: Post, found: Source) -> None:
    """The source was read: show it if it links here."""
    if found.links:
        show(ping, post, found)
    else:
        absent(ping, post, at_once=True)


def unreadable(ping: IncomingPing, post: Post, reason: str, *, final: bool = False) -> None:
    """Nobody knows what the source says: refused by the guard for good, else tried again and then held."""
    if final and ping.comment_id is None:
        ping.finish("refused", last_error=reason)
    elif ping.comment_id is not None:
        ping.finish("done", last_error=reason)  # a passing failure takes nothing down
    elif ping.attempts < len(RETRY_MINUTES):
        ping.retry(timezone.now() + timedelta(minutes=RETRY_MINUTES[ping.attempts]), reason)
    else:
        show(ping, post, None)


def absent(ping: IncomingPing, post: Post, *, at_once: bool) -> None:
    """The source does not link here, or is gone."""
    comment = ping.comment
    if comment is None:
        refuse_or_file(ping, post)
    elif comment.verified and (at_once or second_time(ping)):
        with transaction.atomic():
            if ping.finish("withdrawn", last_error=NOT_FOUND):
                comment.trash("source", "withdrawn")
    elif comment.verified:
        ping.retry(timezone.now() + SECOND_LOOK, NOT_FOUND, missing_since=timezone.now())
    else:
        ping.finish("done", last_error=NOT_FOUND)


def second_time(ping: IncomingPing) -> bool:
    return bool(ping.missing_since and ping.missing_since <= timezone.now() - SECOND_LOOK * 0.9)


def refuse_or_file(ping: IncomingPing, post: Post) -> None:
    """TrackBack's spec demands no link, so a moderator may still see it, as spam; the others are refused."""
    if ping.protocol != "trackback":
        ping.finish("refused", last_error=NOT_FOUND)
    else:
        show(ping, post, Source(links=False))


def show(ping: IncomingPing, post: Post, found: Source | None) -> None:
    """Write what readers may see, once, in the transaction that ends the job; the filters judge it next."""
    facts = facts_of(ping, found)
    with transaction.atomic():
        if not ping.finish("done", verified_at=timezone.now(), missing_since=None, last_error=""):
            return
        if ping.comment is None:
            comment = PostComment.submit(
                post=post, address=ping.address, user_agent=ping.user_agent, kind=ping.protocol, **facts
            )
            IncomingPing.objects.filter(pk=ping.pk).update(comment=comment)
        else:
            renew(ping.comment, facts)


def renew(comment: PostComment, facts: dict) -> None:
    """A repeat: the one comment follows its source; what the source had taken back returns with the link."""
    changed = [name for name, value in facts.items() if getattr(comment, name) != value]
    for name in changed:
        setattr(comment, name, facts[name])
    if changed:
        comment.render()
        comment.save(update_fields=[*changed, "html", "text_hash"])
        Chore.request("judge", comment.pk)
    if comment.status == PostComment.Status.TRASH and comment.status_reason == "withdrawn":
        before = comment.events.filter(new=PostComment.Status.TRASH).order_by("-at", "-pk").first()
        comment.set_status(before.old if before else PostComment.Status.PENDING, "source", "the link is back")


def facts_of(ping: IncomingPing, found: Source | None) -> dict:
    """The page's own words where it was read and links here, else the sender's."""
    read = found if found and found.links else Source(links=False)
    author = read.author or ping.blog_name or read.site_name or host_of(ping.source)
    return {
        "title": (read.title or ping.title)[:255],
        "comment": read.excerpt or ping.excerpt,
        "linked_words": read.linked_words[:255],
        "blog_name": (read.site_name or ping.blog_name)[:255],
        "user_name": author[:50],
        "user_url": ping.source if len(ping.source) <= 200 else "",
        "source_url": ping.source,
        "source_host": host_of(ping.source)[:255],
        "verified": None if found is None else found.links,
    }
