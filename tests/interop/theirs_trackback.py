"""WordPress -> ours: its trackbacks, as its own cron sends them."""

from tests.interop.exchange import IN, Exchange
from tests.interop.tap import Passage
from tests.interop.world import HARD, Row, World, brief, holds, only, read, typed

SITE = "Bob & Charlie’s “tea house” 茶"
BOUND_SECONDS = 1  # within which we answer any ping
FORM = "application/x-www-form-urlencoded"


def trackback(world: World) -> str:
    """Entities in each field, no word about its charset, and the target for a Referer."""
    ours, title = world.plain(), world.title("Theirs")
    theirs, told = send(world, ours, title, ours["trackback_url"])
    holds(told.fields["title"], "&#8220;")
    holds(told.fields["excerpt"], "&#8220;")
    assert (told.headers["Content-Type"], "charset" in told.fields) == (FORM, False), told.headers.items()
    agent = f"WordPress/{world.wordpress.version}; {world.wordpress.url}"
    assert (told.headers["User-Agent"], told.headers["Referer"]) == (agent, ours["trackback_url"])
    assert told.seconds < BOUND_SECONDS, told.seconds
    row = approved(world, theirs, title)
    assert row["kind"] == "trackback", brief([row])
    holds(world.shown(ours, theirs["url"]), HARD)
    world.left["theirs"] = (theirs, ours, title)
    return (
        f"sent “…{told.fields['title'][-40:]}”, stored “…{row['title'][-24:]}”, {row['status']}; {agent[:16]}"
    )


def send(world: World, ours: Row, title: str, to_ping: str) -> tuple[Row, Passage]:
    """(their post, their request), which we answered with success."""
    page = f'<p>Bob writes {typed(HARD)} about <a href="{ours["url"]}">Alice’s post</a>, at length.</p>'
    theirs = world.wordpress.write(typed(title), page, to_ping=to_ping)
    told = only(world.tell(), "POST", to_ping)
    assert told.status == 200, told.status
    holds(told.words, "<error>0</error>")
    assert to_ping in world.wordpress.ask("ledger", id=theirs["id"])["pinged"]
    return theirs, told


def approved(world: World, theirs: Row, title: str) -> Row:
    """The one row of it, in the words that readers see: no entities, nothing lost."""
    row = world.received(theirs["url"])
    assert row["status"] == "approved", brief([row])
    assert (row["title"], row["blog_name"], row["author"]) == (title, SITE, SITE), row
    holds(row["excerpt"], HARD)
    return row


def without_slash(world: World) -> str:
    ours = world.plain()
    return at(world, ours, ours["trackback_url"].rstrip("/"))


def by_number(world: World) -> str:
    ours = world.plain()
    return at(world, ours, f"{world.blog.url}/wp-trackback.php?p={ours['id']}")


def renamed(world: World) -> str:
    ours = world.plain()
    world.blog.command("update_post", ours["url"], "--slug", f"renamed-{ours['id']}")
    return at(world, ours, ours["trackback_url"])


def at(world: World, ours: Row, address: str) -> str:
    """Answered there: WordPress would follow a redirect by GET, lose its words, and take that for delivered."""
    title = world.title("Theirs")
    theirs, told = send(world, ours, title, address)
    row = approved(world, theirs, title)
    return f"HTTP {told.status} at {told.line[1]}; {row['kind']}, {row['status']}"


def both(world: World) -> str:
    """A post that links to ours and has its Trackback URL too: WordPress sends both, one appears."""
    ours, title = world.plain(), world.title("Both")
    page = f'<p>Bob writes {typed(HARD)} twice about <a href="{ours["url"]}">Alice’s post</a>.</p>'
    theirs = world.wordpress.write(typed(title), page, to_ping=ours["trackback_url"])
    told = [one.url for one in world.tell() if one.method == "POST"]
    assert sorted(told) == sorted([ours["trackback_url"], f"{world.blog.url}/xmlrpc.php"]), told
    row = approved(world, theirs, title)
    return f"{len(told)} pings, one row: {row['kind']}, {row['status']}"


def repeated(world: World) -> str:
    theirs, ours, title = world.earlier("theirs")
    world.wordpress.ask("forget", id=theirs["id"], to_ping=ours["trackback_url"])
    told = only(world.tell(), "POST", ours["trackback_url"])
    holds(told.words, "<error>0</error>")
    row = approved(world, theirs, title)
    return f"error 0 again; one row, {row['status']}"


def closed(world: World) -> str:
    """It hears error 1, takes it for delivered, and finds no pingback to try."""
    ours = world.plain("--pings", "closed")
    page = f'<p>Bob writes about <a href="{ours["url"]}">what is closed</a>.</p>'
    theirs = world.wordpress.write(world.title("To a closed post"), page, to_ping=ours["trackback_url"])
    heard = world.tell()
    told = only(heard, "POST", ours["trackback_url"])
    holds(told.words, "<error>1</error>", "closed")
    assert not [one for one in heard if one.url.endswith("/xmlrpc.php")], "it was offered pingback"
    assert ours["trackback_url"] in world.wordpress.ask("ledger", id=theirs["id"])["pinged"]
    assert not world.blog.pings("--received", "--source", theirs["url"])
    world.left["ours closed"] = (ours, theirs)
    return f"it heard “{read(told.words)}” and has it as told; no row here, no pingback offered"


def no_link(world: World) -> str:
    """WordPress would show it; the specification demands no link, so it is not refused but spam."""
    ours = world.plain()
    theirs = world.wordpress.write(
        world.title("No link"), "<p>Not a word.</p>", to_ping=ours["trackback_url"]
    )
    world.tell()
    row = world.received(theirs["url"])
    assert (row["status"], "not found at source" in row["reasons"]) == ("spam", True), brief([row])
    return f"{row['status']}: {', '.join(row['reasons'])}"


EXCHANGES = [
    Exchange(
        IN, "trackback", "a new post, in its field", "entities decoded; no charset, agent, Referer", trackback
    ),
    Exchange(IN, "trackback", "to our URL without its slash", "taken there, no redirect", without_slash),
    Exchange(IN, "trackback", "to our wp-trackback.php?p=", "taken there, no redirect", by_number),
    Exchange(IN, "trackback", "to a renamed post's old URL", "taken there, no redirect", renamed),
    Exchange(IN, "both", "link and Trackback URL of one post", "two pings, one row", both),
    Exchange(IN, "trackback", "sent once more", "error 0, still one row", repeated),
    Exchange(IN, "trackback", "to a closed post", "error 1 with the reason; nothing offered", closed),
    Exchange(IN, "trackback", "its post does not link here", "spam: not found at source", no_link),
]
