"""A language that brackets each translated text, and what stands on a page outside the brackets."""

import re
from contextlib import contextmanager

from bs4 import BeautifulSoup, Comment, Doctype
from django.utils.translation import trans_real

OPEN, CLOSE = "⟦", "⟧"
CODE = "de"  # its catalogue is put aside meanwhile
SILENT = ("script", "style", "template", "code", "pre", "kbd", "textarea")
SPOKEN_ATTRIBUTES = ("alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription")
DESCRIPTIONS = ("description", "og:title", "og:description", "og:site_name", "og:image:alt", "twitter:title")
# What is no word of a language: names of people, products and forms; addresses; dates and sizes for machines.
NAMES = {"Alice", "Bob", "Charlie", "Mastodon", "Akismet", "RSS", "Atom", "JSON", "Crosstalk"}
NAMES |= {"TrackBack", "Trackback", "Pingback", "Webmention", "alice", "Vimeo", "YouTube", "PeerTube"}
NAMES |= {"JPEG", "PNG"}
NO_WORDS = re.compile(
    r"(?:https?|mailto):\S*|[\w.+-]+@[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.example\b\S*|testserver\S*"
)
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+")


class Pseudo(trans_real.DjangoTranslation):
    """Knows every text, and translates it into itself between brackets."""

    def __init__(self):
        self.__language, self.__to_language = CODE, trans_real.to_language(CODE)
        self.plural = lambda number: int(number != 1)
        self.domain = "django"

    def to_language(self):
        return trans_real.to_language(CODE)

    def language(self):
        return CODE

    def gettext(self, message):
        return f"{OPEN}{message.split(trans_real.CONTEXT_SEPARATOR)[-1]}{CLOSE}"

    def ngettext(self, one, many, number):
        return self.gettext(one if number == 1 else many)


@contextmanager
def spoken():
    """While it lasts, the blog speaks it wherever it would speak German."""
    before = trans_real._translations.get(CODE)
    trans_real._translations[CODE] = Pseudo()
    try:
        yield
    finally:
        trans_real._translations.pop(CODE)
        if before is not None:
            trans_real._translations[CODE] = before


def untranslated(page: str) -> list[str]:
    """Every text and every spoken attribute with a word outside the brackets; a bracket may span elements."""
    soup = BeautifulSoup(page, "lxml")
    found, depth = [], 0
    for node in soup.descendants:
        if isinstance(node, str):
            if not isinstance(node, Comment | Doctype) and not silent(node.parent):
                outside, depth = bare(node, depth)
                found += [f"{node.parent.name}: {node.strip()}"] if wordy(outside) else []
        else:
            found += [f"{node.name} {name}: {text}" for name, text in spoken_in(node) if wordy(bare(text)[0])]
    return found


def silent(element) -> bool:
    """Of no language: code and keys, languages by their own names, and the letter that stands for somebody's face."""
    chooser = element.find_parent("select") if element.name == "option" else None
    of_languages = chooser is not None and (
        "data-language" in chooser.attrs or chooser.get("name") == "language"
    )
    return element.name in SILENT or of_languages or "initial" in element.get("class", [])


def spoken_in(node):
    """What an element says by its attributes, also to the scripts that show it."""
    yield from ((name, node[name]) for name in SPOKEN_ATTRIBUTES if node.get(name))
    if node.name == "input" and node.get("type") in ("submit", "button", "reset") and node.get("value"):
        yield "value", node["value"]
    if node.name == "meta" and (node.get("name") or node.get("property")) in DESCRIPTIONS:
        yield "content", node.get("content", "")
    if node.name in ("optgroup", "option") and node.get("label"):
        yield "label", node["label"]
    yield from (
        (name, text) for name, text in node.attrs.items() if name.startswith("data-") and sentence(text)
    )


def sentence(text) -> bool:
    """Identifiers have neither capitals nor spaces."""
    return isinstance(text, str) and bool(re.match(r"[A-Z]|\w+ \w", text)) or OPEN in str(text)


def bare(text: str, depth: int = 0) -> tuple[str, int]:
    """What of a text stands outside the brackets, and how deep inside its end is."""
    outside = ""
    for sign in text:
        depth += (sign == OPEN) - (sign == CLOSE)
        outside += sign if depth == 0 and sign != CLOSE else " " * (depth > 0)
    return outside, depth


def wordy(text: str) -> bool:
    return any(word not in NAMES for word in LATIN.findall(NO_WORDS.sub(" ", text)))
