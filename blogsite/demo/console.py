"""A blog's console in the demo: one process that runs management commands, line by line, as JSON over its pipes.

Starting Python anew for each command would take most of the demo's time.
"""

import io
import json
import signal
import sys
from typing import Any

import django
from django.core.management import call_command
from django.core.management.base import CommandError


def main() -> None:
    """Answer each line ``{"words": [...], "text": "..."}`` with ``{"printed": "..."}`` or ``{"error": "..."}``."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches the whole group; who started us closes our input
    django.setup()
    lines = sys.stdin
    for line in lines:
        asked = json.loads(line)
        sys.__stdout__.write(json.dumps(answer(asked["words"], asked["text"])) + "\n")  # type: ignore[union-attr]
        sys.__stdout__.flush()  # type: ignore[union-attr]


def answer(words: list[str], text: str) -> dict[str, Any]:
    """What the command prints when ``text`` is its standard input."""
    printed = io.StringIO()
    sys.stdin = io.StringIO(text)
    try:
        call_command(*words, stdout=printed)
    except CommandError as error:
        return {"error": str(error)}
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    return {"printed": printed.getvalue()}


if __name__ == "__main__":
    main()
