"""CPU and queries of a post's page with 200 comments and 30 pings, all on one page and nothing cached."""

import http.client
import urllib.parse

from benchmarks.measuring import blog, cheapest, leave, result, scratch
from benchmarks.statements import counted

COMMENTS, PINGS = 200, 30
WARM_UP, READERS = 20, 25  # of a round
LIMIT_MS, LIMIT_QUERIES = 25.0, 12


def main() -> None:
    with scratch() as folder, blog(folder, "web", PAGE_CACHE="0") as here:
        here.command("settings", "comments_per_page=0")
        printed = here.command("seed", "--hot-comments", str(COMMENTS), "--pings", str(PINGS))
        path = urllib.parse.urlsplit(printed.split()[2]).path
        size = read(here.port, path, WARM_UP)
        web = here.running["web"].pid
        cpu = cheapest(web, lambda _: read(here.port, path, READERS))
        short = cheapest(web, lambda _: read(here.port, path.replace("hot-post", "plain-post"), READERS, 20))
        queries = counted(here, "page", path)
    ratio = f"{cpu / short:.1f} times that of the page with 20"
    with_all = f"{COMMENTS + PINGS} comments and pings on one page of {size // 1024} kB; {ratio}"
    leave(
        result("a post's page", 1000 * cpu / READERS, LIMIT_MS, "ms of CPU", with_all),
        result("a post's page", queries, LIMIT_QUERIES, "queries"),
    )


def read(port: int, path: str, times: int, at_least: int = COMMENTS + PINGS) -> int:
    """Get the page so often; its size in bytes. Ends the benchmark where fewer comments and pings are shown."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for _ in range(times):
        link.request("GET", path)
        answer = link.getresponse()
        body = answer.read()
        shown = body.count(b'id="comment-')
        if answer.status != 200 or shown < at_least:
            raise SystemExit(f"{path} answered {answer.status} with {shown} comments and pings")
    link.close()
    return len(body)


if __name__ == "__main__":
    main()
