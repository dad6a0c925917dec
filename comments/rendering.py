"""The conversation as HTML, written by hand: one pass over flat rows, no template and no query per comment."""

from collections import Counter
from collections.abc import Iterator
from html import escape, unescape

from django.templatetags.static import static
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from comments.models import PostComment
from comments.paths import SEGMENT
from comments.text import LINK_REL
from comments.threads import COMMENT, Conversation, Row
from posts.initials import hue, initial
from posts.local import moments, number

BADGES = {
    "like": _("Liked this"),
    "repost": _("Reposted"),
    "bookmark": _("Bookmarked"),
    "reply": _("Replied"),
    "trackback": _("Trackback"),
    "pingback": _("Pingback"),
    "webmention": _("Webmention"),
}

BY = """<article class="comment u-comment h-cite" id="comment-{pk}" data-kind="comment">
{face}<p class="comment__by"><span class="p-author h-card" dir="auto">{name}</span>{badge} {time}</p>
<div class="comment__body e-content" dir="auto">{html}</div>
<p class="comment__actions">{reply}{report}</p></article>
"""
FACE = '<span class="initial{house} {hue}" aria-hidden="true">{letter}</span>\n'
LETTER = """<article class="ping u-comment h-cite" id="comment-{pk}" data-kind="{kind}">
<div class="ping__from">{face}<p class="comment__by ping__name"><span>{who}</span> {time}</p>
<span class="badge">{badge}</span></div>
<h3 dir="auto">{heading}</h3>
{passage}<p class="ping__foot">{there}
{reply}{report}</p>
</article>
"""
HEADING = '<a class="u-url p-name" href="{url}" rel="{rel}">{title}</a>'
LOST_HEADING = '<span class="p-name">{title}</span>'
THERE = '<a class="ping__read" href="{url}" rel="{rel}">{read}{arrow}</a>'
LOST = '<span class="ping__lost">{words}</span>'  # instead of the link, where its page has gone
WHO = {
    "name": '<b class="p-author h-card" dir="auto">{name}</b>',
    "host": '<span class="ping__host">{host}</span>',
}
TIME = '<a class="meta tap{url}" href="#comment-{pk}"><time class="dt-published" datetime="{iso}">{words}</time></a>'
REPLY = (
    '<a class="reply-link" href="{page}?reply_to={pk}#respond" data-reply="{pk}" aria-label="{label}"'
    ' rel="nofollow">{word}</a>'
)
REPORT = '<a class="report-link" href="/comment/{pk}/report/" aria-label="{label}" rel="nofollow">{word}</a>'
FOLD = '<details class="replies" open><summary>{words}</summary>\n<ol role="list">\n'
GONE = '<p class="comment--gone">{words}</p>\n'
ABOVE = '<p class="comment--above" dir="auto"><a href="/comment/{pk}/">{name}</a> {words}</p>\n'
ABOVE_LENGTH = 90  # characters: about a line; the whole of it is a click away
ARROW = (
    ' <svg class="icon icon--directed" width="18" height="18" aria-hidden="true">'
    '<use href="{}#arrow-up-right"/></svg>'
)


Entry = Row | str  # a row, or the kind of what is not shown any longer


class Page:
    """How the comments of one post are written: where its form is, who its author is, and in which words.

    Every word is looked up once, here: 230 comments would ask for two thousand.
    """

    def __init__(self, form_page: str = "", author_user: int | None = None, *, faces: bool = True) -> None:
        self.form_page = form_page
        self.author_user = author_user
        self.face = FACE if faces else ""
        self.in_words = moments()
        self.anonymous = gettext("Anonymous")
        self.badges = {name: escape(str(words)) for name, words in BADGES.items()}
        self.author = f' <span class="badge">{escape(gettext("Author"))}</span>'
        self.gone = {
            "ping": GONE.format(words=escape(gettext("This trackback was withdrawn."))),
            "comment": GONE.format(words=escape(gettext("This comment is no longer here."))),
        }
        self.reply_shape = spoken(REPLY, label=gettext("Reply to {name}"), word=gettext("Reply"))
        self.report_shape = spoken(REPORT, label=gettext("Report what {name} wrote"), word=gettext("Report"))
        who = escape(gettext("{name} on {host}")).format(**WHO)
        arrow = ARROW.format(static("icons/sprite.svg"))
        there = spoken(THERE, read=gettext("Read it there")).replace("{arrow}", arrow)
        letter = LETTER.replace("{who}", who)
        self.letter = letter.replace("{heading}", HEADING).replace("{there}", there)
        self.lost_letters = {
            how: letter.replace("{heading}", LOST_HEADING).replace("{there}", spoken(LOST, words=str(words)))
            for how, words in [("", ""), *PostComment.Gone.choices]
        }
        self.folds: dict[int, str] = {}

    def comment(self, row: Row) -> str:
        name = row.user_name or self.anonymous
        by_author = row.user_id is not None and row.user_id == self.author_user
        return BY.format(
            pk=row.pk,
            face=self.face.format(house="", hue=hue(name), letter=escape(initial(name))),
            name=linked(name, row.user_url),
            badge=self.author if by_author else "",
            time=self.time(row, " u-url"),
            html=row.html,
            reply=self.reply(row.pk, name),
            report=self.report_shape.format(pk=row.pk, name=escape(name)),
        )

    def ping(self, row: Row) -> str:
        """A letter from another house: who, from where, its title as the link, and the passage that links here."""
        name = row.user_name or row.blog_name or row.source_host
        letter = self.letter if row.is_linked else self.lost_letters[row.gone]
        return letter.format(
            pk=row.pk,
            kind=row.kind,
            face=self.face.format(
                house=" initial--house",
                hue=hue(row.source_host),
                letter=escape(initial(row.source_host.removeprefix("www."))),
            ),
            name=escape(name),
            host=escape(row.source_host),
            time=self.time(row, ""),
            badge=self.badges.get(row.ping_type) or self.badges.get(row.kind, ""),
            url=escape(safe_url(row.source_url)),
            rel=LINK_REL,
            title=escape(row.title or row.source_url),
            passage=self.passage(row),
            reply=self.reply(row.pk, name),
            report=self.report_shape.format(pk=row.pk, name=escape(name)),
        )

    def above(self, row: Row) -> str:
        """What was said on an earlier page and is answered on this one, as one line."""
        plain = row.title if row.is_ping else unescape(strip_tags(row.html))
        words = Truncator(" ".join(plain.split())).chars(ABOVE_LENGTH)
        name = row.user_name or row.blog_name or row.source_host or self.anonymous
        return ABOVE.format(pk=row.pk, name=escape(name), words=escape(words))

    def passage(self, row: Row) -> str:
        if not row.html:
            return ""
        cite = f' cite="{escape(safe_url(row.source_url))}"' if row.is_linked else ""
        return f'<blockquote class="ping__text p-content"{cite} dir="auto">{row.html}</blockquote>\n'

    def time(self, row: Row, url: str) -> str:
        return TIME.format(
            url=url,
            pk=row.pk,
            iso=row.created.isoformat(timespec="seconds"),
            words=self.in_words(row.created),
        )

    def reply(self, pk: int, name: str) -> str:
        """Nothing where the conversation is closed."""
        if not self.form_page:
            return ""
        return self.reply_shape.format(page=self.form_page, pk=pk, name=escape(name))

    def fold(self, replies: int) -> str:
        """The head of the replies below one comment; few numbers come again and again."""
        if replies not in self.folds:
            words = ngettext("%(count)s reply", "%(count)s replies", replies) % {"count": number(replies)}
            self.folds[replies] = FOLD.format(words=escape(words))
        return self.folds[replies]


def spoken(shape: str, **words: str) -> str:
    """A shape with its words filled in, whose own places stay: those of a word are filled in with them later."""
    for place, text in words.items():
        shape = shape.replace(f"{{{place}}}", escape(text))
    return shape


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


def thread_html(
    talk: Conversation, page: Page, *, pings_first: bool = False, newest_first: bool = False
) -> SafeString:
    """The items of the outermost list: whole threads, replies nested and folding below what they answer."""
    entries: dict[str, Entry] = {**talk.above, **{row.path: row for row in talk.rows}}
    threads: dict[str, list[str]] = {}
    for path in sorted(entries):
        threads.setdefault(path[:SEGMENT], []).append(path)
    order = sorted(threads, reverse=newest_first)
    if pings_first:
        order.sort(key=lambda root: not _is_ping(entries[root]))
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
            yield page.fold(below[path])
            open_lists += 1
        else:
            yield "</li>\n"
    yield "</ol></details></li>\n" * open_lists


def _item(entry: Entry, page: Page, mark: str, *, repeated: bool) -> str:
    kind = "ping" if _is_ping(entry) else "comment"
    if isinstance(entry, str):
        shown = page.gone[kind]
    elif repeated:
        shown = page.above(entry)
    else:
        shown = page.ping(entry) if entry.is_ping else page.comment(entry)
    return f'<li data-kind="{kind}"{mark}>{shown}'
