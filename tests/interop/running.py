"""Both sides started, every exchange tried, and the table of what became of it."""

import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from blogsite import processes
from blogsite.demo.blog import Blog, DemoFailed, until
from tests.interop import database, from_ours, from_wordpress, mentions, needs
from tests.interop.needs import Missing
from tests.interop.wordpress import WordPress
from tests.interop.world import World

START_SECONDS = 60
TITLE = "Alice’s blog & more 花"
WIDE = 80  # characters of what was seen
__all__ = ["Missing", "run"]
Exchange = Callable[[World], str]


def run(stage: ExitStack, folder: Path, began: float) -> int:
    """Everything, from the packages to the table; the exit code."""
    needs.everything(database=not database.answers())
    server = stage.enter_context(database.server(folder))
    port = database.free_port()
    wordpress = stage.enter_context(WordPress(folder, server, port))
    pinger = stage.enter_context(mentions.TestPinger(folder))
    blog = start_blog(stage, folder / "ours", port, wordpress, pinger)
    say(f"WordPress {wordpress.version} at {wordpress.url}, MariaDB at {server}, our blog at {blog.url}, "
        f"webmention-testpinger {pinger.version} ({time.monotonic() - began:.0f} s)")  # fmt: skip
    rows = Table(World(blog, wordpress, pinger)).fill()
    failed = [row for row in rows if not row]
    say(
        f"{len(rows) - len(failed)} passed, {len(failed)} failed, none skipped ({time.monotonic() - began:.0f} s)"
    )
    return 1 if failed else 0


def start_blog(
    stage: ExitStack, folder: Path, port: int, wordpress: WordPress, pinger: "mentions.TestPinger"
) -> Blog:
    """Our blog as its owner would run it, which may reach exactly the two others."""
    folder.mkdir()
    blog = Blog(
        "ours",
        port,
        folder,
        PINGS_UNDO_SECONDS="0",
        PINGS_ALLOWED_PRIVATE_HOSTS=f"127.0.0.1:{wordpress.port},127.0.0.1:{pinger.port}",
        RATE_LIMITS="0",  # everybody here has one address
    )
    stage.callback(blog.stop)
    blog.open()
    blog.command("settings", f"title={TITLE}", "approve_verified_pings=1")
    blog.start(*processes.NAMES)
    blog.write("Hello", "<p>This blog is new.</p>")
    until(blog.is_ready, START_SECONDS, "The start of our blog")
    until(blog.has_worked, START_SECONDS, "Its first job")
    return blog


class Table:
    """The rows, printed as they come."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows: list[bool] = []

    def fill(self) -> list[bool]:
        self.part("ours -> WordPress", from_ours.EXCHANGES)
        self.part("WordPress -> ours", from_wordpress.EXCHANGES)
        self.part("testpinger -> ours", mentions.EXCHANGES)
        self.part("ours -> WordPress", from_ours.LATE)
        return self.rows

    def part(self, direction: str, exchanges: list[tuple[str, Exchange]]) -> None:
        for name, exchange in exchanges:
            passed, seen = attempt(exchange, self.world)
            self.rows.append(passed)
            say(f"{'pass' if passed else 'FAIL'}  {direction:<18}  {name:<38}  {seen}")


def attempt(exchange: Exchange, world: World) -> tuple[bool, str]:
    """Whether it passed, and what was seen."""
    try:
        return True, shortened(exchange(world))
    except (AssertionError, DemoFailed) as error:
        return False, str(error) or traceback.format_exc(limit=-1)
    except Exception as error:
        traceback.print_exc()
        return False, f"{type(error).__name__}: {error}"


def shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= WIDE else text[: WIDE - 1] + "…"


def say(line: str) -> None:
    print(f"interop: {line}", flush=True)
