"""The library of pictures among ten thousand: a grid and a list, sorted, searched, narrowed, and the last page."""

import random

from benchmarks.admin_pages import on_both, page, seeded, settle, signed_in
from benchmarks.measuring import leave

PICTURES, POSTS = 10_000, 5_000
LIST = "/admin/posts/image/"
TILES = 40
QUERIES = 15  # of a list, which asks where all its pictures are used
LOGO = 4_000  # posts that show one and the same picture


def measure(pictures: int, database: str) -> None:
    print(f"{pictures:,} pictures on {database}", flush=True)
    with seeded(database, "picturing", posts=POSTS):
        fill(pictures)
        met = pages(pictures)
    leave(*met)


def fill(pictures: int) -> None:
    """Rows without files: half of them in a text, one of them in most; an author has some, an editor the others."""
    from django.contrib.auth.models import User

    from posts.models import Image, Post

    signed_in("Editor"), signed_in("Author", "bob")
    alice, bob = (User.objects.get(username=name) for name in ("alice", "bob"))
    made = Image.objects.bulk_create(
        Image(
            file=f"2026/11/{n:016x}.png",
            width=1600,
            height=900,
            bytes=n * 37 % 1_000_003,
            widths=[480, 960],
            alt=f"Picture {n * 7919 % pictures}" if n % 3 else "",
            uploaded_by=bob if n % 10 == 0 else alice,
        )
        for n in range(pictures)
    )
    posts = list(Post.objects.values_list("pk", flat=True))
    shown = Post.pictures.through
    logo = [shown(post_id=pk, image_id=made[-1].pk) for pk in posts[:LOGO]]
    rest = [
        shown(post_id=random.Random(n).choice(posts), image_id=made[n].pk) for n in range(0, pictures - 1, 2)
    ]
    shown.objects.bulk_create(logo + rest, batch_size=1000)
    settle()


def pages(pictures: int) -> list[bool]:
    """Milliseconds and queries of each kind of page."""
    last = f"p={pictures // TILES}"
    queries = {
        "the newest": "",
        "the last page": last,
        "a search": "q=picture+77",
        "without words": "only=unsaid",
        "used nowhere": "only=unused",
        "by words": "o=1",
        "by bytes": "o=-3",
        "the last page by bytes": f"o=-3&{last}",
        "by date": "o=5",
    }
    met = []
    for role, name in (("Editor", "alice"), ("Author", "bob")):
        for layout in ("grid", "list"):
            client = signed_in(role, name)
            client.post(f"{LIST}layout/", {"layout": layout})
            found = {what: query for what, query in queries.items() if name == "alice" or "last" not in what}
            for what, query in found.items():
                met += page(client, f"{role}, {layout}, {what}", f"{LIST}?{query}", QUERIES)
    return met


if __name__ == "__main__":
    on_both("picturing", PICTURES, measure)
