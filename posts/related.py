"""Posts that are about the same: looked up in the search index, which knows tags, categories and titles of all."""

from collections import Counter

from posts import search
from posts.models import Post
from posts.neighbours import TITLE_AND_ADDRESS
from posts.search.documents import facets
from posts.search.words import words

MOST = 3
LOOKED_AT = 200  # newest posts that share anything: bounds the work on a blog where all of them do
SHORTEST_WORD = 4  # letters: what is shorter joins words and means little
MOST_WORDS = 8  # of the title
WORTH = {"tag": 3, "category": 2, "word": 2}
ENOUGH = 2  # points; less is chance


def related(post: Post) -> list[Post]:
    """At most three readable posts, the most alike first; the newer of equals first. Two queries and none more.

    Needs the post's tags and categories prefetched.
    """
    said = [word for word in words(post.title) if len(word) >= SHORTEST_WORD][:MOST_WORDS]
    shared = [name for name in facets(post) if name.startswith(("tag", "category"))]
    if not (said or shared) or post.is_protected:
        return []
    points: Counter[int] = Counter()
    for pk, title, names in search.backend().alike(said, shared, LOOKED_AT):
        points[pk] = WORTH["word"] * len(set(said) & set(title))
        points[pk] += sum(
            WORTH["tag" if name.startswith("tag") else "category"] for name in {*names} & {*shared}
        )
    best = sorted(
        (pk for pk, n in points.items() if n >= ENOUGH and pk != post.pk), key=lambda pk: (-points[pk], -pk)
    )
    # A few more than are shown, for what the index does not know to be hidden yet.
    others = Post.objects.readable().only(*TITLE_AND_ADDRESS)
    if post.series_id:
        others = others.exclude(series=post.series_id)  # its bar names them already
    found = others.in_bulk(best[: MOST * 4])
    return [found[pk] for pk in best if pk in found][:MOST]
