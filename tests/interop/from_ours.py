"""Ours -> WordPress: trackbacks and pingbacks that it takes, and how its refusals are read."""

import time

from blogsite.demo.blog import until
from tests.interop.world import HARD, World, brief, holds, read

PERMALINKS = "/%year%/%monthnum%/%postname%/"
RETRY_SECONDS = 110  # a minute, plus or minus a fifth, and what the scheduler needs


def trackback_by_rdf(world: World) -> str:
    post = world.wordpress.write("A post with an RDF block", "<p>Write about me.</p>", rdf=True)
    ours = world.write(post)
    sent = world.sent(ours, state="delivered")
    assert (sent["protocol"], sent["endpoint"]) == ("trackback", post["trackback_url"]), brief([sent])
    world.left["told"] = (ours, post)
    return stored_trackback(world, ours, post)


def trackback_pasted(world: World) -> str:
    post = world.wordpress.write("A post without an RDF block", "<p>I have a URL to paste.</p>")
    ours = world.plain("--ping", post["trackback_url"])
    world.sent(ours, post["trackback_url"], state="delivered")
    return stored_trackback(world, ours, post)


def trackback_by_number(world: World) -> str:
    """A WordPress without pretty permalinks: its post is `?p=ID`, its Trackback URL `wp-trackback.php?p=ID`."""
    world.wordpress.ask("permalinks", form="")
    try:
        post = world.wordpress.write("A post with a plain address", "<p>?p=ID</p>", rdf=True)
        ours = world.write(post)
        sent = world.sent(ours, state="delivered")
    finally:
        world.wordpress.ask("permalinks", form=PERMALINKS)
    assert (sent["protocol"], sent["endpoint"]) == ("trackback", post["old_trackback_url"]), brief([sent])
    return stored_trackback(world, ours, post)


def trackback_to_old_url(world: World) -> str:
    """With pretty permalinks that address is dead: it answers 404 and says that it wants an ID."""
    post = world.wordpress.write("A post with a dead URL", "<p>wp-trackback.php?p=ID</p>")
    ours = world.plain("--ping", post["old_trackback_url"])
    sent = world.sent(ours, post["old_trackback_url"], state="refused")
    holds(sent["message"], "ID")
    assert not world.wordpress.comments(post)
    return f"refused; it said “{sent['message']}”"


def trackback_to_oldest_url(world: World) -> str:
    """There it stores the ping, answers 404 and says error 0; a 404 is final, so nobody asks again."""
    post = world.wordpress.write("A post with an even older URL", "<p>wp-trackback.php/ID</p>")
    url = f"{world.wordpress.url}/wp-trackback.php/{post['id']}"
    ours = world.plain("--ping", url)
    sent = world.sent(ours, url, state="refused")
    assert sent["attempts"] == 1, brief([sent])
    assert len(world.wordpress.comments(post)) == 1
    return f"refused: “{sent['message']}”; WordPress stored it all the same"


def held(world: World) -> str:
    """As WordPress comes, every ping waits for a moderator: that is its own affair, and told."""
    post = world.wordpress.write("A post whose pings are held", "<p>Wait.</p>", rdf=True)
    world.wordpress.ask("option", name="comment_previously_approved", value=1)
    try:
        ours = world.write(post)
        world.sent(ours, state="delivered")
    finally:
        world.wordpress.ask("option", name="comment_previously_approved", value="")
    seen = stored_trackback(world, ours, post)
    holds(seen, "approved=0")
    return seen


def long_passage(world: World) -> str:
    """Cut by us, at a word and in whole characters, so that WordPress has nothing left to cut."""
    post = world.wordpress.write("A post with much said about it", "<p>Go on.</p>", rdf=True)
    ours = world.write(post, words="🎉日本語 & “more” " * 60)
    world.sent(ours, state="delivered")
    (row,) = world.wordpress.comments(post, ours["url"])
    excerpt = read(row["content"].split("\n\n", 1)[1])
    assert 150 < len(excerpt) <= 252, f"{len(excerpt)} characters: {excerpt}"
    assert set(excerpt) <= set("🎉日本語 & “more” … this page with joy."), excerpt
    return f"{len(excerpt)} characters arrived: “{excerpt[:40]}”"


def stored_trackback(world: World, ours: dict, post: dict) -> str:
    """Its comments table has our words, letter by letter."""
    (row,) = world.wordpress.comments(post, ours["url"])
    assert row["type"] == "trackback", row
    title, excerpt = row["content"].split("\n\n", 1)
    assert read(title) == ours["title"], f"{read(title)!r} is not {ours['title']!r}"
    holds(read(excerpt), ours["words"])
    assert read(row["author"]) == "Alice’s blog & more 花", row
    return f"stored, approved={row['approved']}"


def pingback(world: World) -> str:
    post = world.wordpress.write("A post that takes pingbacks", "<p>X-Pingback is in my header.</p>")
    ours = world.write(post)
    sent = world.sent(ours, state="delivered")
    assert (sent["protocol"], sent["endpoint"]) == ("pingback", f"{world.wordpress.url}/xmlrpc.php"), brief(
        [sent]
    )
    (row,) = world.wordpress.comments(post, ours["url"])
    assert row["type"] == "pingback", row
    holds(read(row["content"]), HARD.partition(" ")[2], "this page")
    holds(read(row["author"]), ours["title"])
    world.left["pinged"] = (ours, post)
    return f"stored, approved={row['approved']}; it said “{sent['message'][:40]}”"


def trackback_twice(world: World) -> str:
    """A second link to the same post, by its other address: WordPress has a ping from us already."""
    ours, post = world.earlier("told")
    return told_again(world, ours, post, "already a ping")


def pingback_twice(world: World) -> str:
    ours, post = world.earlier("pinged")
    return told_again(world, ours, post, "(fault 48)")


def told_again(world: World, ours: dict, post: dict, words: str) -> str:
    page = f'<p>See <a href="{post["url"]}">it</a>, or by <a href="{post["plain_url"]}">its number</a>.</p>'
    world.blog.command("update_post", ours["url"], "--html", "-", text=page)
    world.until(lambda: len(world.blog.pings("--sent", "--post", ours["url"])) == 2, "A second ping")
    sent = world.sent(ours, post["plain_url"], state="delivered")
    holds(sent["message"], words)
    assert len(world.wordpress.comments(post, ours["url"])) == 1
    return f"delivered; it said “{sent['message']}”"


def same_words_twice(world: World) -> str:
    """Another post of ours with the very words of one that it has: it answers 409 and stores nothing."""
    first, post = world.earlier("told")
    ours = world.write(post, title=first["title"], words=first["words"])
    sent = world.sent(ours, state="refused")
    holds(sent["message"], "said that")
    assert not world.wordpress.comments(post, ours["url"])
    return f"refused; it said “{sent['message'][:60]}”"


def closed_to_trackback(world: World) -> str:
    post = world.wordpress.write("A closed post", "<p>No pings.</p>", pings="closed")
    ours = world.plain("--ping", post["trackback_url"])
    sent = world.sent(ours, post["trackback_url"], state="refused")
    holds(sent["message"], "closed")
    assert not world.wordpress.comments(post)
    world.left["closed"] = post
    return f"refused; it said “{sent['message']}”"


def closed_to_pingback(world: World) -> str:
    """A closed post has no X-Pingback, but the theme's link element says where to ping: WordPress's own word counts."""
    ours = world.write(world.earlier("closed"))
    sent = world.sent(ours)
    assert sent["state"] in ("refused", "no_endpoint"), brief([sent])
    assert not world.wordpress.comments(world.earlier("closed"))
    return f"{sent['state']}; “{sent['message'][:60]}”"


def flood(world: World) -> str:
    """Two within its 15 s: the second hears 429, which is no refusal."""
    post = world.wordpress.write("A post that is flooded", "<p>Slow down.</p>", rdf=True)
    world.wordpress.ask("option", name="interop_flood", value=1)
    try:
        first = world.write(post)
        world.sent(first, state="delivered")
        ours = world.write(post)
        sent = world.sent(ours, state="retrying")
    finally:
        world.wordpress.ask("option", name="interop_flood", value=0)
    holds(sent["message"], "too quickly")
    world.left["flooded"] = (ours, post, time.monotonic())
    return f"retrying; it said “{sent['message'][:60]}”"


def after_the_flood(world: World) -> str:
    ours, post, began = world.earlier("flooded")
    left = RETRY_SECONDS - (time.monotonic() - began)
    until(lambda: world.sent(ours)["state"] == "delivered", left, "The second attempt after the flood")
    assert world.sent(ours)["attempts"] == 2
    assert len(world.wordpress.comments(post, ours["url"])) == 1
    return f"delivered at the second attempt, after {time.monotonic() - began:.0f} s"


EXCHANGES = [
    ("429 for a flood is retried", flood),
    ("trackback, found by RDF", trackback_by_rdf),
    ("trackback, pasted /trackback/", trackback_pasted),
    ("trackback, found: wp-trackback.php?p=", trackback_by_number),
    ("trackback to an address it has left", trackback_to_old_url),
    ("trackback to wp-trackback.php/ID", trackback_to_oldest_url),
    ("trackback of a long passage", long_passage),
    ("trackback that is held there", held),
    ("pingback, found by X-Pingback", pingback),
    ("“already a ping” is delivered", trackback_twice),
    ("pingback fault 48 is delivered", pingback_twice),
    ("409 for words it has is refused", same_words_twice),
    ("trackback to a closed post", closed_to_trackback),
    ("link to a closed post", closed_to_pingback),
]
LATE = [("the flooded one is told in the end", after_the_flood)]
