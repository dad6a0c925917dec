"""A mail's two parts, both out of one template: see docs/adr/0021-one-text-for-both-parts-of-a-mail.md.

A template of a mail is its text, with a few tags in it. What fills it is escaped, so that a tag is always one of ours:

    <h2>            a heading, on a line of its own
    <blockquote>    what somebody else wrote
    <a>             a link, of the filter `link`; the words before it on its line are its label
    <i>             what only the text needs
    <hr>            from here on it is the foot
"""

import html
import re
from itertools import groupby
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from posts import cleaning

TAG = re.compile(r"<[^>]*>")
LINK = re.compile(r'<a[^>]* href="([^"]*)">[^<]*</a>')
PASSAGE = re.compile(r"(<blockquote>.*?</blockquote>)", re.DOTALL)
ONLY_IN_TEXT = re.compile(r"<i>.*?</i>", re.DOTALL)
# "Approve: https://…" alone on its line, or the link alone, which then has a label.
LINE_OF_LINK = re.compile(r'([^<]*?)[\s:：]*<a class="(\w+)" href="([^"]*)">([^<]*)</a>')
# No colours but a button's: all others are the mail program's own, be it light or dark.
BUTTON = (
    "display:inline-block;margin:0 0 8px;margin-inline-end:8px;padding:10px 18px;border-radius:6px;"
    "font:16px/24px system-ui,sans-serif;text-decoration:none;border:1px solid "
)
STYLES = {
    "h2": "margin:32px 0 8px;font:600 20px/1.3 Georgia,serif",
    "p": "margin:0 0 16px",
    "blockquote": "margin:0 0 16px;padding:12px 16px;border-radius:6px;background:rgba(128,128,128,.12)",
    "button": BUTTON + "#006065;background:#006065;color:#fff",
    "other": BUTTON + "currentColor",
    "quiet": "",
}


def written(template: str, context: dict[str, Any], subject: str) -> tuple[str, str]:
    """The text and the HTML of a mail, in the language that is spoken."""
    filled = render_to_string(template, context)
    body, _rule, foot = cleaning.lines(ONLY_IN_TEXT.sub("", filled)).partition("<hr>")
    parts = {"subject": subject, "body": _laid_out(body), "foot": _laid_out(foot)}
    return as_text(filled), render_to_string("posts/mail/layout.html", {**context, **parts})


def as_text(filled: str) -> str:
    """What is left without the tags; of a link, its address."""
    return html.unescape(TAG.sub("", LINK.sub(r"\1", filled)))


def _laid_out(filled: str) -> SafeString:
    """Paragraphs, headings, passages and buttons."""
    found = []
    for piece in PASSAGE.split(filled):
        if piece.startswith("<blockquote>"):
            found.append(_element("blockquote", TAG.sub("", piece).splitlines(), ' dir="auto"'))
        else:
            found += [part for lines in re.split(r"\n{2,}", piece.strip("\n")) for part in _block(lines)]
    return mark_safe("\n".join(found))  # noqa: S308 - what filled the template was escaped there


def _block(block: str) -> list[str]:
    """What stands between two empty lines; buttons that follow each other stand in one row."""
    found = []
    for kind, lines in groupby(filter(None, block.split("\n")), _kind):
        if kind == "h2":
            found += [_element("h2", [TAG.sub("", line)]) for line in lines]
        elif kind == "link":
            found.append(f'<p style="{STYLES["p"]}">{" ".join(map(_link, lines))}</p>')
        else:
            found.append(_element("p", lines))
    return found


def _kind(line: str) -> str:
    return "h2" if line.startswith("<h2>") else "link" if LINE_OF_LINK.fullmatch(line) else "p"


def _link(line: str) -> str:
    words, look, url, label = LINE_OF_LINK.fullmatch(line).groups()  # type: ignore[union-attr]
    return f'<a href="{url}" style="{STYLES[look]}">{label or words}</a>'


def _element(name: str, lines: Any, more: str = "") -> str:
    return f'<{name}{more} style="{STYLES[name]}">{"<br>".join(lines)}</{name}>'
