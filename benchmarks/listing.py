"""The admin's list of posts among a hundred thousand: each tab, deep pages, searches, what it is narrowed by."""

import math
import random

from benchmarks.admin_pages import on_both, page, seeded, settle, signed_in
from benchmarks.measuring import leave

POSTS = 100_000
LIST = "/admin/posts/post/"
ROWS = 20
# Seeded posts are published; of each other state so many.
OTHERS = {"draft": 500, "review": 50, "scheduled": 50, "private": 1_000, "trash": 2_000}
OWN, IN_SERIES, NAMED = 500, 100, 2
COLUMNS = ("author", "in_categories", "with_tags", "in_series", "told")


def measure(posts: int, database: str) -> None:
    print(f"{posts:,} posts on {database}", flush=True)
    with seeded(database, "listing", posts=posts):
        scatter()
        met = pages(posts)
    leave(*met)


def scatter() -> None:
    """Every state, a series, a profile for who looks, and a rare word, here and there among the others."""
    from django.contrib.auth.models import User

    from posts import search
    from posts.models import Author, Post, Series

    signed_in("Editor")
    keys = list(Post.objects.filter(slug__startswith="seeded-").order_by("slug").values_list("pk", flat=True))
    keys = random.Random(1).sample(keys, sum(OTHERS.values()) + OWN + IN_SERIES + 1)

    def change(n: int, **fields: object) -> None:
        Post.objects.filter(pk__in=[keys.pop() for _ in range(n)]).update(**fields)

    for state, n in OTHERS.items():
        change(n, state=state)
    change(OWN, author=Author.of(User.objects.get(username="alice")))
    change(IN_SERIES, series=Series.objects.create(name="Seeded", slug="seeded"))
    rare = keys[-1]
    change(1, title="A zygomorphic flower")
    search.index([rare])
    settle()


def pages(posts: int) -> list[bool]:
    """Milliseconds and queries of each kind of list."""
    from posts.models import ArchiveMonth

    pages = math.ceil((posts + NAMED - OTHERS["trash"]) / ROWS)
    published = math.ceil((posts + NAMED - sum(OTHERS.values())) / ROWS)
    month = str(ArchiveMonth.objects.all()[3])
    queries = {f"the tab {state}": f"state={state}" for state in ("mine", "published", *OTHERS)}
    queries |= {
        "page 2": "p=2",
        "a page in the middle": f"p={pages // 2}",
        "a deep page": f"p={pages - 20}",
        "the last page": f"p={pages}",
        "a page in the middle of published": f"state=published&p={published // 2}",
        "the last page of published": f"state=published&p={published}",
        "a search for a common word": "q=garden",
        "a search for a rare word": "q=zygomorphic",
        "a search for what is nowhere": "q=nowhereatall",
        "a search among drafts": "q=garden&state=draft",
        "by category": "category=seeded-tomatoes",
        "the last page of a category": f"category=seeded-tomatoes&p={posts // 5 // ROWS - 30}",
        "by tag": "tag=seeded-tomatoes",
        "by author": "author=seeded-alice",
        "by series": "series=seeded",
        "by month": f"month={month}",
        "by four at once": f"category=seeded-tomatoes&tag=seeded-beans&author=seeded-alice&month={month}",
        "by title": "o=1",
        "by state": "o=2",
    }
    client = signed_in("Editor")
    met = page(client, "the list", LIST)
    met += [one for what, query in queries.items() for one in page(client, what, f"{LIST}?{query}")]
    client.post(f"{LIST}screen/", {"columns": COLUMNS, "rows": "20"})
    return met + page(client, "the list with five other columns", LIST)


if __name__ == "__main__":
    on_both("listing", POSTS, measure)
