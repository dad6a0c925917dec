"""The posts and pages of the demo content; their texts are in words/, with links to our own posts only."""

from dataclasses import dataclass
from pathlib import Path

WORDS = Path(__file__).parent / "words"
TITLE, TAGLINE = "Crosstalk", "A blog that talks to other blogs"


@dataclass(frozen=True)
class Written:
    """A post as it is to be; ``days`` ago it was published. ``{slug}`` in its text stands for a post's address."""

    slug: str
    title: str
    days: float
    author: str = "alice"
    category: str = ""
    tags: tuple[str, ...] = ()
    series: str = ""
    excerpt: str = ""
    picture: tuple[str, str] | None = None  # a palette of pictures.py, and the words that stand in for it
    sticky: bool = False
    state: str = "published"

    @property
    def html(self) -> str:
        return text_of(self.slug)


def text_of(slug: str) -> str:
    return (WORDS / f"{slug}.html").read_text()


CATEGORIES = (  # name, parent
    ("Letters", ""),
    ("Letters between blogs", "Letters"),
    ("Workshop", ""),
    ("Out of doors", ""),
)
SERIES = "How blogs talk"

POSTS = (
    Written(
        slug="when-blogs-wrote-to-each-other",
        title="When blogs wrote to each other",
        days=31,
        category="Letters between blogs",
        tags=("history", "trackback"),
        series=SERIES,
        excerpt="An answer used to live on the blog of whoever gave it, and the question knew where to find it.",
        picture=("dawn", "Hills one behind the other in the first light"),
    ),
    Written(
        slug="what-a-link-has-to-prove",
        title="What a link has to prove",
        days=24,
        category="Letters between blogs",
        tags=("trackback", "spam"),
        series=SERIES,
    ),
    Written(
        slug="a-queue-that-forgets-nothing",
        title="A queue that forgets nothing",
        days=17,
        author="charlie",
        category="Workshop",
        tags=("databases", "reliability"),
    ),
    Written(
        slug="the-last-warm-evening",
        title="The last warm evening",
        days=12,
        category="Out of doors",
        tags=("autumn", "walking"),
        picture=("dusk", "Dark hills under a red evening sky"),
    ),
    Written(
        slug="bread-for-people-who-forget-it",
        title="Bread for people who forget it",
        days=8,
        author="bob",
        category="Workshop",
        tags=("baking", "slowness"),
        excerpt="Four ingredients, one minute of work, and eighteen hours in which you may think of something else.",
        picture=("field", "Yellow fields in a row, under a pale sky"),
    ),
    Written(
        slug="read-it-again-in-a-year",
        title="Read it again in a year",
        days=4,
        category="Letters",
        tags=("reading", "slowness"),
    ),
    Written(
        slug="write-to-this-blog",
        title="Write to this blog",
        days=1.5,
        category="Letters",
        tags=("trackback",),
        series=SERIES,
        excerpt="Three ways to answer: below the post, from your own blog, or with a letter that your software sends.",
    ),
    Written(
        slug="notes-for-a-winter-series",
        title="Notes for a winter series",
        days=0,
        state="draft",
        category="Out of doors",
    ),
)

MENUS = {"header": (("About", "about"),), "footer": (("About", "about"), ("Privacy", "privacy"))}
