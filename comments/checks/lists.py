"""What is wrong with a list as the owner wrote it, line by line, before it is stored: nothing is left out silently."""

import ipaddress
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from comments.checks.entries import MAX_ENTRIES, MAX_ENTRY
from comments.checks.networks import covers_everybody
from comments.checks.regexes import compile_safely

SHOWN = 5
"""Problems that are told at once."""


def problems(text: str) -> list[str]:
    """Sentences for the form; none where every line can be used."""
    lines = text.splitlines()
    if len(lines) > MAX_ENTRIES:
        return [
            _("There are %(n)d lines; at most %(most)d are read.") % {"n": len(lines), "most": MAX_ENTRIES}
        ]
    found = list(_of_lines(lines))
    more = len(found) - SHOWN
    return found[:SHOWN] + ([_("And %(n)d lines more cannot be used.") % {"n": more}] if more > 0 else [])


def _of_lines(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate((line.strip() for line in lines), start=1):
        if line and not line.startswith("#") and (wrong := _wrong_with(line)):
            yield _("Line %(number)d, “%(line)s”: %(wrong)s") % {
                "number": number,
                "line": line[:60],
                "wrong": wrong,
            }


def _wrong_with(line: str) -> str:
    if len(line) > MAX_ENTRY:
        return _("it is longer than %(most)d characters.") % {"most": MAX_ENTRY}
    expression = re.fullmatch(r"/(.*)/i?", line)
    if expression:
        return _wrong_with_expression(expression[1])
    try:
        network = ipaddress.ip_network(line, strict=False)
    except ValueError:
        return ""
    return _("this range would cover everybody.") if covers_everybody(network) else ""


def _wrong_with_expression(source: str) -> str:
    try:
        re.compile(source)
    except (re.error, RecursionError, OverflowError) as error:
        return _("it is no regular expression: %(why)s.") % {"why": error}
    if compile_safely(source) is None:
        return _("it could take too long, or would match whatever anybody writes.")
    return ""
