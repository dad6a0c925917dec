"""Players of other sites: a link that stands alone on its line is shown as a card; nothing is loaded before a click.

The list of sites is here and nowhere else: the sanitiser, the editor and the security policy read it.
"""

import re
from dataclasses import asdict, dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Provider:
    """A site whose videos may be shown; the pattern reads the same in Python and in JavaScript."""

    name: str
    pattern: str  # of the whole link; its one group is the video
    frame: str  # where the player is, with {} for the video


PROVIDERS = (
    Provider(
        "YouTube",
        r"^https?://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/)|youtu\.be/)"
        r"([A-Za-z0-9_-]{6,20})(?:[?&#].*)?$",
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    Provider(
        "Vimeo",
        r"^https?://(?:www\.)?vimeo\.com/([0-9]{5,12})(?:[?#/].*)?$",
        "https://player.vimeo.com/video/{}?dnt=1",
    ),
    Provider(
        "Framatube",
        r"^https?://framatube\.org/(?:w|videos/watch)/([A-Za-z0-9_-]{8,40})(?:[?#;].*)?$",
        "https://framatube.org/videos/embed/{}",
    ),
)
FRAMES = tuple("https://" + urlsplit(provider.frame).netloc for provider in PROVIDERS)  # for frame-src
_ATTRIBUTES = r'(?:[a-z-]+="[^"]*"\s*)+'
_LINE = re.compile(
    rf'<p(?P<card> class="embed")?>(?:\s*(?:<a (?P<link>{_ATTRIBUTES})>(?P<words>[^<]*)</a>'
    r"|(?P<bare>https?://[^\s<]+))\s*</p>)?"
)
_HREF = re.compile(r'\bhref="([^"]*)"')


def frame_of(link: str) -> str:
    """Where the player of this link is; nothing where we show none."""
    for provider in PROVIDERS:
        if found := re.match(provider.pattern, link):
            return provider.frame.format(found[1])
    return ""


def are_in(text: str) -> bool:
    return '<p class="embed">' in text


def let_in(response: Any, text: str) -> None:
    """Let the page that shows this text load players, once its reader asks for one; no other page may."""
    if are_in(text):
        response._csp_update = {"frame-src": list(FRAMES)}


def for_editor() -> list[dict[str, Any]]:
    return [asdict(provider) for provider in PROVIDERS]


def marked(text: str) -> str:
    """Safe HTML in which every card is a card of a site we know, and every such link alone on its line is a card."""
    return _LINE.sub(_card, text) if "<p" in text else text


def _card(line: re.Match[str]) -> str:
    plain = line[0].replace(' class="embed"', "", 1) if line["card"] else line[0]
    href = unescape(line["bare"] or "")
    if found := _HREF.search(line["link"] or ""):
        href = unescape(found[1])
    words = unescape(line["words"] or "").strip() or href
    frame = "" if 'rel="' in (line["link"] or "") else frame_of(href)
    if not frame or not (line["card"] or words == href):
        return plain
    return f'<p class="embed"><a href="{_attribute(href)}" data-frame="{frame}">{escape(words, quote=False)}</a></p>'


def _attribute(value: str) -> str:
    """As the sanitiser writes it, so that what is stored is what it would store again."""
    return value.replace("&", "&amp;").replace('"', "&quot;")
