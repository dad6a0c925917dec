"""Pings in fifteen languages with the pages behind them, written before any rule for pings, halved by name for good.

Rules may be tuned on the first half; figures are told of the second. `benchmarks/pings.py` serves the pages.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.trackbacks.ping_corpus import pages

FOLDER = Path(__file__).parent
POSTS = {
    "garden": (
        "Roses in clay",
        "Prune roses in late winter, when the buds begin to swell and the worst of the frost is over. Cut above a "
        "bud that looks outwards, at a slant, with a clean blade. In clay the roots want air more than they want "
        "food: dig in grit and leaf mould, and do not walk on the bed while it is wet. Feed once in spring, once "
        "after the first flowers, and never in autumn.",
    ),
    "bread": (
        "Sourdough without a scale",
        "Three cups of flour, a cup and a half of water, a spoon of salt and a handful of starter. Stir, wait half "
        "an hour, then fold the dough four times in two hours. Leave it in a cold place overnight. In the morning "
        "heat the pot until a drop of water dances, put the loaf in, cover it, and take the lid off after half an "
        "hour. It is done when it sounds hollow.",
    ),
    "bicycle": (
        "When a chain is worn",
        "A chain does not stretch, its pins wear. Measure twelve links: if they are more than an eighth of an inch "
        "too long, the chain goes, and the cassette stays. Clean it with a rag after every wet ride and oil it the "
        "evening before, not the morning of. Along the canal I rode eight thousand kilometres on three chains and "
        "one cassette.",
    ),
    "python": (
        "A small script for large folders",
        "The script walks a folder, reads the date of each picture and moves it to a folder of its year. It uses a "
        "generator, so that a hundred thousand files need no more memory than ten. Run it with the switch that only "
        "prints first. It never writes over a file: where a name is taken it adds a number. I have used it on my "
        "own photographs since spring.",
    ),
}
SPAM_BY_TRACKBACK_ALONE = ("nolink", "elsewhere")  # other protocols refuse what does not link


@dataclass(frozen=True)
class Ping:
    """One ping and its page; `markup` has {target} where the address of our post comes."""

    name: str
    spam: bool
    kind: str
    protocol: str
    post: str
    language: str
    title: str
    blog_name: str
    excerpt: str
    markup: str

    @property
    def tuned_on(self) -> bool:
        """Whether it is in the half that rules may be tuned on."""
        return hashlib.sha256(self.name.encode()).digest()[0] % 2 == 0

    def page(self, target: str) -> str:
        return self.markup.replace("{target}", target)


@cache
def pings() -> list[Ping]:
    return [
        _ping(f"{kind}-{n}", kind == "spam", line) for kind in ("ham", "spam") for n, line in _lines(kind)
    ]


def _lines(kind: str) -> list[tuple[int, str]]:
    text = (FOLDER / f"{kind}.txt").read_text()
    return list(enumerate(line for line in text.splitlines() if line and not line.startswith("#")))


def _ping(name: str, spam: bool, line: str) -> Ping:
    language, kind, post, blog, title, passage = line.split("|")
    title = title.replace("{title}", POSTS[post][0])
    protocols = ("trackback", "pingback", "webmention")
    protocol = protocols[int(hashlib.sha256(f"by {name}".encode()).hexdigest(), 16) % 3]
    if kind in SPAM_BY_TRACKBACK_ALONE:
        protocol = "trackback"
    elif kind in ("hentry", "note"):
        protocol = "webmention"
    others = [text for _, text in _lines("spam" if spam else "ham") if text.split("|")[0] == language]
    more = [text.split("|")[5].replace("{", "").replace("}", "") for text in others if text != line]
    shape = pages.Shape(language, blog, title, passage, POSTS[post][1], tuple(more), name)
    excerpt = passage.replace("{", "").replace("}", "")
    return Ping(name, spam, kind, protocol, post, language, title, blog, excerpt, pages.PAGES[kind](shape))
