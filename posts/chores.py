"""The chores of this app: each keeps something that readers' pages look up."""

from jobs.chores import handles
from posts import months, planning, search


@handles("index")
def index(object_id: str) -> None:
    """The search index follows a post, into it and out of it."""
    search.index([int(object_id)])


@handles("months")
def count_months(object_id: str) -> None:
    """The archive's index says how many posts each month holds, and the database knows how many there are."""
    months.recount()
    planning.learn()
