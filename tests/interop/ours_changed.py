"""Ours -> WordPress: a post of ours is changed, and withdrawn; neither of its protocols knows of that."""

from blogsite.demo.looking import path_of
from tests.interop.exchange import OUT, Exchange
from tests.interop.world import World, linking, only
from tests.running import answer


def updated(world: World) -> str:
    """Its passage changes and a link to another post comes in: only that one is told."""
    old = world.wordpress.write("Is linked from the start", "<p>First.</p>", rdf=True)
    new = world.wordpress.write("Is linked later", "<p>Second.</p>", rdf=True)
    ours, mark = world.write(old["url"]), world.mark()
    world.sent(ours, state="delivered")
    page = linking("Alice changed these words about", old["url"]) + linking("and writes about", new["url"])
    world.blog.command("update_post", ours["url"], "--html", "-", text=page)
    world.until(lambda: len(world.blog.pings("--sent", "--post", ours["url"])) == 2, "A second ping")
    world.sent(ours, new["url"], state="delivered")
    world.idle()
    passages = world.to_wordpress.since(mark)
    for post in (old, new):
        only(passages, "POST", post["trackback_url"])
    counts = [len(world.wordpress.comments(post, ours["url"])) for post in (old, new)]
    assert counts == [1, 1], counts
    world.left["changed"] = (ours, [old, new])
    return f"{counts[0]} row for the old link, {counts[1]} for the new, each sent once"


def withdrawn(world: World) -> str:
    ours, posts = world.earlier("changed")
    mark = world.mark()
    world.blog.command("update_post", ours["url"], "--status", "trash")
    world.idle()
    status, _ = answer(world.blog.url + path_of(ours["url"]))
    assert status == 410, status
    told = [one.line[:2] for one in world.to_wordpress.since(mark) if one.method == "POST"]
    assert not told, told
    rows = world.blog.pings("--sent", "--post", str(ours["id"]))
    assert [row["state"] for row in rows] == ["delivered", "delivered"], rows
    kept = sum(len(world.wordpress.comments(post, ours["url"])) for post in posts)
    return f"our page answers {status}, {len(told)} pings sent; WordPress keeps its {kept} rows"


EXCHANGES = [
    Exchange(OUT, "trackback", "our post changed, with a new link", "only the new link is told", updated),
    Exchange(OUT, "trackback", "our post withdrawn", "410 here; nobody is told", withdrawn),
]
