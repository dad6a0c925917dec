"""Search among all posts, also those that no reader sees; for the admin's list."""

from django.db.models import Q

from posts import search
from posts.models.post_query import PostQuerySet, State
from posts.search.query import cleaned, read

RECENT = (
    1000  # posts whose very letters are read: those that somebody works on; the index knows the others' words
)


def matching(posts: PostQuerySet, text: str) -> PostQuerySet:
    """Those of these posts that hold the text: public ones by their words, what was last touched by every letter.

    However many posts there are, it reads no more than a few thousand of them.
    """
    text = cleaned(text)
    if not text:
        return posts
    letters = Q(title__icontains=text) | Q(html__icontains=text) | Q(slug__icontains=text)
    newest = posts.order_by("-updated", "-pk")
    hidden = newest.filter(state__in=[state for state in State if state != State.PUBLISHED])
    keys = set(search.find(read(text)))
    for some in (newest, hidden):
        recent = list(some.values_list("pk", flat=True)[:RECENT])
        keys.update(posts.order_by().filter(letters, pk__in=recent).values_list("pk", flat=True))
    return posts.filter(Q(pk__in=keys) | Q(slug=text))
