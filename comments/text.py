"""What people wrote, turned into safe HTML once, when it is stored."""

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

import nh3
from django.utils.html import escape
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from comments.models import PostComment

CHECKING_TIME = timedelta(seconds=60)  # so long a new comment is "being checked" and in nobody's queue
LINK_REL = "ugc nofollow noopener"
TAGS = {"a", "blockquote", "br", "code", "del", "em", "hr", "li", "ol", "p", "pre", "s", "strong", "ul"}

_markdown = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True}).enable(
    ["linkify", "strikethrough"]
)
_markdown.disable(["heading", "lheading", "image", "html_block", "html_inline"])


def comment_html(text: str) -> str:
    """A reader's Markdown as HTML: links, emphasis, lists, quotes and code; no pictures, headings or HTML."""
    return nh3.clean(
        _markdown.render(text),
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=LINK_REL,
    )


def excerpt_html(ping: "PostComment") -> str:
    """The passage around the link to us, as plain text with the linked words marked."""
    passage, words = ping.comment, ping.linked_words.strip()
    at = passage.find(words) if words else -1
    if at < 0:
        return f"<p>{escape(passage)}</p>" if passage else ""
    before, after = passage[:at], passage[at + len(words) :]
    return f"<p>{escape(before)}<mark>{escape(words)}</mark>{escape(after)}</p>"


def same_text_key(text: str) -> str:
    """The same for texts that differ in case and space only; empty for an empty text."""
    plain = " ".join(text.lower().split())
    return hashlib.sha256(plain.encode()).hexdigest() if plain else ""
