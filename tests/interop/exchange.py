"""One row of the table: what is tried between whom, what must come of it, and what came."""

import textwrap
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from unicodedata import east_asian_width

from blogsite.demo.blog import DemoFailed
from tests.interop.world import World

OUT, IN, NPM = "ours -> WordPress", "WordPress -> ours", "testpinger -> ours"
HEADINGS = ("direction", "protocol", "tried", "expected", "happened", "ok")
WIDTHS = (18, 10, 30, 42, 62, 4)


@dataclass(frozen=True)
class Exchange:
    """`attempt` returns what happened, read from what both sides stored, or raises AssertionError."""

    direction: str
    protocol: str
    tried: str
    expected: str
    attempt: Callable[[World], str]


@dataclass(frozen=True)
class Result:
    exchange: Exchange
    happened: str
    passed: bool


def attempted(exchange: Exchange, world: World) -> Result:
    """Whatever goes wrong is a row of the table, too."""
    try:
        return Result(exchange, exchange.attempt(world), True)
    except (AssertionError, DemoFailed) as error:
        return Result(exchange, str(error) or traceback.format_exc(limit=-1), False)
    except Exception as error:
        traceback.print_exc()
        return Result(exchange, f"{type(error).__name__}: {error}", False)


def table(results: Iterable[Result]) -> str:
    """The rows as text; long cells take several lines."""
    ruler = "-+-".join("-" * width for width in WIDTHS)
    return "\n".join([_row(HEADINGS), ruler, *(_row(_cells(result)) for result in results)])


def _cells(result: Result) -> tuple[str, ...]:
    exchange, ok = result.exchange, "yes" if result.passed else "NO"
    return (exchange.direction, exchange.protocol, exchange.tried, exchange.expected, result.happened, ok)


def _row(cells: Iterable[str]) -> str:
    columns = [
        textwrap.wrap(" ".join(cell.split()), width) for cell, width in zip(cells, WIDTHS, strict=True)
    ]
    lines = range(max(len(column) for column in columns))
    return "\n".join(" | ".join(map(_cell, columns, WIDTHS, [n] * len(WIDTHS))).rstrip() for n in lines)


def _cell(column: list[str], width: int, n: int) -> str:
    """Line `n` of a column; a Japanese character takes two places on the screen."""
    text = column[n] if n < len(column) else ""
    return text + " " * (width - len(text) - sum(east_asian_width(one) in "WF" for one in text))
