"""The spam checks on real comments: taught two sources, judging the third, in turn; each figure beside its target.

Told twice: with thresholds that were chosen from the two sources alone (`thresholds.py`), which is what an unseen one
may expect, and with the constants of the code, which serve every blog and were chosen in view of all three.

The corpus is a folder with `comments.jsonl` (`set`, `date`, `html`, `spam`): the one that COMMENT_CORPUS names, else
`shared/data/comment-spam` beside the project. It is read, never copied.
"""

import html
import json
import os
import re
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measuring import leave, result, scratch

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("COMMENT_CORPUS") or ROOT.parent / "shared/data/comment-spam") / "comments.jsonl"
PRECISION, RECALL, HAM_HELD = 0.97, 0.85, 0.2
JUDGING_MS = 20


class Said(NamedTuple):
    """One comment of the corpus as our form would have had it, and what people called it."""

    source: str
    at: datetime
    text: str
    spam: bool


class Table(NamedTuple):
    """What became of a source's comments, in shares."""

    precision: float
    recall: float
    spam_held: float
    spam_shown: float
    ham_held: float


def main() -> None:
    if not CORPUS.exists():
        raise SystemExit(
            f"MISS filtering: not measured, for want of {CORPUS} (COMMENT_CORPUS names its folder)"
        )
    corpus = read(CORPUS)
    sources = sorted({said.source for said in corpus})
    with scratch():
        blog_without_processes()
        from benchmarks.thresholds import nested

        unseen = {source: nested(corpus, source) for source in sources}
        tables = {source: fold(corpus, source) for source in sources}
        started, judged = time.process_time(), [said for said in corpus if said.source == corpus[0].source]
        for said in judged:
            status(said, [])
        each = 1000 * (time.process_time() - started) / len(judged)
    show("thresholds chosen from those two alone", unseen)
    show("the thresholds of the code", tables)
    leave(
        *held_to("chosen thresholds", unseen),
        *held_to("thresholds of the code", tables),
        result("judging one comment, its query included", each, JUDGING_MS, "ms of CPU"),
    )


def held_to(name: str, tables: dict[str, Table]) -> list[bool]:
    recall = sum(table.recall for table in tables.values()) / len(tables)
    return [
        *[at_least(f"{name}: precision, {n}", table.precision, PRECISION) for n, table in tables.items()],
        at_least(f"{name}: recall on average", recall, RECALL),
        *[result(f"{name}: ham held, {n}", table.ham_held, HAM_HELD, "of it") for n, table in tables.items()],
    ]


def read(path: Path) -> list[Said]:
    """The corpus by date, which is the order in which a moderator would have met it."""
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    said = [
        Said(row["set"], datetime.fromisoformat(row["date"]), plain(row["html"]), row["spam"]) for row in rows
    ]
    return sorted(said, key=lambda one: one.at)


def plain(markup: str) -> str:
    """The text of a comment, with the address of a link before its words."""
    text = re.sub(r"<br\s*/?>", "\n", markup)
    text = re.sub(r'<a [^>]*href="([^"]*)"[^>]*>', r" \1 ", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def blog_without_processes() -> None:
    """Our own models on a database of their own."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fold(corpus: list[Said], third: str) -> Table:
    """Forget everything, learn what people called the comments of the other sources, and judge this one's."""
    from django.db import transaction

    with transaction.atomic():
        teach([said for said in corpus if said.source != third])
        judged = [said for said in corpus if said.source == third]
        return table([(said, status(said, judged)) for said in judged])


def teach(lessons: Iterable[Said]) -> None:
    """As the chore `learn` does; each source is a post, and so one half of what is learned."""
    from comments.learning.tokens import vocabulary
    from comments.models import WordCount

    WordCount.objects.all().delete()
    halves: dict[str, str] = {}
    for said in lessons:
        half = halves.setdefault(said.source, ("even", "odd")[len(halves) % 2])
        WordCount.count(vocabulary(facts_of(said)), f"{'spam' if said.spam else 'ham'}_{half}", 1)


def status(said: Said, among: list[Said]) -> str:
    from comments import checks

    return checks.judge(known(said, among)).status


def known(said: Said, among: list[Said]) -> Any:
    """What the checks may know of it, with the owner's default rules, but that new people are let in.

    Nothing is known of who wrote, so that "first-timers are held" would hold everything; Akismet has no key.
    """
    from comments.facts import Rules
    from comments.learning.tokens import vocabulary
    from comments.models import WordCount

    return facts_of(
        said,
        rules=Rules(hold_first_timers=False),
        same_before=same_before(said, among),
        learned=WordCount.table(vocabulary(facts_of(said))),
    )


def facts_of(said: Said, **more: Any) -> Any:
    from comments.facts import Facts

    return Facts(kind="comment", text=said.text, **more)


def same_before(said: Said, among: list[Said]) -> int:
    """As `same_before` in `comments/judging.py` counts rows."""
    from comments.judging import COUNTED, LATELY
    from comments.text import same_text_key

    key = same_text_key(said.text)
    lately = [one for one in among if timedelta(0) <= said.at - one.at < LATELY]
    equal = [one for one in lately if same_text_key(one.text) == key]
    return min(max(len(equal) - 1, 0), COUNTED) if key else 0


def table(judged: Sequence[tuple[Any, str]]) -> Table:
    spam = [status for said, status in judged if said.spam]
    ham = [status for said, status in judged if not said.spam]
    caught = spam.count("spam")
    return Table(
        precision=caught / max(caught + ham.count("spam"), 1),
        recall=caught / len(spam),
        spam_held=spam.count("pending") / len(spam),
        spam_shown=spam.count("approved") / len(spam),
        ham_held=ham.count("pending") / len(ham),
    )


def show(how: str, tables: dict[str, Table]) -> None:
    print(f"Taught the other sources, {how}, without Akismet; shares of each source's spam, and of its ham:")
    print("source  precision  recall  spam held  spam shown  ham held")
    for name, row in tables.items():
        print(f"{name:>6} {row[0]:10.3f} {row[1]:7.3f} {row[2]:10.3f} {row[3]:11.3f} {row[4]:9.3f}")


def at_least(what: str, figure: float, limit: float) -> bool:
    met = figure >= limit
    print(f"{'ok  ' if met else 'MISS'} {what}: {figure:.3f} (at least {limit})")
    return met


if __name__ == "__main__":
    main()
