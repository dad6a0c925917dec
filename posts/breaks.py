"""The "more" break: where a list of posts stops quoting one; kept in the text as `<hr class="more">`."""

import re

BREAK = '<hr class="more">'
# As WordPress writes it, also within the comments of its blocks and with words of its own.
_COMMENT = r"<!--\s*more\b[^>]*?-->"
_ALONE = re.compile(rf"<p>\s*{_COMMENT}\s*</p>|{_COMMENT}", re.IGNORECASE)
_STORED = re.compile(r'<hr class="more"\s*/?>')


def understood(text: str) -> str:
    """The same HTML with every form of the break written as ours."""
    return _ALONE.sub(BREAK, text)


def is_in(text: str) -> bool:
    return _STORED.search(text) is not None


def before(text: str) -> str:
    """What stands before the first break; nothing where there is none."""
    parts = _STORED.split(text, maxsplit=1)
    return parts[0] if len(parts) == 2 else ""
