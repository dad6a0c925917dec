"""Publishing a post with 100 links by the form of the admin: how long one waits, and what the database is asked."""

import json
from typing import Any

from benchmarks.measuring import blog, leave, result, scratch
from benchmarks.statements import process

LINKS, TIMES = 100, 5
LIMIT_SECONDS, LIMIT_STATEMENTS = 1.0, 80


def main() -> None:
    with scratch() as folder, blog(folder) as here:
        seconds, statements = json.loads(process(here, "publish", str(LINKS), str(TIMES)))
        slowest = f"the slowest of {TIMES}"
        answered = result(f"publishing a post with {LINKS} links", seconds, LIMIT_SECONDS, "s", slowest)
        leave(answered, result("and it asks", statements, LIMIT_STATEMENTS, "statements"))


def form(links: int) -> dict[str, Any]:
    """What the form sends with the Publish button."""
    text = "".join(f'<p>See <a href="http://blog-{n}.example/post/">blog {n}</a>.</p>' for n in range(links))
    return {
        "title": "Everybody I read",
        "html": text,
        "state": "draft",
        "_publish": "1",
        "key": "new-abcdefghijkl",
        "comments_open": "on",
        "pings_open": "on",
        "tells_others": "on",
        "base": "0",
        "slug": "",
        "author": "",
    }


if __name__ == "__main__":
    main()
