"""Ours -> WordPress: pingbacks, and its faults."""

from tests.interop.exchange import OUT, Exchange
from tests.interop.world import HARD, Row, World, brief, holds, linking, only, read


def pingback(world: World) -> str:
    """It sleeps a second before it answers; that is waited for."""
    post, mark = world.wordpress.write("Takes pingbacks", "<p>X-Pingback.</p>"), world.mark()
    ours = world.write(post["url"])
    sent = world.sent(ours, state="delivered")
    endpoint = f"{world.wordpress.url}/xmlrpc.php"
    assert (sent["protocol"], sent["endpoint"]) == ("pingback", endpoint), brief([sent])
    told = only(world.to_wordpress.since(mark), "POST", endpoint)
    assert told.seconds >= 1, f"it answered after {told.seconds:.1f} s"
    (row,) = world.wordpress.comments(post, ours["url"])
    assert row["type"] == "pingback", row
    holds(read(row["content"]), HARD.partition(" ")[2], "this page")
    holds(read(row["author"]), ours["title"])
    world.left["pinged"] = (ours, post)
    return f"stored as {row['type']}, approved={row['approved']}, after {told.seconds:.1f} s; “{sent['message'][:30]}…”"


def registered(world: World) -> str:
    ours, post = world.earlier("pinged")
    return told_again(world, ours, post, "(fault 48)")


def already(world: World) -> str:
    ours, post = world.earlier("told")
    return told_again(world, ours, post, "already a ping")


def told_again(world: World, ours: Row, post: Row, words: str) -> str:
    """A second link to the same post, by its other address: WordPress has a ping from us already."""
    page = linking("See it again at", post["url"]) + linking("or by its number at", post["plain_url"])
    world.blog.command("update_post", ours["url"], "--html", "-", text=page)
    world.until(lambda: len(world.blog.pings("--sent", "--post", ours["url"])) == 2, "A second ping")
    sent = world.sent(ours, post["plain_url"], state="delivered")
    holds(sent["message"], words)
    count = len(world.wordpress.comments(post, ours["url"]))
    assert count == 1, f"{count} rows there"
    return f"{sent['state']}: “{sent['message']}”; {count} row there"


def hidden_fault(world: World) -> str:
    """WordPress cannot tell which post `?name=slug` is, fault 33, and hides that behind fault 0 without a word."""
    post = world.wordpress.write("Named by its slug", "<p>Which?</p>")
    ours = world.write(f"{world.wordpress.url}/?name={post['slug']}")
    sent = world.sent(ours, state="refused")
    holds(sent["message"], "(fault 0)")
    assert (sent["protocol"], sent["attempts"]) == ("pingback", 1), brief([sent])
    assert not world.wordpress.comments(post)
    return f"{sent['state']} at attempt {sent['attempts']}: “{sent['message']}”; nothing stored"


def closed(world: World) -> str:
    """A closed post has no X-Pingback."""
    post = world.wordpress.write("Is closed", "<p>No pings.</p>", pings="closed")
    ours = world.write(post["url"])
    sent = world.sent(ours, state="no_endpoint")
    assert not world.wordpress.comments(post)
    return f"{sent['state']}: “{sent['message']}”; nothing stored"


EXCHANGES = [
    Exchange(OUT, "pingback", "link to a post with X-Pingback", "stored; its second of sleep is borne", pingback),
    Exchange(OUT, "trackback", "a post that told it already", "“already a ping” is delivered, one row", already),
    Exchange(OUT, "pingback", "a post that told it already", "fault 48 is delivered, one row", registered),
    Exchange(OUT, "pingback", "target that it cannot place", "its fault 0 is final, nothing stored", hidden_fault),
    Exchange(OUT, "pingback", "link to a closed post", "no_endpoint, nothing stored", closed),
]  # fmt: skip
