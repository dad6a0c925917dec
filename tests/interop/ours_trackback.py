"""Ours -> WordPress: trackbacks that it takes, found and pasted, and what is stored there of our words."""

from tests.interop.exchange import OUT, Exchange
from tests.interop.world import Row, World, brief, holds, only, read

PERMALINKS = "/%year%/%monthnum%/%postname%/"
BLOG_NAME = "Alice’s blog & more 花"


def by_rdf(world: World) -> str:
    """The page names two ways, TrackBack and Pingback: one of them is used, once."""
    post, mark = world.wordpress.write("Has an RDF block", "<p>Write.</p>", rdf=True), world.mark()
    ours = world.write(post["url"])
    sent = world.sent(ours, state="delivered")
    assert (sent["protocol"], sent["endpoint"]) == ("trackback", post["trackback_url"]), brief([sent])
    told = only(world.to_wordpress.since(mark), "POST", post["trackback_url"])
    assert told.headers["Content-Type"] == "application/x-www-form-urlencoded; charset=utf-8"
    world.left["told"] = (ours, post)
    return f"{stored(world, ours, post)}; we sent it once, as {told.headers['User-Agent'].partition(' ')[0]}"


def by_redirect(world: World) -> str:
    post = world.wordpress.write("Has two addresses", "<p>Write.</p>", rdf=True)
    ours = world.write(post["plain_url"])
    sent = world.sent(ours, post["plain_url"], state="delivered")
    assert sent["endpoint"] == post["trackback_url"], brief([sent])
    return f"linked as {post['plain_url'].partition('/?')[2]}; {stored(world, ours, post)}"


def pasted(world: World) -> str:
    post = world.wordpress.write("Has no RDF block", "<p>I have a URL to paste.</p>")
    ours = world.plain("--ping", post["trackback_url"])
    world.sent(ours, post["trackback_url"], state="delivered")
    return stored(world, ours, post)


def pasted_and_linked(world: World) -> str:
    post, mark = world.wordpress.write("Linked and pasted", "<p>Both.</p>", rdf=True), world.mark()
    ours = world.write(post["url"], "--ping", post["trackback_url"])
    world.sent(ours, post["trackback_url"], state="delivered")
    world.until(lambda: len(world.blog.pings("--sent", "--post", ours["url"])) == 1, "One row of the two")
    only(world.to_wordpress.since(mark), "POST", post["trackback_url"])
    return f"one row in our ledger; {stored(world, ours, post)}"


def by_number(world: World) -> str:
    """A WordPress without pretty permalinks: its post is `?p=ID`, its Trackback URL `wp-trackback.php?p=ID`."""
    world.wordpress.ask("permalinks", form="")
    try:
        post = world.wordpress.write("Has a plain address", "<p>?p=ID</p>", rdf=True)
        ours = world.write(post["url"])
        sent = world.sent(ours, state="delivered")
    finally:
        world.wordpress.ask("permalinks", form=PERMALINKS)
    assert (sent["protocol"], sent["endpoint"]) == ("trackback", post["old_trackback_url"]), brief([sent])
    return stored(world, ours, post)


def held(world: World) -> str:
    """As WordPress comes, every ping waits for a moderator: that is its own affair, and told."""
    post = world.wordpress.write("Holds its pings", "<p>Wait.</p>", rdf=True)
    world.wordpress.ask("option", name="comment_previously_approved", value=1)
    try:
        ours = world.write(post["url"])
        world.sent(ours, state="delivered")
    finally:
        world.wordpress.ask("option", name="comment_previously_approved", value="")
    seen = stored(world, ours, post)
    holds(seen, "approved=0")
    return seen


def long_passage(world: World) -> str:
    """Cut by us, at a word and in whole characters, so that WordPress has nothing left to cut."""
    post = world.wordpress.write("Much is said about it", "<p>Go on.</p>", rdf=True)
    ours = world.write(post["url"], words="🎉日本語 & “more” " * 60)
    world.sent(ours, state="delivered")
    (row,) = world.wordpress.comments(post, ours["url"])
    excerpt = read(row["content"].split("\n\n", 1)[1])
    assert 150 < len(excerpt) <= 252, f"{len(excerpt)} characters: {excerpt}"
    assert set(excerpt) <= set("🎉日本語 & “more” … this page with joy."), excerpt
    return f"{len(excerpt)} characters stored: “{excerpt[:20]}…”"


def stored(world: World, ours: Row, post: Row) -> str:
    """Its comments table has our words, letter by letter, in one row."""
    (row,) = world.wordpress.comments(post, ours["url"])
    assert row["type"] == "trackback", row
    title, excerpt = row["content"].split("\n\n", 1)
    assert read(title) == ours["title"], f"{read(title)!r} is not {ours['title']!r}"
    holds(read(excerpt), ours["words"])
    assert read(row["author"]) == BLOG_NAME, row
    return f"stored as {row['type']}, approved={row['approved']}, title “{read(title)[-24:]}”"


EXCHANGES = [
    Exchange(OUT, "trackback", "link to a post with RDF and X-Pingback", "one ping; every letter stored", by_rdf),
    Exchange(OUT, "trackback", "link by ?p=ID, which redirects", "found behind the redirect, stored", by_redirect),
    Exchange(OUT, "trackback", "pasted /trackback/ URL", "delivered, every letter stored", pasted),
    Exchange(OUT, "trackback", "pasted, and linked to as well", "one row here, one ping there", pasted_and_linked),
    Exchange(OUT, "trackback", "link to a blog without permalinks", "to wp-trackback.php?p=, stored", by_number),
    Exchange(OUT, "trackback", "passage of 900 characters", "at most 252, whole characters", long_passage),
    Exchange(OUT, "trackback", "WordPress holds all pings", "delivered; stored as approved=0", held),
]  # fmt: skip
