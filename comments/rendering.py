"""The conversation as HTML, written by hand: one pass over flat rows, no template and no query per comment."""

from collections import Counter
from collections.abc import Iterator
from html import escape, unescape

from django.templatetags.static import static
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from comments.paths import SEGMENT
from comments.text import LINK_REL
from comments.threads import COMMENT, Conversation, Row
from posts.initials import hue, initial
from posts.local import moments

BADGES = {"like": "Liked this", "repost": "Reposted", "bookmark": "Bookmarked", "reply": "Replied"}

BY = """<article class="comment u-comment h-cite" id="comment-{pk}" data-kind="comment">
<span class="initial {hue}" aria-hidden="true">{letter}</span>
<p class="comment__by"><span class="p-author h-card" dir="auto">{name}</span>{badge} {time}</p>
<div class="comment__body e-content" dir="auto">{html}</div>
<p class="comment__actions">{reply}{report}</p></article>
"""
LETTER = """<article class="ping u-comment h-cite" id="comment-{pk}" data-kind="{kind}">
<div class="ping__from"><span class="initial initial--house {hue}" aria-hidden="true">{letter}</span>
<p class="comment__by ping__name"><span><b class="p-author h-card" dir="auto">{name}</b>
 on <span class="ping__host">{host}</span></span> {time}</p>
<span class="badge">{badge}</span></div>
<h3 dir="auto"><a class="u-url p-name" href="{url}" rel="{rel}">{title}</a></h3>
{passage}<p class="ping__foot"><a class="ping__read" href="{url}" rel="{rel}">Read it there{arrow}</a>
{reply}{report}</p>
</article>
"""
TIME = '<a class="meta tap{url}" href="#comment-{pk}"><time class="dt-published" datetime="{iso}">{words}</time></a>'
REPLY = (
    '<a class="reply-link" href="{page}?reply_to={pk}#respond" data-reply="{pk}" aria-label="Reply to {name}"'
    ' rel="nofollow">Reply</a>'
)
REPORT = (
    '<a class="report-link" href="/comment/{pk}/report/" aria-label="Report what {name} wrote" rel="nofollow">'
    "Report</a>"
)
GONE = '<p class="comment--gone">{words}</p>\n'
ABOVE = '<p class="comment--above" dir="auto"><a href="/comment/{pk}/">{name}</a> {words}</p>\n'
ABOVE_LENGTH = 90  # characters: about a line; the whole of it is a click away
ARROW = (
    ' <svg class="icon icon--directed" width="18" height="18" aria-hidden="true">'
    '<use href="{}#arrow-up-right"/></svg>'
)


Entry = Row | str  # a row, or the kind of what is not shown any longer


class Page:
    """How the comments of one post are written: where its form is, who its author is."""

    def __init__(self, form_page: str = "", author_user: int | None = None) -> None:
        self.form_page = form_page
        self.author_user = author_user
        self.arrow = ARROW.format(static("icons/sprite.svg"))
        self.in_words = moments()

    def comment(self, row: Row) -> str:
        name = row.user_name or "Anonymous"
        by_author = row.user_id is not None and row.user_id == self.author_user
        return BY.format(
            pk=row.pk,
            hue=hue(name),
            letter=escape(initial(name)),
            name=linked(name, row.user_url),
            badge=' <span class="badge">Author</span>' if by_author else "",
            time=self.time(row, " u-url"),
            html=row.html,
            reply=self.reply(row.pk, name),
            report=REPORT.format(pk=row.pk, name=escape(name)),
        )

    def ping(self, row: Row) -> str:
        """A letter from another house: who, from where, its title as the link, and the passage that links here."""
        name = row.user_name or row.blog_name or row.source_host
        return LETTER.format(
            pk=row.pk,
            kind=row.kind,
            hue=hue(row.source_host),
            letter=escape(initial(row.source_host.removeprefix("www."))),
            name=escape(name),
            host=escape(row.source_host),
            time=self.time(row, ""),
            badge=BADGES.get(row.ping_type) or row.kind.capitalize(),
            url=escape(safe_url(row.source_url)),
            rel=LINK_REL,
            title=escape(row.title or row.source_url),
            passage=self.passage(row),
            arrow=self.arrow,
            reply=self.reply(row.pk, name),
            report=REPORT.format(pk=row.pk, name=escape(name)),
        )

    def above(self, row: Row) -> str:
        """What was said on an earlier page and is answered on this one, as one line."""
        plain = row.title if row.is_ping else unescape(strip_tags(row.html))
        words = Truncator(" ".join(plain.split())).chars(ABOVE_LENGTH)
        name = row.user_name or row.blog_name or row.source_host or "Anonymous"
        return ABOVE.format(pk=row.pk, name=escape(name), words=escape(words))

    def passage(self, row: Row) -> str:
        if not row.html:
            return ""
        source = escape(safe_url(row.source_url))
        return (
            f'<blockquote class="ping__text p-content" cite="{source}" dir="auto">{row.html}</blockquote>\n'
        )

    def time(self, row: Row, url: str) -> str:
        return TIME.format(
            url=url,
            pk=row.pk,
            iso=row.created.isoformat(timespec="seconds"),
            words=self.in_words(row.created),
        )

    def reply(self, pk: int, name: str) -> str:
        """Nothing where the conversation is closed."""
        return REPLY.format(page=self.form_page, pk=pk, name=escape(name)) if self.form_page else ""


def linked(name: str, url: str) -> str:
    """A name, linked where an address was given; search engines are told that it is the commenter's own."""
    shown = escape(name)
    return (
        f'<a class="u-url p-name" href="{escape(safe_url(url))}" rel="{LINK_REL}">{shown}</a>'
        if safe_url(url)
        else shown
    )


def safe_url(url: str) -> str:
    """The address if it is one of the web; checked here once more, whatever let it in."""
    return url if url.startswith(("http://", "https://")) else ""


def thread_html(talk: Conversation, page: Page, pings_first: bool = False) -> SafeString:
    """The items of the outermost list: whole threads, replies nested and folding below what they answer."""
    entries: dict[str, Entry] = {**talk.above, **{row.path: row for row in talk.rows}}
    threads: dict[str, list[str]] = {}
    for path in sorted(entries):
        threads.setdefault(path[:SEGMENT], []).append(path)
    order = sorted(threads, key=lambda root: not _is_ping(entries[root])) if pings_first else threads
    pieces = (piece for root in order for piece in _thread(threads[root], entries, talk, page))
    return mark_safe("".join(pieces))  # noqa: S308 - every value in it went through escape() or nh3


def _is_ping(entry: Entry) -> bool:
    return entry != COMMENT if isinstance(entry, str) else entry.is_ping


def _thread(paths: list[str], entries: dict[str, Entry], talk: Conversation, page: Page) -> Iterator[str]:
    below = Counter(path[:end] for path in paths for end in range(SEGMENT, len(path), SEGMENT))
    holds_ping = any(_is_ping(entries[path]) for path in paths)
    open_lists = 0
    for path in paths:
        depth = len(path) // SEGMENT - 1
        yield "</ol></details></li>\n" * (open_lists - depth)
        open_lists = min(open_lists, depth)
        mark = ' class="has-ping"' if holds_ping and depth == 0 else ""
        yield _item(entries[path], page, mark, repeated=path in talk.above)
        if below[path]:
            yield _fold(below[path])
            open_lists += 1
        else:
            yield "</li>\n"
    yield "</ol></details></li>\n" * open_lists


def _item(entry: Entry, page: Page, mark: str, *, repeated: bool) -> str:
    kind = "ping" if _is_ping(entry) else "comment"
    if isinstance(entry, str):
        words = "This trackback was withdrawn." if kind == "ping" else "This comment is no longer here."
        shown = GONE.format(words=words)
    elif repeated:
        shown = page.above(entry)
    else:
        shown = page.ping(entry) if entry.is_ping else page.comment(entry)
    return f'<li data-kind="{kind}"{mark}>{shown}'


def _fold(replies: int) -> str:
    words = "1 reply" if replies == 1 else f"{replies} replies"
    return f'<details class="replies" open><summary>{words}</summary>\n<ol role="list">\n'
