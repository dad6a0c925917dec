"""WordPress -> ours: its post is changed, loses its link, and gets it back; each time it tells us once more."""

from tests.interop.exchange import IN, Exchange
from tests.interop.world import HARD, Row, World, holds, only, typed


def updated(world: World) -> str:
    theirs, ours, _ = world.earlier("theirs")
    title = world.title("Rewritten")
    edit(world, theirs, ours, linked(ours, "rewrote"), title)
    row = world.becomes(theirs["url"], "title", title)
    holds(row["excerpt"], "rewrote", HARD)
    world.until(lambda: "rewrote" in world.shown(ours, theirs["url"]), "The new words on our page")
    return f"one row, {row['status']}, now “{row['title'][:12]}…”, shown so"


def withdrawn(world: World) -> str:
    theirs, ours, _ = world.earlier("theirs")
    edit(world, theirs, ours, "<p>Bob took it all back.</p>")
    row = world.becomes(theirs["url"], "status", "withdrawn")
    world.not_shown(ours, theirs["url"])
    return f"one row, {row['status']}; gone from our page"


def back(world: World) -> str:
    theirs, ours, _ = world.earlier("theirs")
    edit(world, theirs, ours, linked(ours, "came back to"))
    row = world.becomes(theirs["url"], "status", "approved")
    holds(world.shown(ours, theirs["url"]), "came back to")
    return f"one row, {row['status']}; shown again"


def linked(ours: Row, verb: str) -> str:
    return f'<p>Bob {verb} {typed(HARD)} in <a href="{ours["url"]}">Alice’s post</a>, at length.</p>'


def edit(world: World, theirs: Row, ours: Row, page: str, title: str = "") -> None:
    """WordPress tells nobody twice by itself: its author pastes our Trackback URL once more."""
    world.wordpress.ask("edit", id=theirs["id"], slug="", title=typed(title), html=page)
    world.wordpress.ask("forget", id=theirs["id"], to_ping=ours["trackback_url"])
    told = only(world.tell(), "POST", ours["trackback_url"])
    holds(told.words, "<error>0</error>")


EXCHANGES = [
    Exchange(
        IN, "trackback", "its post rewritten, sent again", "the one row follows, also on the page", updated
    ),
    Exchange(
        IN, "trackback", "its link removed, sent again", "withdrawn at once, gone from the page", withdrawn
    ),
    Exchange(IN, "trackback", "its link is back, sent again", "approved again, shown", back),
]
