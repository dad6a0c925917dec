"""webmention-testpinger -> ours: every mention that it knows, sent to two posts of ours and verified."""

import json
import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

from blogsite.demo.blog import until
from blogsite.demo.looking import path_of
from tests.interop.exchange import NPM, Exchange

PING_SECONDS = 40
# What a mention is by microformats2; "u-like" and "u-repost" alone are older spellings that it does not know.
TYPES = {
    "basic-like": "like",
    "basic-reply": "reply",
    "basic-with-comments": "reply",
    "basic-multi": "mention",
    "brid-gy": "repost",
    "brid-gy-emoji": "reply",
    "checkmention-xss": "reply",
    "checkmention-hcardxss": "reply",
    "notizblog-org": "reply",
    "tantek-com": "reply",
    "aaronparecki-com": "reply",
    "adactio-com": "mention",
    "sandeep-io": "mention",
    "voxpelli-com": "mention",
}
BOTH = "basic-multi"  # the one that links to two targets


def accepted(world: Any) -> str:
    """Two targets, as its basic-multi needs: every mention is sent to both."""
    pinger = world.pinger
    targets = [world.plain()["url"], world.plain()["url"]]
    world.left["targets"] = targets
    mark = len(world.to_us.passages)
    pinger.ping(f"{world.blog.url}/webmention/", targets)
    meant = len(pinger.names) * len(targets)
    until(lambda: len(re.findall(" pinged", pinger.log)) >= meant, PING_SECONDS, "An answer to every mention")
    refused = re.findall(r"\S+ failed to be pinged\..*", pinger.log)
    assert not refused, refused
    statuses = Counter(one.status for one in world.to_us.since(mark) if one.method == "POST")
    assert statuses == {201: meant}, statuses
    return f"{len(pinger.names)} mentions to {len(targets)} posts: {statuses[201]} times 201"


def verified(world: Any) -> str:
    """Each has the type that microformats2 says; only what links to the second post counts there."""
    rows = judged(world)
    wrong = []
    for name, target, row in rows:
        links = target == world.left["targets"][0] or name == BOTH
        if links and (row["status"], row["type"]) != ("approved", TYPES.get(name, "mention")):
            wrong.append((name, row["status"], row["type"], row["reasons"]))
        if not links and (row["status"], row["reasons"]) != ("refused", ["not found at source"]):
            wrong.append((name, "no link", row["status"], row["reasons"]))
    assert not wrong, wrong
    approved = [name for name, _, row in rows if row["status"] == "approved"]
    return f"{len(approved)} shown, {len(rows) - len(approved)} refused: not found at source"


def judged(world: Any) -> list[tuple[str, str, dict]]:
    """(name, target, row) of each mention, once none waits any more."""
    source = f"http://127.0.0.1:{world.pinger.port}/template"

    def look() -> list[dict]:
        rows = [row for row in world.blog.pings("--received") if row["source"].startswith(source)]
        return rows if rows and all(row["status"] not in ("queued", "retrying") for row in rows) else []

    rows = until(look, PING_SECONDS, "A decision about every mention")
    found = [(parse_qs(urlsplit(row["source"]).query)["name"][0], row["target"], row) for row in rows]
    assert len(found) == len(world.pinger.names) * len(world.left["targets"]), json.dumps(found)
    return found


def harmless(world: Any) -> str:
    """Its two XSS pages appear, as text."""
    page = world.blog.read(path_of(world.left["targets"][0]))
    for name in ("checkmention-xss", "checkmention-hcardxss"):
        assert name in page, f"{name} is not on the page"
    for bad in ("javascript:", "<script>alert", "onmouseover", "onerror", "not.really.an.image"):
        tags = [tag for tag in re.findall(r"<[^>]*>", page) if bad in tag.lower()]
        assert not tags, f"{bad} made it into a tag: {tags}"
    return "both XSS pages are shown as text"


EXCHANGES = [
    Exchange(NPM, "webmention", "each of its mentions, to two posts", "201 for each", accepted),
    Exchange(NPM, "webmention", "verification of each", "what links is shown with its type, the rest is refused",
             verified),
    Exchange(NPM, "webmention", "its two pages of XSS", "shown as text, none of it in a tag", harmless),
]  # fmt: skip
