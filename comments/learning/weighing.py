"""From counts to an opinion: naive Bayes by the words that say most, and a doubt about what one post alone taught.

A word's weight is the logarithm of its odds, drawn towards nothing while it is rare (Robinson). Of tokens that share
a place only the weightiest counts, so that “check out” is not counted three times. Weights are not summed but divided
by a power of their number: words are not independent, and a sum would be sure of everything that is long. The same is
added up a second time, surer: with a part only of what the posts of one half taught, until the other half says so too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from comments.facts import Counts
from comments.learning.tokens import Token

TOTALS = ""
ENOUGH = 20
"""Lessons of spam and of ham; with fewer of either nothing is said."""

# These and the thresholds of `checks/learned.py` were chosen once, by what lessons from one source of real comments
# said about another (docs/adr/0012-what-the-filter-learns.md); they are not fitted to any blog.
RARE = 1.0
"""How many lessons a word must have come in to be believed half."""
SPREAD = 0.8
"""The power of their number by which weights are divided; 0 would be plain naive Bayes."""
MOST = 15
"""Words that are weighed: the weightiest."""
ALONE = 0.5
"""The part of its weight that is sure of a word which one half of the posts taught alone."""


class Weight(NamedTuple):
    """Above 0 for spam, below for ham: what all lessons say, and as much of it as is sure."""

    whole: float = 0.0
    sure: float = 0.0


NOTHING = Weight()


@dataclass(frozen=True)
class Opinion:
    """What all words say together; `words` are those that say so, the weightiest first."""

    weight: Weight = NOTHING
    words: tuple[str, ...] = ()


def opinion(tokens: Iterable[Token], table: Mapping[str, Counts]) -> Opinion:
    """What the lessons say about these tokens; nothing where there were too few."""
    if not knows_enough(table):
        return Opinion()
    weights = _weighty(
        tokens, {word: _weight(counts, table[TOTALS]) for word, counts in table.items() if word}
    )
    if not weights:
        return Opinion()
    spread = (len(weights) + 1) ** SPREAD
    whole, sure = (sum(each) / spread for each in zip(*weights.values(), strict=True))
    agreeing = tuple(word for word, weight in weights.items() if weight.whole * whole > 0)
    return Opinion(Weight(whole, sure), agreeing)


def knows_enough(table: Mapping[str, Counts]) -> bool:
    """Whether there were lessons enough of either kind to say anything: a filter fed one-sidedly keeps silent."""
    lessons = table.get(TOTALS, Counts())
    return min(lessons.spam, lessons.ham) >= ENOUGH


def _weighty(tokens: Iterable[Token], weights: Mapping[str, Weight]) -> dict[str, Weight]:
    """The weightiest tokens, no two of which share a place, each once."""
    some = {word: weight for word, weight in weights.items() if weight.whole}
    known = [(abs(some[word].whole), word, places) for word, places in tokens if word in some]
    taken: set[str] = set()
    chosen: dict[str, Weight] = {}
    for _, word, places in sorted(known, key=lambda item: (-item[0], item[1])):
        if word in chosen or not places & taken:
            taken |= places
            chosen[word] = weights[word]
            if len(chosen) == MOST:
                break
    return chosen


def _weight(word: Counts, lessons: Counts) -> Weight:
    """Nothing for a word on which the two halves of the posts contradict each other: it is what a post is about."""
    even = _odds(word.spam_even, word.ham_even, lessons.spam_even, lessons.ham_even)
    odd = _odds(word.spam_odd, word.ham_odd, lessons.spam_odd, lessons.ham_odd)
    agreed = even * odd if all(lessons) else 0.0  # a half without ham, or without spam, knows nothing
    if agreed < 0:
        return NOTHING
    whole = _odds(word.spam, word.ham, lessons.spam, lessons.ham)
    return Weight(whole, whole if agreed else ALONE * whole)


def _odds(spam: int, ham: int, all_spam: int, all_ham: int) -> float:
    """The logarithm of how much likelier the word is in spam than in ham; 0 for a word never seen."""
    if not spam + ham:
        return 0.0
    in_spam, in_ham = spam / max(all_spam, 1), ham / max(all_ham, 1)
    share = in_spam / (in_spam + in_ham) if in_spam + in_ham else 0.5
    share = (RARE * 0.5 + (spam + ham) * share) / (RARE + spam + ham)
    return math.log(share / (1 - share))
