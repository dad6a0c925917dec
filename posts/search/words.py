"""Words as the index keeps them: lower case, without accents, the same on every database."""

import re
import unicodedata

LONGEST_WORD = 100  # characters; PostgreSQL refuses words above 2,046 bytes, and nobody types such a word
# Scripts that put no spaces between words: each sign is a word of its own, and a run of them a phrase.
_SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(
    rf"(?=\w)[{_SIGNS}]|[^\W_{_SIGNS}]+"
)  # among the signs stand some that are none, such as ・
# Letters that Unicode does not take for another letter with an accent, though readers type them so.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """Without case and accents: "Čapek" and "capek" are one."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", plain.casefold()).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text, in its order."""
    return [word[:LONGEST_WORD] for word in WORD.findall(fold(text))]
