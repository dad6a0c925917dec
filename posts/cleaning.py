"""Text from outside made safe to keep: nothing invisible that hides or turns round what others read."""

import re

# C0 and C1 controls, bidi embeddings, overrides and isolates, surrogates, noncharacters, BOM, interlinear marks.
# Tab, the line ends and NEL stay: they are space, and the functions below settle which space is kept.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
    + "]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_EMPTY_LINES = re.compile("\n{4,}")


def one_line(text: str) -> str:
    """The text on one line, each run of space a single one."""
    return " ".join(_UNWANTED.sub("", text).split())


def lines(text: str) -> str:
    """The text with its lines, at most two of them empty in a row, and nothing before or after."""
    return _EMPTY_LINES.sub("\n\n\n", _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))).strip()
