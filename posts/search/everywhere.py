"""Search among all posts, also those that no reader sees; for the admin's list."""

from django.db.models import Q

from posts import search
from posts.models.post_query import PostQuerySet, State
from posts.search.query import cleaned, read

RECENT = (
    1000  # posts whose very letters are read: those that somebody works on; the index knows the others' words
)


def matching(posts: PostQuerySet, text: str) -> list[int] | None:
    """Keys of these posts that hold the text: public ones by their words, what was last touched by every letter.

    However many posts there are, it reads no more than a few thousand of them. None where nothing was asked.
    """
    text = cleaned(text)
    if not text:
        return None
    named = Q(pk__in=search.candidates(read(text))) | Q(slug=text)
    letters = Q(title__icontains=text) | Q(html__icontains=text) | Q(slug__icontains=text)
    newest = posts.order_by("-updated", "-pk").values("pk")
    hidden = newest.filter(state__in=[state for state in State if state != State.PUBLISHED])
    recent = [posts.filter(letters, pk__in=some[:RECENT]) for some in (newest, hidden)]
    first, *others = (some.order_by().values_list("pk", flat=True) for some in (posts.filter(named), *recent))
    return list(first.union(*others))
