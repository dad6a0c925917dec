"""WordPress -> ours: its pingbacks, from the HEAD that it asks with to what stands under our post."""

from tests.interop.exchange import IN, Exchange
from tests.interop.tap import Passage
from tests.interop.theirs_trackback import BOUND_SECONDS, approved
from tests.interop.world import HARD, Row, World, brief, holds, only, read, typed

HEAD_SECONDS = 2  # which WordPress waits for discovery


def pingback(world: World) -> str:
    ours, title = world.plain(), world.title("Theirs")
    theirs, heard = publish(world, ours["url"], title)
    asked, told = heard[0], only(heard, "POST", endpoint(world))
    assert (asked.method, asked.url) == ("HEAD", ours["url"]), asked.line
    headers = asked.answer.headers.get_all("X-Pingback")
    assert headers == [endpoint(world)], headers
    assert asked.seconds < HEAD_SECONDS, asked.seconds
    version = f"WordPress/{world.wordpress.version}"
    assert told.headers["User-Agent"] == f"The Incutio XML-RPC PHP Library -- {version}", told.headers.items()
    assert asked.headers["User-Agent"] == f"{version}; {world.wordpress.url}", asked.headers.items()
    assert (asked.headers["Referer"], told.headers["Referer"]) == (asked.url, told.url)
    assert told.seconds < BOUND_SECONDS, told.seconds
    holds(told.words, "/pings/")
    row = approved(world, theirs, title)
    assert row["kind"] == "pingback", brief([row])
    assert ours["url"] in world.wordpress.ask("ledger", id=theirs["id"])["pinged"]
    holds(world.shown(ours, theirs["url"]), HARD)
    world.left["theirs by pingback"] = (theirs, ours, title)
    return (f"HEAD in {asked.seconds:.2f} s, {len(headers)} X-Pingback; ping in {told.seconds:.2f} s by "
            f"“{told.headers['User-Agent']}”; {row['status']}")  # fmt: skip


def endpoint(world: World) -> str:
    return f"{world.blog.url}/xmlrpc.php"


def publish(world: World, target: str, title: str) -> tuple[Row, list[Passage]]:
    """(their post that links there, what they asked of us then)."""
    page = f'<p>Charlie writes {typed(HARD)} and means <a href="{target}">Alice’s post</a>, at length.</p>'
    return world.wordpress.write(typed(title), page), world.tell()


def renamed(world: World) -> str:
    """The HEAD is redirected, which it does not follow; it reads the page by GET and takes its link element."""
    ours, title = world.plain(), world.title("Theirs")
    world.blog.command("update_post", ours["url"], "--slug", f"renamed-{ours['id']}")
    theirs, heard = publish(world, ours["url"], title)
    only(heard, "POST", endpoint(world))
    row = approved(world, theirs, title)
    assert row["target"] == ours["url"], brief([row])
    methods = " ".join(f"{one.method} {one.status}" for one in heard)
    return f"{methods}; {row['kind']}, {row['status']}"


def repeated(world: World) -> str:
    """It takes our fault 48 for delivered, as we take its."""
    theirs, ours, title = world.earlier("theirs by pingback")
    world.wordpress.ask("forget", id=theirs["id"], to_ping="")
    told = only(world.tell(), "POST", endpoint(world))
    holds(read(told.words), "faultCode 48")
    assert ours["url"] in world.wordpress.ask("ledger", id=theirs["id"])["pinged"]
    row = approved(world, theirs, title)
    return f"it heard “{read(told.words)}” and has it as told; one row, {row['status']}"


def two_posts(world: World) -> str:
    posts, title = [world.plain(), world.plain()], world.title("Two")
    links = " and ".join(f'<a href="{post["url"]}">a post</a>' for post in posts)
    theirs = world.wordpress.write(typed(title), f"<p>Charlie read {typed(HARD)} in {links}.</p>")
    world.tell()
    world.received(theirs["url"], times=2)
    rows = world.blog.pings("--received", "--source", theirs["url"])
    assert sorted(row["target"] for row in rows) == sorted(post["url"] for post in posts), brief(rows)
    assert {row["status"] for row in rows} == {"approved"}, brief(rows)
    return f"{len(rows)} rows, each {rows[0]['status']}"


def closed(world: World) -> str:
    """Past its own discovery, by its own client."""
    ours, theirs = world.earlier("ours closed")
    heard = world.wordpress.ask(
        "pingback_to", endpoint=endpoint(world), source=theirs["url"], target=ours["url"]
    )
    assert heard.get("fault") == 33, heard
    assert not world.blog.pings("--received", "--source", theirs["url"])
    return f"it heard fault {heard['fault']}: “{heard['message']}”; no row here"


def no_link(world: World) -> str:
    ours = world.plain()
    theirs = world.wordpress.write(world.title("No link"), "<p>Not a word.</p>")
    heard = world.wordpress.ask(
        "pingback_to", endpoint=endpoint(world), source=theirs["url"], target=ours["url"]
    )
    holds(heard.get("answer", ""), "/pings/")
    row = world.received(theirs["url"])
    assert (row["status"], row["reasons"]) == ("refused", ["not found at source"]), brief([row])
    return f"{row['status']}: {', '.join(row['reasons'])}"


EXCHANGES = [
    Exchange(
        IN, "pingback", "a new post that links here", "HEAD in 2 s, one X-Pingback; agent, Referer", pingback
    ),
    Exchange(IN, "pingback", "it links to a renamed post", "found by its GET, taken for the post", renamed),
    Exchange(IN, "pingback", "it links to two posts of ours", "two rows", two_posts),
    Exchange(IN, "pingback", "sent once more", "fault 48, which it counts as told; one row", repeated),
    Exchange(IN, "pingback", "to a closed post, by its client", "fault 33, no row", closed),
    Exchange(IN, "pingback", "its post does not link here", "refused: not found at source", no_link),
]
