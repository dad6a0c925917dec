"""What `make` runs beside the tests can at least be started: each of its modules imports what there is."""

from importlib import import_module
from pathlib import Path

import pytest

TOOLS = ("tests/interop", "tests/browser", "benchmarks")
MODULES = [path for folder in TOOLS for path in sorted(Path(folder).glob("*.py")) if path.name[:2] != "__"]


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_tool_imports_what_there_is(path):
    assert import_module(".".join(path.with_suffix("").parts))
