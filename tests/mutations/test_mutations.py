"""Every guard of the table is missed by its test when it is gone (PROMISES 1 to 9 and 14 to 17)."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.mutations import (
    fetching,
    judging,
    listing,
    organising,
    picturing,
    publishing,
    queueing,
    receiving,
    sending,
    signing_in,
    verifying,
)
from tests.mutations.row import Edit, NotFound, Row, row
from tests.mutations.running import ROOT, copy_tree, pytest_in, share_tree, survived

AT_ONCE = 2
ALL_GREEN_SECONDS = 240
ROWS: list[Row] = [
    *fetching.ROWS,
    *receiving.ROWS,
    *verifying.ROWS,
    *sending.ROWS,
    *publishing.ROWS,
    *queueing.ROWS,
    *listing.ROWS,
    *judging.ROWS,
    *organising.ROWS,
    *picturing.ROWS,
    *signing_in.ROWS,
]


@pytest.fixture(scope="module")
def clean(tmp_path_factory) -> Iterator[Path]:
    """A copy of the source tree in which nothing is changed."""
    tree = tmp_path_factory.mktemp("mutations") / "clean"
    copy_tree(tree)
    yield tree
    shutil.rmtree(tree.parent)


def mutant(clean: Path, tree: Path, row: Row) -> str:
    share_tree(clean, tree)
    try:
        return survived(row, tree)
    finally:
        shutil.rmtree(tree)


@pytest.mark.slow
def test_as_things_are_every_test_of_the_table_is_green(clean):
    nodes = dict.fromkeys(row.node for row in ROWS)
    code, complaints, output = pytest_in(clean, *nodes, seconds=ALL_GREEN_SECONDS)
    assert (code, complaints) == (0, []), output


@pytest.mark.slow
def test_every_mutation_is_caught_by_its_test(clean):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        trees = (clean.parent / str(number) for number in range(len(ROWS)))
        said = list(pool.map(lambda row, tree: mutant(clean, tree, row), ROWS, trees))
    caught = sum(not words for words in said)
    print(f"{caught} of {len(ROWS)} mutations caught")
    assert {row.guard: words for row, words in zip(ROWS, said, strict=True) if words} == {}


def test_the_table_names_each_guard_once():
    assert len({row.guard for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.guard)
def test_the_text_of_each_row_stands_in_its_file(row):
    for edit in row.edits:
        assert (ROOT / edit.file).read_text().count(edit.old) == 1, edit
        assert edit.old != edit.new


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.guard)
def test_the_test_of_each_row_stands_in_its_file(row):
    file, *_classes, name = row.node.split("[")[0].split("::")
    assert f"def {name}(" in (ROOT / file).read_text()


# The machine itself: what it must not take for a catch.

GREEN = row("nothing", "trackbacks/test_guard.py::test_the_resolver_has_three_seconds",
            ("trackbacks/guard.py", '"""What may be asked for', '"""What might be asked for'))  # fmt: skip
BROKEN = row("an import", "trackbacks/test_guard.py::test_the_resolver_has_three_seconds",
             ("trackbacks/guard.py", "import ipaddress\n", "import no_such_module\n"))  # fmt: skip
ANOTHER = row("another error", "trackbacks/test_guard.py::test_a_global_address_is_allowed",
              ("trackbacks/guard.py", "    return ip.is_global and", "    return ip.no_such_name and"))  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "words"), [(GREEN, "stays green"), (BROKEN, "otherwise"), (ANOTHER, "otherwise")]
)
def test_a_test_that_stays_green_or_breaks_otherwise_catches_nothing(clean, tmp_path, row, words):
    assert words in mutant(clean, tmp_path / "tree", row)


@pytest.mark.slow
def test_a_row_whose_text_is_not_there_is_an_error(clean, tmp_path):
    lost = row("lost", GREEN.test, ("trackbacks/guard.py", "no such text", ""))
    with pytest.raises(NotFound, match="0 times"):
        mutant(clean, tmp_path / "tree", lost)


@pytest.mark.slow
def test_a_mutation_leaves_the_copy_it_was_made_of_alone(clean, tmp_path):
    share_tree(clean, tmp_path / "tree")
    before = (clean / "trackbacks/guard.py").read_text()
    Edit("trackbacks/guard.py", "URL_LENGTH = 2000 ", "URL_LENGTH = 9000 ").apply(tmp_path / "tree")
    assert (clean / "trackbacks/guard.py").read_text() == before
