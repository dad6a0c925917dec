"""The time in which one post tells 200 linked blogs, 20 of which hang, by one real worker."""

import time

from benchmarks.measuring import blog, free_port, leave, result, scratch
from benchmarks.neighbours import Neighbours

TARGETS, HANGING = 200, 20
LIMIT_SECONDS = 20.0
PATIENCE_SECONDS = 120.0


def main() -> None:
    others = Neighbours(TARGETS, HANGING, free_port())
    allowed = ",".join(others.names)
    with (
        scratch() as folder,
        blog(
            folder, "worker", "scheduler", PINGS_UNDO_SECONDS="0", PINGS_ALLOWED_PRIVATE_HOSTS=allowed
        ) as here,
    ):
        here.write("Warming up", "<p>Nothing is linked here.</p>")
        while not here.has_worked():
            time.sleep(0.2)
        links = "".join(f'<li><a href="http://{name}/post/">{name}</a></li>' for name in others.names)
        began = time.monotonic()
        post = here.write("Everybody I read", f"<ul>{links}</ul>")
        published = time.monotonic() - began
        seconds = wait(others, began)
        rows = here.pings("--sent", "--post", post["url"])
    twice = len(others.hellos) - len(set(others.hellos))
    if len(rows) != TARGETS or twice:
        raise SystemExit(f"{len(rows)} rows for {TARGETS} targets, {twice} told twice")
    more = f"publishing itself {published:.2f} s"
    leave(
        result(
            f"telling {TARGETS} blogs of which {HANGING} hang",
            seconds,
            LIMIT_SECONDS,
            "s until every healthy one knows",
            more,
        )
    )


def wait(others: Neighbours, began: float) -> float:
    """Seconds until the last healthy one was told."""
    while others.healthy - others.told.keys():
        if time.monotonic() - began > PATIENCE_SECONDS:
            raise SystemExit(f"{len(others.healthy - others.told.keys())} healthy blogs were never told")
        time.sleep(0.05)
    return max(others.told.values()) - began


if __name__ == "__main__":
    main()
