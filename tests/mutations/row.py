"""A row of the table: a guard, how it is taken out, and the test that must catch it."""

from dataclasses import dataclass
from pathlib import Path


class NotFound(AssertionError):
    """The text of a row does not stand in its file exactly once: the row speaks of code that is no more."""


@dataclass(frozen=True)
class Edit:
    """In this file, this text, which stands there exactly once, becomes that one."""

    file: str
    old: str
    new: str

    def apply(self, tree: Path) -> None:
        """Write the change into a copy of the source tree. Raises NotFound."""
        path = tree / self.file
        text = path.read_text()
        if (count := text.count(self.old)) != 1:
            raise NotFound(f"{self.file}: {count} times instead of once: {self.old!r}")
        path.unlink()  # the copy may share its files with another
        path.write_text(text.replace(self.old, self.new))


@dataclass(frozen=True)
class Row:
    """`guard` in words; `test` is a node id below tests/, which is green as things are and red after `edits`."""

    guard: str
    edits: tuple[Edit, ...]
    test: str

    @property
    def node(self) -> str:
        return f"tests/{self.test}"


def row(guard: str, test: str, *edits: tuple[str, str, str]) -> Row:
    return Row(guard, tuple(Edit(*edit) for edit in edits), test)
