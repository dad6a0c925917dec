"""Both sides started, every exchange tried, and the table of what became of it."""

import time
from contextlib import ExitStack
from pathlib import Path

from blogsite import processes
from blogsite.demo.blog import Blog, until
from tests.interop import (
    database,
    mentions,
    needs,
    ours_changed,
    ours_pingback,
    ours_refused,
    ours_trackback,
    theirs_changed,
    theirs_pingback,
    theirs_trackback,
)
from tests.interop.exchange import Result, attempted, table
from tests.interop.needs import Missing
from tests.interop.tap import Tap
from tests.interop.testpinger import TestPinger
from tests.interop.wordpress import WordPress
from tests.interop.world import World

START_SECONDS = 60
EXCHANGES = [
    *ours_refused.FIRST,
    *ours_trackback.EXCHANGES,
    *ours_pingback.EXCHANGES,
    *ours_refused.EXCHANGES,
    *ours_changed.EXCHANGES,
    *theirs_trackback.EXCHANGES,
    *theirs_pingback.EXCHANGES,
    *theirs_changed.EXCHANGES,
    *mentions.EXCHANGES,
    *ours_refused.LATE,
]
__all__ = ["Missing", "run"]


def run(stage: ExitStack, folder: Path) -> int:
    """Everything, from the packages to the table; the exit code."""
    began = time.monotonic()
    needs.everything(database=not database.answers())
    world = start(stage, folder)
    say(f"WordPress {world.wordpress.version} at {world.wordpress.url}, our blog at {world.blog.url}, "
        f"webmention-testpinger {world.pinger.version} ({time.monotonic() - began:.0f} s)")  # fmt: skip
    results = fill(world)
    passed = sum(result.passed for result in results)
    print("\n" + table(results) + "\n")
    say(f"{passed} of {len(EXCHANGES)} passed, {len(EXCHANGES) - len(results)} skipped "
        f"({time.monotonic() - began:.0f} s)")  # fmt: skip
    return 0 if passed == len(EXCHANGES) else 1


def fill(world: World) -> list[Result]:
    """The results, told as they come; of an interrupted run those until then."""
    results: list[Result] = []
    try:
        for number, exchange in enumerate(EXCHANGES, 1):
            results.append(attempted(exchange, world))
            ok = "ok  " if results[-1].passed else "FAIL"
            say(
                f"{number:>2}/{len(EXCHANGES)} {ok} {exchange.direction}, {exchange.protocol}: {exchange.tried}"
            )
    except KeyboardInterrupt:
        say("interrupted")
    return results


def start(stage: ExitStack, folder: Path) -> World:
    """WordPress, our blog and the npm package, each behind its tap."""
    to_us, to_wordpress = (stage.enter_context(Tap(database.free_port())) for _ in range(2))
    server = stage.enter_context(database.server(folder))
    wordpress = stage.enter_context(WordPress(folder, server, to_wordpress, to_us.port))
    pinger = stage.enter_context(TestPinger(folder))
    reachable = f"127.0.0.1:{to_wordpress.port},127.0.0.1:{pinger.port}"
    blog = start_blog(stage, folder / "ours", to_us, reachable)
    return World(blog, wordpress, pinger, to_us, to_wordpress)


def start_blog(stage: ExitStack, folder: Path, tap: Tap, reachable: str) -> Blog:
    """Our blog as its owner would run it, known to everybody by the tap's address."""
    folder.mkdir()
    limits = {"PINGS_UNDO_SECONDS": "0", "RATE_LIMITS": "0"}  # everybody here has one address
    blog = Blog("ours", tap.inner, folder, SITE_URL=tap.url, PINGS_ALLOWED_PRIVATE_HOSTS=reachable, **limits)
    stage.callback(blog.stop)
    blog.open()
    blog.command("settings", f"title={ours_trackback.BLOG_NAME}", "approve_verified_pings=1")
    blog.start(*processes.NAMES)
    blog.write("Hello", "<p>This blog is new.</p>")
    until(blog.is_ready, START_SECONDS, "The start of our blog")
    until(blog.has_worked, START_SECONDS, "Its first job")
    blog.url = tap.url
    return blog


def say(line: str) -> None:
    print(f"interop: {line}", flush=True)
