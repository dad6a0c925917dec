"""How long a text is: one rule for the reader's page and for the editor, whose count_words.js follows it."""

import re

WORDS_A_MINUTE = 230  # silent reading of English prose, Brysbaert 2019: 238
_TAG = re.compile(r"<[^>]*>")


def words(html: str) -> int:
    """The text is safe HTML, so that taking the tags out needs no parser."""
    return len(_TAG.sub(" ", html).split())


def minutes(html: str) -> int:
    """Whole minutes, at least one."""
    return max(1, int(words(html) / WORDS_A_MINUTE + 0.5))
