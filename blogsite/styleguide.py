"""Every part of the readers' pages in every state, for staff: the site's own templates over people and words made up.

Nothing is stored, and nothing is drawn twice: a part that changes has changed here as well.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext_lazy

from comments.forms import PostCommentForm
from comments.models import PostComment
from comments.paths import SEGMENT
from comments.rendering import Page, thread_html
from comments.templatetags.conversation import heading
from comments.threads import COMMENT, Conversation, Row
from posts.models import Author, Post

STATES = {
    "open": pgettext_lazy("a conversation", "Open"),
    "closed": pgettext_lazy("a conversation", "Closed"),
    "empty": pgettext_lazy("a conversation", "Empty"),
    "errors": pgettext_lazy("a form", "Errors"),
}
WHEN = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
AUTHOR_USER = 1
WORDS = "The beans came up after the rain. I had given up on them."
PASSAGE = "Alice wrote that <mark>the beans came up</mark> after the rain, and so did mine."


def page(request: HttpRequest, site: Any) -> TemplateResponse:
    """One state at a time, because a page holds one conversation and one form.

    Raises:
        Http404: there is no such state.
    """
    state = request.GET.get("state", "open")
    if state not in STATES:
        raise Http404
    post = make_post("After the rain", closed=state == "closed")
    context = {
        "states": STATES.items(),
        "state": state,
        "words": STATES[state],
        "post": post,
        "posts": [make_post("What came up first", sticky=True), make_post("A night of frost", answers=0)],
        "turn": {"newer": "?state=open", "older": "?state=closed", "number": 2},
        "form": PostCommentForm(post, {"email": "alice@", "url": "no address"}),
        **conversation(post, state),
    }
    return TemplateResponse(request, "admin/styleguide.html", context)


def make_post(title: str, *, closed: bool = False, sticky: bool = False, answers: int = 2) -> Post:
    return Post(
        pk=0,
        title=title,
        slug="styleguide",
        html=f"<p>{WORDS}</p>",
        excerpt=WORDS,
        author=Author(pk=0, slug="alice", display_name="Alice", bio="Alice keeps a garden."),
        state=Post.State.PUBLISHED,
        created=WHEN,
        published_at=WHEN,
        updated=WHEN + timedelta(days=3),
        sticky=sticky,
        comment_count=answers,
        ping_count=answers // 2,
        comments_open=not closed,
        pings_open=not closed,
    )


def conversation(post: Post, state: str) -> dict[str, Any]:
    """What `{% conversation %}` gives its template, from rows that are in no table."""
    form_page = "" if state == "closed" else "#"
    talk = Conversation([], 0, 0, 1, 1, {}) if state == "empty" else made_up_talk()
    total = talk.comments + talk.pings
    return {
        "talk": talk,
        "total": total,
        "heading": heading(total, post.title),
        "thread": folded(thread_html(talk, Page(form_page, AUTHOR_USER))),
        "view": "comments" if state == "empty" else "together",
        "open_for_comments": state != "closed",
        "form_page": "#",
        "earlier": "?state=open" if total else "",
        "later": "?state=closed" if total else "",
        "own_until": timezone.now() + timedelta(minutes=10),
        "notices": notices() if state == "open" else [],
    }


def folded(thread: SafeString) -> SafeString:
    """The first thread as a reader leaves it who folds it."""
    return mark_safe(thread.replace('class="replies" open', 'class="replies"', 1))  # noqa: S308 - as it was given


def made_up_talk() -> Conversation:
    rows = [
        row("1", "Bob"),
        row("11", "Charlie"),
        row("2", "Charlie", user_url="https://charlie.example/"),
        row("21", "Alice", user_id=AUTHOR_USER),
        row("31", "Bob"),
        row("41", "Bob"),
        row("5", "Alice", "trackback"),
        row("51", "Bob"),
        row("6", "Bob", "pingback"),
        row("7", "Charlie", "webmention"),
        row("8", "Charlie", "webmention", ping_type="like", html=""),
        row("91", "Bob"),
    ]
    above: dict[str, Row | str] = {
        path("3"): COMMENT,
        path("4"): row("4", "Alice"),
        path("9"): "trackback",
    }
    pings = sum(one.is_ping for one in rows)
    return Conversation(rows, len(rows) - pings, pings, 2, 3, above)


def path(places: str) -> str:
    return "".join(place.rjust(SEGMENT, "0") for place in places)


def row(places: str, name: str, kind: str = COMMENT, **facts: Any) -> Row:
    """One comment, or one ping from the blog of that name."""
    is_ping = kind != COMMENT
    host = f"{name.lower()}.example" if is_ping else ""
    values: dict[str, Any] = {
        "pk": 800 + int(places),
        "kind": kind,
        "ping_type": "",
        "path": path(places),
        "html": f"<p>{PASSAGE if is_ping else WORDS}</p>",
        "title": "My beans as well" if is_ping else "",
        "source_url": f"https://{host}/beans/" if is_ping else "",
        "source_host": host,
        "gone": "",
        "blog_name": f"{name}’s garden" if is_ping else "",
        "user_name": name,
        "user_url": "",
        "user_id": None,
        "created": WHEN + timedelta(hours=int(places)),
    }
    return Row(**values | facts)


def notices() -> list[PostComment]:
    """What only the author of a comment is told: while it is checked, held, to be confirmed, and when it is shown."""
    told = [("pending", timezone.now()), ("pending", WHEN), ("unconfirmed", WHEN), ("approved", WHEN)]
    return [
        PostComment(pk=pk, status=status, comment=WORDS, html=f"<p>{WORDS}</p>", created=created)
        for pk, (status, created) in enumerate(told, 901)
    ]
