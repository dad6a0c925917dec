"""Spam check: a text in a language that the owner does not expect, told by its script and its smallest words."""

from __future__ import annotations

import re
from collections import Counter
from typing import ClassVar

from django.utils.translation import gettext_lazy, gettext_noop

from comments.checks.base import Check
from comments.facts import Facts, Signal

SCORE = 40
LETTERS, SMALL_WORDS = 20, 3
"""Fewer letters, or fewer small words of a language, and nothing is said: a name may be any language's."""
MAX_TEXT = 2_000
REASON = gettext_noop("in a language that is not expected")

# Script -> the languages written in it; of Latin ones their commonest small words, those that no other has first.
SCRIPTS = {
    "latin": (r"[A-Za-zÀ-ɏ]", ""),
    "cyrillic": (r"[Ѐ-ӿ]", "ru uk bg sr mk be kk"),
    "greek": (r"[Ͱ-Ͽ]", "el"),
    "arabic": (r"[؀-ۿ]", "ar fa ur ps ku ug"),
    "hebrew": (r"[֐-׿]", "he yi"),
    "devanagari": (r"[ऀ-ॿ]", "hi mr ne"),
    "thai": (r"[฀-๿]", "th"),
    "kana": (r"[぀-ヿ]", "ja"),
    "han": (r"[一-鿿]", "zh ja"),
    "hangul": (r"[가-힯]", "ko"),
}
SMALL = {
    "en": "the and of to is was that this you with for have are not but what from they",
    "de": "der die das und ist nicht ich ein eine mit auf für auch sich wie dem den habe wir zu",
    "fr": "le la les et est des une un dans pour pas que qui sur avec nous vous je du ce",
    "es": "el la los las que y es un una por con para no se su pero como más lo del",
    "it": "il lo la gli che di è un una per non con sono ma come più del della anche ho",
    "pt": "o a os as que e é um uma por com para não se mas como mais do da em",
    "nl": "de het een en van is niet ik dat die op te met voor zijn maar ook wat naar heb",
    "pl": "i w nie na się że jest to do z jak ale co po już tak mnie był przez dla",
    "sv": "och att det som en ett är på för med inte jag av har den till om men så",
    "tr": "bir ve bu için çok da de ile ne ama gibi daha o ben var mi kadar değil ki en",
}
_WORD = re.compile(r"[^\W\d_]+")


class Language(Check):
    """Hold a text that is surely in none of the languages that the owner has named; without any named, say nothing."""

    name: ClassVar[str] = "language"
    title = gettext_lazy("Language")
    explains = gettext_lazy("Texts in other languages than those that you expect; none are named at first.")

    def look(self, facts: Facts) -> Signal | None:
        """See `Check.look`."""
        expected = {
            code.split("-")[0].lower() for code in re.split(r"[\s,;]+", facts.rules.languages) if code
        }
        found = languages_of(f"{facts.title}\n{facts.text}"[:MAX_TEXT]) if expected else frozenset()
        if not found or found & expected:
            return None
        return Signal(self.name, "hold", SCORE, f"{REASON}: {min(found)}")


def languages_of(text: str) -> frozenset[str]:
    """The languages that the text may be in; none where it is too short or too mixed to tell."""
    letters = {script: len(re.findall(letter, text)) for script, (letter, _) in SCRIPTS.items()}
    script = max(letters, key=lambda name: letters[name])
    if (sum(letters.values()) < LETTERS and script == "latin") or letters[script] < LETTERS / 2:
        return frozenset()
    if letters["kana"]:
        return frozenset({"ja"})
    return _by_small_words(text) if script == "latin" else frozenset(SCRIPTS[script][1].split())


def _by_small_words(text: str) -> frozenset[str]:
    """The language whose small words come most, and those that come nearly as often."""
    said = Counter(_WORD.findall(text.casefold()))
    hits = {code: sum(said[word] for word in words.split()) for code, words in SMALL.items()}
    most = max(hits.values())
    if most < SMALL_WORDS:
        return frozenset()
    return frozenset(code for code, n in hits.items() if n * 2 > most)
