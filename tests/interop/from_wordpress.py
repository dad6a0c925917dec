"""WordPress -> ours: its trackbacks and pingbacks, its repeats, and what it hears from a closed post."""

import html

from tests.interop.world import HARD, TYPED, World, brief, holds, read


def trackback(world: World) -> str:
    ours = world.plain()
    title = world.title("Theirs")
    page = f'<p>Bob writes {typed(HARD)} about <a href="{ours["url"]}">Alice’s post</a>, at length.</p>'
    theirs = world.wordpress.write(typed(title), page, to_ping=ours["trackback_url"])
    heard = world.wordpress.tell()
    (told,) = [row for row in heard if row["url"] == ours["trackback_url"]]
    assert (told["method"], told["status"]) == ("POST", 200), told
    holds(told["answer"], "<error>0</error>")
    holds(told["sent"]["title"], "&#8220;")
    holds(told["agent"], f"WordPress/{world.wordpress.version}; {world.wordpress.url}")
    row = world.received(theirs["url"])
    right_words(row, title)
    assert row["kind"] == "trackback", brief([row])
    assert ours["trackback_url"] in world.wordpress.ask("ledger", id=theirs["id"])["pinged"]
    holds(world.shown(ours, theirs["url"]), HARD)
    world.left["theirs"] = (theirs, ours)
    return f"{row['status']}; its title came as “{told['sent']['title'][:40]}…”"


def typed(title: str) -> str:
    return html.escape(title.replace(HARD, TYPED), quote=False)


def right_words(row: dict, title: str) -> None:
    """What readers see: no entities, nothing lost."""
    assert row["status"] == "approved", brief([row])
    holds(row["title"], title)
    holds(row["excerpt"], HARD)
    holds(f"{row['blog_name']} {row['author']} {row['title']}", "Bob & Charlie’s “tea house” 茶")


def pingback(world: World) -> str:
    ours = world.plain()
    title = world.title("Theirs")
    page = (
        f'<p>Charlie writes {typed(HARD)} and means <a href="{ours["url"]}">Alice’s post</a>, at length.</p>'
    )
    theirs = world.wordpress.write(typed(title), page)
    heard = world.wordpress.tell()
    asked = next(row for row in heard if row["url"] == ours["url"])
    assert (asked["method"], asked["x_pingback"]) == ("HEAD", f"{world.blog.url}/xmlrpc.php"), asked
    (told,) = [row for row in heard if row["url"] == f"{world.blog.url}/xmlrpc.php"]
    holds(told["answer"], "/pings/")
    row = world.received(theirs["url"])
    right_words(row, title)
    assert row["kind"] == "pingback", brief([row])
    assert ours["url"] in world.wordpress.ask("ledger", id=theirs["id"])["pinged"]
    holds(world.shown(ours, theirs["url"]), HARD)
    world.left["theirs by pingback"] = (theirs, ours)
    holds(told["agent"], "The Incutio XML-RPC PHP Library -- WordPress/")
    return f"{row['status']}; asked by HEAD, as “{told['agent']}”"


def both_at_once(world: World) -> str:
    """A post that links to ours and has its Trackback URL too: WordPress sends both, one appears."""
    ours = world.plain()
    title = world.title("Both")
    page = f'<p>Bob writes {typed(HARD)} twice about <a href="{ours["url"]}">Alice’s post</a>.</p>'
    theirs = world.wordpress.write(typed(title), page, to_ping=ours["trackback_url"])
    heard = world.wordpress.tell()
    told = {row["url"] for row in heard if row["method"] == "POST"}
    assert told == {ours["trackback_url"], f"{world.blog.url}/xmlrpc.php"}, told
    row = world.received(theirs["url"])
    right_words(row, title)
    return f"one row, kind {row['kind']}"


def repeated(world: World) -> str:
    theirs, ours = world.earlier("theirs")
    world.wordpress.ask("forget", id=theirs["id"], to_ping=ours["trackback_url"])
    heard = world.wordpress.tell()
    (told,) = [row for row in heard if row["url"] == ours["trackback_url"]]
    holds(told["answer"], "<error>0</error>")
    row = world.received(theirs["url"])
    assert row["status"] == "approved", brief([row])
    return "told again, one row"


def pingback_repeated(world: World) -> str:
    """It takes our fault 48 for delivered, as we take its."""
    theirs, ours = world.earlier("theirs by pingback")
    world.wordpress.ask("forget", id=theirs["id"], to_ping="")
    heard = world.wordpress.tell()
    (told,) = [row for row in heard if row["url"] == f"{world.blog.url}/xmlrpc.php"]
    world.received(theirs["url"])
    assert ours["url"] in world.wordpress.ask("ledger", id=theirs["id"])["pinged"]
    return f"one row; we said “{read(told['answer'])[:60]}”"


def closed_to_trackback(world: World) -> str:
    ours = world.plain("--pings", "closed")
    page = f'<p>Bob writes about <a href="{ours["url"]}">what is closed</a>.</p>'
    theirs = world.wordpress.write(world.title("To a closed post"), page, to_ping=ours["trackback_url"])
    heard = world.wordpress.tell()
    (told,) = [row for row in heard if row["url"] == ours["trackback_url"]]
    holds(told["answer"], "<error>1</error>", "closed")
    calls = [row for row in heard if row["url"].endswith("/xmlrpc.php")]
    assert not calls, f"a closed post made WordPress call {calls}"
    assert not world.blog.pings("--received", "--source", theirs["url"])
    world.left["ours closed"] = (ours, theirs)
    return f"it heard “{read(told['answer'])[:50]}”, and was offered no pingback"


def closed_to_pingback(world: World) -> str:
    """Past its own discovery, by its own client."""
    ours, theirs = world.earlier("ours closed")
    heard = world.wordpress.ask(
        "pingback_to", endpoint=f"{world.blog.url}/xmlrpc.php", source=theirs["url"], target=ours["url"]
    )
    assert heard.get("fault") == 33, heard
    assert not world.blog.pings("--received", "--source", theirs["url"])
    return f"it heard fault {heard['fault']}: “{heard['message']}”"


def no_link(world: World) -> str:
    """A trackback without a link in the post: WordPress would show it; ours is spam, “not found at source”."""
    ours = world.plain()
    theirs = world.wordpress.write(
        world.title("No link"), "<p>Not a word.</p>", to_ping=ours["trackback_url"]
    )
    world.wordpress.tell()
    row = world.received(theirs["url"])
    assert row["status"] == "spam", brief([row])
    assert "not found at source" in row["reasons"], brief([row])
    return "spam: not found at source"


EXCHANGES = [
    ("trackback, entities and no charset", trackback),
    ("pingback, asked by HEAD", pingback),
    ("trackback and pingback of one post", both_at_once),
    ("a trackback repeated", repeated),
    ("a pingback repeated", pingback_repeated),
    ("trackback to a closed post", closed_to_trackback),
    ("pingback to a closed post", closed_to_pingback),
    ("trackback without a link", no_link),
]
