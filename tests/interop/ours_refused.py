"""Ours -> WordPress: what it does not take, and how each of its answers is read."""

import time
from urllib.parse import urlencode

import django
from urllib3 import HTTPHeaderDict

from blogsite.demo.blog import until
from tests.interop.exchange import OUT, Exchange
from tests.interop.world import Row, World, brief, holds, only

RETRY_SECONDS = 110  # a minute, plus or minus a fifth, and what the scheduler needs


def flood(world: World) -> str:
    """Two within its 15 s: the second hears 429, which is no refusal."""
    post = world.wordpress.write("Is flooded", "<p>Slow down.</p>", rdf=True)
    world.wordpress.ask("option", name="interop_flood", value=1)
    try:
        world.sent(world.write(post["url"]), state="delivered")
        return put_off(world, post, "flooded", 429, "too quickly")
    finally:
        world.wordpress.ask("option", name="interop_flood", value=0)


def broken(world: World) -> str:
    """WordPress itself takes a 500 for delivered; we ask again."""
    post = world.wordpress.write("Has a broken plug-in", "<p>Later.</p>", rdf=True)
    world.wordpress.ask("option", name="interop_broken", value=1)
    try:
        return put_off(world, post, "broken", 500, "plug-in is broken")
    finally:
        world.wordpress.ask("option", name="interop_broken", value=0)


def put_off(world: World, post: Row, name: str, status: int, words: str) -> str:
    mark = world.mark()
    ours = world.write(post["url"])
    sent = world.sent(ours, state="retrying")
    told = only(world.to_wordpress.since(mark), "POST", post["trackback_url"])
    assert told.status == status, told.status
    holds(told.words, "<code>wp_die</code>")
    holds(sent["message"], words)
    assert not world.wordpress.comments(post, ours["url"])
    world.left[name] = (ours, post, time.monotonic())
    return f"HTTP {told.status}; {sent['state']}: “{sent['message'][:50]}”; nothing stored yet"


def after_the_flood(world: World) -> str:
    return in_the_end(world, "flooded")


def after_the_repair(world: World) -> str:
    return in_the_end(world, "broken")


def in_the_end(world: World, name: str) -> str:
    ours, post, began = world.earlier(name)
    left = RETRY_SECONDS - (time.monotonic() - began)
    until(lambda: world.sent(ours)["state"] == "delivered", left, "The second attempt")
    sent = world.sent(ours)
    (row,) = world.wordpress.comments(post, ours["url"])
    assert sent["attempts"] == 2, brief([sent])
    return f"{sent['state']} at attempt {sent['attempts']}; stored as {row['type']}"


def same_words(world: World) -> str:
    """Another post of ours with the very words of one that it has."""
    first, post = world.earlier("told")
    mark = world.mark()
    ours = world.write(post["url"], title=first["title"], words=first["words"])
    sent = world.sent(ours, state="refused")
    told = only(world.to_wordpress.since(mark), "POST", post["trackback_url"])
    assert told.status == 409, told.status
    holds(sent["message"], "said that")
    assert not world.wordpress.comments(post, ours["url"])
    return f"HTTP {told.status}; {sent['state']}: “{sent['message']}”; nothing stored"


def closed(world: World) -> str:
    post = world.wordpress.write("Is closed", "<p>No pings.</p>", pings="closed")
    return pasted(world, post, post["trackback_url"], "closed")


def left_address(world: World) -> str:
    """With pretty permalinks the old one is dead: it answers that it wants an ID."""
    post = world.wordpress.write("Had another Trackback URL", "<p>wp-trackback.php?p=ID</p>")
    return pasted(world, post, post["old_trackback_url"], "ID")


def error_0_in_a_404(world: World) -> str:
    """There it stores the ping, answers 404 and says error 0; a 404 is final, so nobody asks again."""
    post = world.wordpress.write("Has an even older URL", "<p>wp-trackback.php/ID</p>")
    url = f"{world.wordpress.url}/wp-trackback.php/{post['id']}"
    mark = world.mark()
    sent = world.sent(world.plain("--ping", url), url, state="refused")
    told = only(world.to_wordpress.since(mark), "POST", url)
    assert (told.status, sent["attempts"]) == (404, 1), brief([sent])
    holds(told.words, "<error>0</error>")
    count = len(world.wordpress.comments(post))
    return f"HTTP {told.status} with error 0; {sent['state']}: “{sent['message']}”; it stored {count} all the same"


def pasted(world: World, post: Row, url: str, words: str) -> str:
    sent = world.sent(world.plain("--ping", url), url, state="refused")
    holds(sent["message"], words)
    assert not world.wordpress.comments(post)
    return f"{sent['state']}: “{sent['message']}”; nothing stored"


def redirect(world: World) -> str:
    """To whoever is not signed in its dashboard answers 302."""
    return redirected(world, f"{world.wordpress.url}/wp-admin/", 302)


def renamed(world: World) -> str:
    post = world.wordpress.write("Gets another address", "<p>Moves.</p>")
    world.wordpress.ask("edit", id=post["id"], slug=f"moved-{post['slug']}", title="", html="")
    seen = redirected(world, post["trackback_url"], 301)
    assert not world.wordpress.comments(post)
    return f"{seen}; nothing stored"


def redirected(world: World, url: str, status: int) -> str:
    """A POST that is redirected would arrive as a GET, without its words: it is not followed."""
    mark = world.mark()
    sent = world.sent(world.plain("--ping", url), url, state="refused")
    asked = world.to_wordpress.since(mark)
    told = only(asked, "POST", url)
    location = told.answer.headers["Location"]
    assert (told.status, sent["attempts"]) == (status, 1) and location, brief([sent])
    assert location not in [one.url for one in asked], f"{location} was asked for"
    return f"{sent['state']}: “{sent['message']}”; {len(asked)} request, none to its Location"


def without_title(world: World) -> str:
    """Ours always have one, so this ping is written by hand, and its answer read by our reader."""
    django.setup()
    from trackbacks.page import Page
    from trackbacks.protocols import trackback

    post = world.wordpress.write("Wants a title", "<p>Who are you?</p>")
    mark = world.mark()
    fields = {"url": f"{world.blog.url}/untitled/", "blog_name": "Alice", "excerpt": "Words."}
    world.post(post["trackback_url"], urlencode(fields).encode())
    told = only(world.to_wordpress.since(mark), "POST", post["trackback_url"])
    assert (told.status, told.words) == (200, ""), told.words
    read = trackback.read_answer(
        Page(told.url, told.status, HTTPHeaderDict(told.answer.headers.items()), b"")
    )
    assert read.outcome == "refused", read
    assert not world.wordpress.comments(post)
    return (
        f"HTTP {told.status}, {len(told.words)} characters; {read.outcome}: “{read.message}”; nothing stored"
    )


# Before any other ping, so that nothing came within its 15 s.
FIRST = [
    Exchange(OUT, "trackback", "second ping within 15 s", "429 in XML of its own: to be tried again", flood),
    Exchange(OUT, "trackback", "a plug-in there fails", "500 in XML of its own: to be tried again", broken),
]
EXCHANGES = [
    Exchange(OUT, "trackback", "the very words that it has", "409 in XML of its own: refused, words kept", same_words),
    Exchange(OUT, "trackback", "pasted URL of a closed post", "error 1: refused, words kept", closed),
    Exchange(OUT, "trackback", "wp-trackback.php?p= of old", "404 and error 1: refused, words kept", left_address),
    Exchange(OUT, "trackback", "wp-trackback.php/ID", "404 and error 0: refused, tried once", error_0_in_a_404),
    Exchange(OUT, "trackback", "a ping without title, by hand", "an empty 200 is no success", without_title),
    Exchange(OUT, "trackback", "pasted URL that answers 302", "refused; never followed by GET", redirect),
    Exchange(OUT, "trackback", "Trackback URL of a renamed post, 301", "refused; never followed by GET", renamed),
]  # fmt: skip
LATE = [
    Exchange(
        OUT, "trackback", "the flooded one, a minute later", "delivered at the 2nd attempt", after_the_flood
    ),
    Exchange(
        OUT, "trackback", "the broken one, a minute later", "delivered at the 2nd attempt", after_the_repair
    ),
]
