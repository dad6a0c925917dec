"""CPU of home, archives and feeds with 1,000 and with 100,000 posts, side by side; and of a search among the many."""

import http.client
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import blog, cpu_seconds, leave, result, scratch

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from blogsite.demo.blog import Blog

FEW, MANY = 1_000, 100_000
ROUNDS, TIMES = 6, 20  # requests of each path in turn, so that both blogs meet the same weather
WARM_UP = 5
LIMIT_RATIO, LIMIT_SEARCH_MS = 1.2, 100.0
ARCHIVES = (
    *("/category/seeded-tomatoes/", "/tag/seeded-tomatoes/", "/author/seeded-alice/", "/2025/", "/2025/06/"),
    *("/page/50/", "/tag/seeded-tomatoes/page/10/", "/2025/page/10/"),
)
FEEDS = ("/feed/", "/feed/atom/", "/feed/json/", "/category/seeded-tomatoes/feed/", "/2025/06/feed/atom/")
KINDS = {"home": ("/",), "archives": ARCHIVES, "feeds": FEEDS}
SEARCHES = (
    "/search/?q=garden",
    "/search/?q=garden+tom",
    "/search/?q=%22behind+the+house%22&tag=seeded-beans",
)


def main(many: int) -> None:
    with scratch() as folder:
        for name in ("few", "many"):
            (folder / name).mkdir()
        with built(folder / "few") as small, built(folder / "many") as large:
            small.command("seed", "--posts", str(FEW))
            large.command("seed", "--posts", str(many))
            met = [compare(kind, paths, small, large) for kind, paths in KINDS.items()]
            cost = spent(large, SEARCHES, ROUNDS * TIMES)
            leave(*met, result(f"a search among {many:,} posts", 1000 * cost, LIMIT_SEARCH_MS, "ms of CPU"))


def built(folder: Path) -> "AbstractContextManager[Blog]":
    """A blog that builds each page anew: a stored one costs the same whatever stands behind it."""
    return blog(folder, "web", PAGE_CACHE="0")


def compare(kind: str, paths: tuple[str, ...], small: "Blog", large: "Blog") -> bool:
    """Print the ratio of both blogs' costs, all paths of a kind together."""
    for one in (small, large):
        spent(one, paths, WARM_UP)
    few = many = 0.0
    for _ in range(ROUNDS):
        few += spent(small, paths, TIMES) / ROUNDS
        many += spent(large, paths, TIMES) / ROUNDS
    return result(
        kind, many / few, LIMIT_RATIO, "times", f"{1000 * few:.1f} ms and {1000 * many:.1f} ms of CPU"
    )


def spent(here: "Blog", paths: tuple[str, ...], times: int) -> float:
    """Seconds of the web process's CPU that one request takes, over all these paths."""
    web = here.running["web"].pid
    before = cpu_seconds(web)
    link = http.client.HTTPConnection("127.0.0.1", here.port, timeout=30)
    for path in paths * times:
        link.request("GET", path)
        answer = link.getresponse()
        if answer.status != 200 or len(answer.read()) < 1000:
            raise SystemExit(f"{path} answered {answer.status}")
    link.close()
    return (cpu_seconds(web) - before) / (len(paths) * times)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MANY)
