"""The chores of this app: each keeps something that readers' pages look up, or the pages themselves."""

from jobs.chores import handles
from jobs.errors import GiveUp, Retry
from jobs.models import Chore
from posts import months, planning, search
from posts.changes import Changes, make_all
from posts.merging import FIELDS
from posts.models import Author, Image, Post
from posts.page_cache import version
from posts.page_cache.changes import CHORE

HANDED_OVER = 100  # posts in one go: each is written by its verb, all of them in some seconds
AGAIN_SECONDS = 5  # until the version of the stored pages can be written


@handles("index")
def index(object_id: str) -> None:
    """The search index follows a post, into it and out of it; related posts are looked up there."""
    search.index([int(object_id)])
    _forget_pages()


@handles("names")
def index_names(object_id: str) -> None:
    """The index follows a category or tag that has another name: its posts in batches, each asking for the next."""
    kind, group, last = object_id.split()
    of = {FIELDS[kind]: group}
    found = Post.objects.filter(pk__gt=last, **of).order_by("pk").values_list("pk", flat=True)
    if ids := list(found[: search.BATCH]):
        search.index(ids)
        Chore.request("names", f"{kind} {group} {ids[-1]}")
    _forget_pages()


@handles("months")
def count_months(object_id: str) -> None:
    """The archive's index says how many posts each month holds, and the database knows how many there are."""
    months.recount()
    planning.learn()
    _forget_pages()


@handles("sizes")
def make_sizes(object_id: str) -> None:
    """Smaller copies of a picture that was uploaded."""
    try:
        for image in Image.objects.filter(pk=object_id):
            image.make_sizes()
    except FileNotFoundError as error:
        raise GiveUp("the picture's file is gone") from error


@handles("remove-files")
def remove_files(name: str) -> None:
    """The files of a picture that was deleted."""
    Image.remove_files(name)


@handles("hand-over")
def hand_over(object_id: str) -> None:
    """Posts of one profile become those of another, some at a time; what is left is an empty profile of nobody."""
    old, new = object_id.split()
    to = Author.objects.filter(pk=new).first()
    posts = list(Post.objects.filter(author_id=old).values_list("pk", flat=True)[:HANDED_OVER])
    if to and posts:
        make_all(Changes(author=to), posts, by=None)
        Chore.request("hand-over", object_id)
    elif to:
        for empty in Author.objects.filter(pk=old, user=None):
            empty.delete()


@handles(CHORE)
def forget_pages(word: str) -> None:
    """What the writer did after its commit, once more, because it may have been killed there.

    A word must not come back: pages stored under it would be served again. So it is only looked at here.
    """
    if version.now() != word:
        _forget_pages()


def _forget_pages() -> None:
    if not version.change():
        raise Retry("the version of the stored pages cannot be written", after=AGAIN_SECONDS)
