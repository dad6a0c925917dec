"""What seeded posts, comments, pings and spam say: short pools, put together by a seeded generator."""

from dataclasses import dataclass
from functools import cache
from random import Random

from comments import text

PEOPLE = ("Alice", "Bob", "Charlie")
PLANTS = "tomatoes beans roses lavender apples mint pumpkins sunflowers leeks plums".split()  # noqa: SIM905
PLACES = ("behind the house", "on the roof", "by the river", "next door", "at school", "on the balcony")
TIMES = ("in spring", "after the rain", "every morning", "last summer", "before the frost", "at noon")
SENTENCES = (
    "A garden teaches patience: the {plant} {place} took their time.",
    "{time}, I went to look at the {plant}, and somebody had been there before me.",
    "My neighbour swears by old coffee for {plant}; mine grow {place} without it.",
    "There is a bench {place}, and from it one sees the whole garden.",
    "What I wrote about {plant} {time} was wrong, and I am glad that somebody told me.",
    "Nobody plants {plant} {place} any more, which is a pity.",
    "It needs water {time}, a little shade, and somebody who looks after it.",
)
REPLIES = (
    "I tried that {time}, {n} times, and it worked **twice**.",
    "Thank you! My {plant} {place} looked just like yours. That was number {n}.",
    "I do not agree: {plant} want sun. See page {n} of any book.",
    "Would you do it again {time}? Mine came to {n} in all.\n\n> A garden teaches patience\n\nIt does.",
)
PASSAGES = (
    "I read about {plant} {place} and tried it here; after {n} days there is something to show.",
    "Somebody grows {plant} {place}, and explains in {n} steps how it is done.",
)
SPAM = (  # two thirds hold the word "online"
    "Great site! Buy cheap {plant} online today, offer {n}.",
    "I made {n} dollars a week online, ask me how.",
    "Nice post. Very useful information, number {n}, please visit my page.",
)
VARIANTS = 40  # of each sentence: enough that lists look alive, few enough to be rendered once
PARAGRAPHS, PARAGRAPH_SENTENCES = 4, 5


@dataclass(frozen=True)
class Text:
    """A text and what readers see of it; ``{n}`` in both is filled in for each row."""

    plain: str
    html: str
    linked: str = ""


def _filled(template: str, random: Random) -> str:
    plain = template.replace("{plant}", random.choice(PLANTS)).replace("{place}", random.choice(PLACES))
    plain = plain.replace("{time}", random.choice(TIMES))
    return plain[:1].upper() + plain[1:]


def post_html(random: Random) -> str:
    """A few paragraphs, the word "garden" among them."""
    paragraphs = [
        " ".join(_filled(random.choice(SENTENCES), random) for _ in range(PARAGRAPH_SENTENCES))
        for _ in range(PARAGRAPHS)
    ]
    return "".join(
        f"<p>{paragraph}</p>\n" for paragraph in [f"Notes from a garden. {paragraphs[0]}", *paragraphs[1:]]
    )


@cache
def pool(kind: str) -> tuple[Text, ...]:
    """Every text of a kind: "comment", "ping" or "spam"; spam goes round its three sentences in order."""
    random = Random(kind)  # noqa: S311 - makes texts, guards nothing
    templates = {"comment": REPLIES, "ping": PASSAGES, "spam": SPAM}[kind]
    return tuple(_text(_filled(template, random), kind) for _ in range(VARIANTS) for template in templates)


def _text(plain: str, kind: str) -> Text:
    """Rendered as the blog renders it; the passage of a ping has its first words linked."""
    if kind == "ping":
        linked = " ".join(plain.split()[:4])
        return Text(plain, f"<p><mark>{linked}</mark>{plain.removeprefix(linked)}</p>", linked)
    return Text(plain, text.comment_html(plain))
