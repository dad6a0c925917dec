"""HTML of posts and pages: what authors may write, made safe when it is saved, and read back as plain text."""

import re
from urllib.parse import urlsplit

import nh3
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from posts import breaks, embeds
from posts.highlighting import highlighted

_TAGS = (
    "a abbr aside b blockquote br caption cite code col colgroup dd del details dfn div dl dt em "
    "figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span "
    "strong sub summary sup table tbody td tfoot th thead time tr u ul var"
)
TAGS = frozenset(_TAGS.split())
ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title"},
    "a": {"href", "hreflang", "rel"},
    "blockquote": {"cite"},
    "code": {"class"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "figure": {"class"},
    "hr": {"class"},
    "img": {"src", "alt", "width", "height", "loading", "decoding", "srcset", "sizes"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "p": {"class"},
    "pre": {"class"},
    "q": {"cite"},
    "span": {"class"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
LINK_WORDS = {
    "nofollow",
    "sponsored",
    "ugc",
    "me",
    "in-reply-to",
}  # what an author may say of a link; never forced on one
EXCERPT_WORDS = 45
MOST_BEFORE_BREAK = 200  # words that a list quotes of a text with a "more" break
# The classes that mean something to readers; those of coloured code are made by us and may be any word.
CLASSES = {"figure": {"wide"}, "hr": {"more"}, "p": {"embed"}}
# What a post answers is said to other blogs as microformats have it (MF-7).
_REPLY = re.compile(r'<a (?=[^<>]*\brel="(?:[^"]* )?in-reply-to[ "])')


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Keep an author's own words on links and the classes of highlighted code; drop other classes."""
    if name == "rel":
        return " ".join(word for word in value.split() if word in LINK_WORDS) or None
    if name == "class":
        is_code = tag in ("code", "pre", "span") and value.replace("-", "").replace(" ", "").isalnum()
        return value if is_code or value in CLASSES.get(tag, ()) else None
    return value


def sanitise(text: str) -> str:
    """Safe HTML: no scripts, styles, forms or odd schemes; links stay followed; code is coloured, cards are marked."""
    clean = nh3.clean(
        breaks.understood(text),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        attribute_filter=_attribute,
        strip_comments=True,
    )
    return highlighted(embeds.marked(_REPLY.sub('<a class="u-in-reply-to h-cite" ', clean)))


def plain_text(text: str) -> str:
    """The words alone, one space between them."""
    return " ".join(BeautifulSoup(text, "lxml").get_text(" ").split())


def excerpt_from(text: str) -> str:
    """What stands before the "more" break, else the first words of a post's own text."""
    quoted = breaks.before(text)
    words = plain_text(quoted or text).split(" ")
    most = MOST_BEFORE_BREAK if quoted else EXCERPT_WORDS
    return " ".join(words[:most]) + ("…" if len(words) > most else "")


def validate_link(value: str) -> None:
    """An address for a menu: http(s), mailto, or a path of our own."""
    parts = urlsplit(value)
    if parts.scheme not in ("", "http", "https", "mailto") or (
        not parts.scheme and not value.startswith(("/", "#"))
    ):
        raise ValidationError(_("Write an address such as https://blog.example/ or /about/."))
