"""“Answer on my blog”: a draft in which the quotation, the link and what it replies to are in place."""

from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.db import transaction
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from comments.models import PostComment
from posts.admin import panels
from posts.models import Author, Post
from trackbacks import guard
from trackbacks.canonical import host_of
from trackbacks.charsets import clean

TITLE_CHARACTERS = 200  # of their title; a post's own has room for 255
QUOTED_CHARACTERS = 1000  # a quotation, not a copy; and an address has to carry it


@dataclass(frozen=True)
class Said:
    """What is answered: a page, its title and the words of it that are quoted; plain text of others.

    Raises guard.Forbidden where `url` is no http(s) address.
    """

    url: str
    title: str = ""
    words: str = ""

    def __post_init__(self) -> None:
        guard.plain_url(self.url)

    @classmethod
    def of(cls, comment: PostComment) -> Self:
        """A ping is answered where it was written, a comment where it stands."""
        if comment.is_ping:
            return cls(comment.source_url, comment.title or comment.source_host, comment.comment)
        title = _("%(name)s on “%(post)s”") % {"name": comment.user_name, "post": comment.post.title}
        return cls(settings.SITE_URL + comment.get_absolute_url(), title, comment.comment)

    @property
    def name(self) -> str:
        return clean(self.title, TITLE_CHARACTERS) or host_of(self.url)

    @property
    def html(self) -> str:
        """The beginning of the answer, all of theirs escaped; the link says that this is a reply (MF-7)."""
        link = format_html('<a href="{}" rel="in-reply-to">{}</a>', self.url, self.name)
        beginning = format_html("<p>{}</p>", mark_safe(_("In reply to %(link)s") % {"link": link}))  # noqa: S308 - escaped above
        lines = [clean(line, QUOTED_CHARACTERS) for line in self.words[:QUOTED_CHARACTERS].splitlines()]
        quoted = "\n\n".join(line for line in lines if line)
        if not quoted:
            return beginning
        words = mark_safe(linebreaks(quoted, autoescape=True))  # noqa: S308 - escaped by linebreaks
        return beginning + format_html("<blockquote>{}</blockquote>", words)


@transaction.atomic
def draft(said: Said, user: Any) -> Post:
    """A new draft of this user's that answers what was said."""
    post = Post.begin(title=_("Re: %(title)s") % {"title": said.name}, html=said.html, author=Author.of(user))
    post.become(Post.State.DRAFT)
    panels.saved(post)
    return post
