"""Every line of the protocol checklists is named by a test: in its name (test_TB_S1_...) or in its docstring."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent
LINES = ROOT.parents[1] / "shared" / "PROTOCOLS.md"
LINE = re.compile(r"(?<![A-Z])(?:TB-[SR]|PB-[SR]|WM-[SR]|MF-|TRAP-)\d+")


def lines_of(text):
    """The ids in a text, also where a name has to write them with underscores."""
    return set(LINE.findall(text.replace("_", "-")))


def lines_tested():
    """The ids that the tests of this folder name."""
    named = set()
    for path in ROOT.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                named |= lines_of(f"{node.name} {ast.get_docstring(node) or ''}")
    return named


def test_every_line_of_the_checklists_is_named_by_a_test():
    if not LINES.exists():
        pytest.skip(f"no checklists at {LINES}")
    wanted = lines_of(LINES.read_text())
    assert len(wanted) > 70
    assert wanted - lines_tested() == set()


CASES = [
    ("test_TB_S1_TB_S2_x", {"TB-S1", "TB-S2"}),
    ("WM-S10. x", {"WM-S10"}),
    ("TB-S1 to S7", {"TB-S1"}),
    ("MF_6", {"MF-6"}),
]


@pytest.mark.parametrize(("text", "found"), CASES)
def test_a_line_is_read_in_names_and_sentences_and_a_range_names_its_first_only(text, found):
    assert lines_of(text) == found
