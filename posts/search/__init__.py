"""Full text search: one interface before PostgreSQL and SQLite.

`words` and `query` read what was written and asked, `documents` says what is kept of a post, and the module named
after the database keeps it. What is found is looked up once more in the one queryset of what everybody may read:
an index that lags behind shows nothing hidden.
"""

from collections.abc import Iterator, Sequence
from types import ModuleType

from django.db import connection, transaction

from posts.models import Post
from posts.search import postgresql, sqlite
from posts.search.documents import documents
from posts.search.query import Query

MOST_HITS = 1000  # a hundred pages; who needs the next one searches for more words
BATCH = 500  # posts of one transaction of a rebuild: others wait a fraction of a second for it


def backend() -> ModuleType:
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def index(ids: Sequence[int]) -> None:
    """Keep what these posts say now; those that not everybody may read are taken out."""
    found = list(documents(ids))
    with transaction.atomic():
        backend().remove(ids)
        backend().write(found)


def remove(ids: Sequence[int]) -> None:
    backend().remove(ids)


def rebuild() -> Iterator[int]:
    """Index every post anew, batch by batch, while readers search; yields how many are done."""
    done, last = 0, 0
    while ids := list(Post.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        index(ids)
        done, last = done + len(ids), ids[-1]
        yield done
    backend().tidy()


def find(query: Query, facets: Sequence[Sequence[str]] = ()) -> list[int]:
    """Keys of the readable posts that hold what is asked, the best first.

    Each of ``facets`` is a set of which a post must have one, such as ("category3", "category9").
    """
    if not all(facets):
        return []
    found = candidates(query, facets)
    readable = set(Post.objects.readable().filter(pk__in=found).values_list("pk", flat=True))
    return [pk for pk in found if pk in readable]


def candidates(query: Query, facets: Sequence[Sequence[str]] = ()) -> list[int]:
    """The same before it is looked up who may read them; whoever asks looks up what is theirs to see."""
    return backend().find(query, facets, MOST_HITS) if query else []
