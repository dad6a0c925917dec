"""The language that the blog speaks: which one the owner's choice of words and of direction means."""

import re
from contextlib import AbstractContextManager

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.validators import RegexValidator
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

RIGHT_TO_LEFT = frozenset(("ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))

GAP = re.compile(r"“[^”]*”|\d+(?:\.\d+)?")
JOINTS = ("; ", ": ", ", ")

is_language = RegexValidator(
    r"\A[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", gettext_lazy("A language is a code such as en, de or pt-br.")
)


def are_languages(text: str) -> None:
    """Codes with spaces or commas between them. Raises ValidationError."""
    for code in re.split(r"[\s,;]+", text.strip(" ,;")) if text.strip(" ,;") else ():
        is_language(code)


def spoken(language: str) -> str:
    """The catalogue for a blog in this language; one that nobody has translated into speaks English."""
    main = _main(language)
    return main if main in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def speaking(language: str) -> AbstractContextManager[None]:
    """A block whose words are those of such a blog; for what is written in the background."""
    return translation.override(spoken(language))


def direction(language: str) -> str:
    """The `dir` of a language."""
    return "rtl" if _main(language) in RIGHT_TO_LEFT else "ltr"


def said(reason: str) -> str:
    """A stored reason, or what a protocol answers, for people: its fixed phrases are translated, the rest stays.

    They are stored in English and marked with gettext_noop where they are made; a number and “quoted words” in them
    stand there as {}. Several may be joined, as in “what was wrong: one, another; overruled”.
    """
    return _said(reason, JOINTS)


def _said(reason: str, joints: tuple[str, ...]) -> str:
    words = _phrase(reason)
    if words != reason or not joints:
        return words
    # The next quotation mark, if any, opens: no joint inside quoted words.
    parts = re.split(rf"{joints[0]}(?=[^”]*(?:“|\Z))", reason)
    return joints[0].join(_said(part, joints[1:]) for part in parts)


def _phrase(phrase: str) -> str:
    if not phrase or "{" in phrase:  # no phrase of ours has braces once its gaps are filled
        return phrase
    shape = GAP.sub("{}", phrase)
    words = _(shape)
    return words.format(*GAP.findall(phrase)) if words != shape else phrase


def choices(stored: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the owner may choose from, with what is stored now; each language by its own name."""
    spoken_here = dict(settings.LANGUAGES)
    others = {code: info["name_local"] for code, info in LANG_INFO.items() if "name_local" in info}
    others = {code: name for code, name in others.items() if code not in spoken_here}
    if stored not in spoken_here:
        others.setdefault(stored, stored)
    return [
        (_("The whole blog"), list(spoken_here.items())),
        (_("The posts; the blog's own words stay English"), sorted(others.items(), key=lambda pair: pair[1])),
    ]


def _main(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()
