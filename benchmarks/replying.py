"""Statements and time of a reply into a thread of 10,000, beside those of a reply into one of 100."""

from benchmarks.measuring import blog, leave, result, scratch
from benchmarks.statements import counted, process

SMALL, LARGE = 100, 10_000
LIMIT = 8
SLUG = "hot-post"


def main() -> None:
    with scratch() as folder, blog(folder) as here:
        found, took = {}, {}
        for size in (SMALL, LARGE):
            here.command("seed", "--hot-comments", str(size))
            if int(process(here, "thread", SLUG)) < size:
                raise SystemExit(f"the thread holds fewer than {size}")
            found[size] = counted(here, "reply", SLUG)
            took[size] = float(process(here, "time", SLUG))
        whole = counted(here, "form", SLUG)
    ratio = took[LARGE] / took[SMALL]
    more = f"{found[SMALL]} into one of {SMALL}, in {ratio:.2f} times its CPU; the reader's whole request {whole}"
    met = result(f"a reply into a thread of {LARGE:,}", found[LARGE], LIMIT, "statements", more)
    leave(met, found[SMALL] == found[LARGE])


if __name__ == "__main__":
    main()
