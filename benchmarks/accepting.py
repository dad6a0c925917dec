"""CPU of the web process for each accepted trackback, over HTTP, with rate limits on; no worker runs.

Above 200 an hour a post's pings are put off, and nobody is told of them at once, which is cheaper: so several posts
take turns, and each of them stays below.
"""

import http.client
import time
import urllib.parse
from typing import TYPE_CHECKING

from benchmarks.measuring import ROUNDS, blog, cheapest, leave, result, scratch

if TYPE_CHECKING:
    from blogsite.demo.blog import Blog

WARM_UP, PINGS = 50, 100  # of a round
POSTS = 5  # 110 pings for each
LIMIT_MS = 5.0


def main() -> None:
    with scratch() as folder, blog(folder, "web", TRUSTED_PROXIES="127.0.0.0/8") as here:
        targets = [here.write(f"Garden {n}", "<p>Write about it.</p>") for n in range(POSTS)]
        paths = [urllib.parse.urlsplit(target["trackback_url"]).path for target in targets]
        web = here.running["web"].pid
        before = messages(here)  # of the posts' own chores
        send(here.port, paths, range(WARM_UP))
        clock = time.perf_counter()
        cpu = cheapest(
            web, lambda n: send(here.port, paths, range(WARM_UP + n * PINGS, WARM_UP + (n + 1) * PINGS))
        )
        clock = time.perf_counter() - clock
        everything = WARM_UP + ROUNDS * PINGS
        kept = here.doctor()["jobs"]["incomingping"]["queued"]
        sent = messages(here) - before
        if (kept, sent) != (everything, everything):
            raise SystemExit(f"of {everything} accepted pings {kept} are kept, {sent} handed to workers")
        leave(
            result(
                "accepting a ping",
                1000 * cpu / PINGS,
                LIMIT_MS,
                "ms of CPU",
                f"{1000 * clock / (ROUNDS * PINGS):.1f} ms from outside",
            )
        )


def messages(here: "Blog") -> int:
    """How many wait for a worker."""
    return len(list((here.folder / "broker" / "messages").iterdir()))


def send(port: int, paths: list[str], numbers: range) -> None:
    """One ping after the other, each from an address and a site of its own, as a proxy hands them on."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for n in numbers:
        form = {
            "url": f"http://blog{n}.example/2026/11/answer/",
            "title": "An answer to your post",
            "excerpt": "I read this and it would not leave me alone, so here is what I think of it. " * 3,
            "blog_name": f"Blog {n}",
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
            "X-Forwarded-For": f"198.51.{n // 250}.{n % 250 + 1}",
            "User-Agent": "benchmark",
        }
        link.request("POST", paths[n % len(paths)], urllib.parse.urlencode(form), headers)
        answer = link.getresponse().read().decode()
        if "<error>0</error>" not in answer:
            raise SystemExit(f"ping {n} was refused: {answer}")
    link.close()


if __name__ == "__main__":
    main()
