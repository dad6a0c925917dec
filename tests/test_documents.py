"""The documents against the code: whatever they name exists, and what they promise to list is listed whole."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from comments.models import PostComment
from jobs import chores
from jobs.sweeping import kinds
from posts.models import Post
from trackbacks import words

ROOT = Path(__file__).resolve().parent.parent
APPS = ("jobs", "posts", "comments", "trackbacks", "blogsite")
PLACES = (*APPS, "templates", "static", "tests", "benchmarks", "docs", "docker")
DOCUMENTS = sorted([*ROOT.glob("[A-Z]*.md"), *ROOT.glob("docs/adr/*.md")])
NAMED = [path for path in DOCUMENTS if path.name != "CHANGELOG.md"]  # that one speaks of what is gone, too

_TICKED = re.compile(r"`([^`\n]+)`")
_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_PATH = re.compile(rf"(?<![\w./-])(?:{'|'.join(PLACES)})/[\w./*-]*\w[\w./*]*")
_FILE = re.compile(r"[\w.-]+\.(?:py|html|css|js|toml|txt|md|yml|example)|Makefile|Dockerfile")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*(?:\(\))?")
_MAKE = re.compile(r"(?:^|[`;&]|=\w+ )\s*make ([a-z][a-z-]*)", re.MULTILINE)


@cache
def text(path: Path) -> str:
    return path.read_text()


@cache
def sources() -> dict[Path, str]:
    files = [ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / ".env.example"]
    files += [path for place in (*APPS, "tests", "benchmarks") for path in (ROOT / place).rglob("*.py")]
    return {path: path.read_text() for path in files if path != Path(__file__)}


@cache
def identifiers() -> set[str]:
    code = [source for path, source in sources().items() if path.relative_to(ROOT).parts[0] != "tests"]
    return set(re.findall(r"\w+", " ".join(code)))


def paths_in(document: str) -> set[str]:
    """What looks like a file or folder of ours, in ticks or in a drawing."""
    found = {match.rstrip("./") for match in _PATH.findall(document)}
    return found | {word for word in _TICKED.findall(_FENCED.sub("", document)) if _FILE.fullmatch(word)}


def exists(path: str) -> bool:
    return any(ROOT.glob(path)) or ("/" not in path and any(ours(path)))


def ours(name: str) -> list[Path]:
    return [found for place in PLACES for found in (ROOT / place).rglob(name)]


def names_in(document: str) -> set[str]:
    """Words in ticks that can only be names of code: with a capital inside, an underscore, a dot or brackets."""
    ticked = [word for word in _TICKED.findall(_FENCED.sub("", document)) if not _FILE.fullmatch(word)]
    whole = [word for word in ticked if _IDENTIFIER.fullmatch(word) and re.search(r"[A-Z_.()]", word)]
    return {part for word in whole for part in word.removesuffix("()").split(".")}


def targets_in(document: str) -> set[str]:
    fenced = " ".join(f"\n{block}" for block in _FENCED.findall(document))
    ticked = " ".join(f"`{word}`" for word in _TICKED.findall(_FENCED.sub("", document)))
    return set(_MAKE.findall(f"{fenced}\n{ticked}"))


def targets() -> set[str]:
    rules = re.findall(r"^([a-z][a-z -]*):(?!=)", text(ROOT / "Makefile"), re.MULTILINE)
    return {name for rule in rules for name in rule.split()}


def table(heading: str) -> list[list[str]]:
    """The rows of the table below a heading of ARCHITECTURE, cell by cell."""
    section = text(ROOT / "ARCHITECTURE.md").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def ticked(cell: str) -> list[str]:
    return _TICKED.findall(cell)


def signals() -> set[str]:
    """The names of the custom signals, read from the code."""
    found = [
        re.findall(r"^(\w+) = (?:\w+\.)?(?:Model)?Signal\(", source, re.MULTILINE)
        for path, source in sources().items()
        if path.relative_to(ROOT).parts[0] in APPS
    ]
    return {name for names in found for name in names}


def receivers() -> dict[str, set[str]]:
    """Signal -> the functions that are decorated as its receivers."""
    found: dict[str, set[str]] = {}
    for path, source in sources().items():
        if path.name == "receivers.py" and path.relative_to(ROOT).parts[0] in APPS:
            for node in ast.walk(ast.parse(source)):
                for call in getattr(node, "decorator_list", []):
                    if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "receiver":
                        found.setdefault(ast.unparse(call.args[0]), set()).add(node.name)
    return found


@pytest.mark.parametrize("document", NAMED, ids=lambda path: path.name)
def test_every_file_that_a_document_names_exists(document):
    assert sorted(path for path in paths_in(text(document)) if not exists(path)) == []


@pytest.mark.parametrize("document", NAMED, ids=lambda path: path.name)
def test_every_name_of_code_that_a_document_uses_exists(document):
    known = identifiers() | {"XtdComment"}
    assert sorted(names_in(text(document)) - known) == []


@pytest.mark.parametrize("document", NAMED, ids=lambda path: path.name)
def test_every_target_of_make_that_a_document_names_exists(document):
    assert sorted(targets_in(text(document)) - targets()) == []


@pytest.mark.parametrize("document", NAMED, ids=lambda path: path.name)
def test_every_link_to_another_document_leads_there(document):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text(document))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_search_for_names_finds_them():
    document = (
        "`make up` in `posts/html.py`, `sanitise()`.\n```\nX=1 make nothing\n-> jobs/models.py, so\n```\n"
    )
    assert paths_in(document) == {"posts/html.py", "jobs/models.py"}
    assert names_in(document) == {"sanitise"}
    assert targets_in(document) == {"up", "nothing"}
    assert {"up", "web", "worker", "bench", "help"} <= targets()


def test_every_signal_has_its_row_and_every_row_its_signal():
    assert {ticked(row[0])[0] for row in table("Signals")} == signals()


def test_the_row_of_a_signal_names_its_receivers():
    connected = receivers()
    rows = {ticked(row[0])[0]: set(ticked(row[2])) for row in table("Signals")}
    assert {name: connected.get(name, set()) - row for name, row in rows.items()} == {
        name: set() for name in rows
    }


def test_every_chore_has_its_row_and_every_row_its_chore():
    registered = {
        kind for kind, handler in chores._handlers.items() if handler.__module__.split(".")[0] in APPS
    }
    assert {ticked(row[0])[0] for row in table("Chores")} == registered


def test_every_kind_of_job_has_its_row():
    assert {ticked(row[0])[0] for row in table("Jobs")} == {kind.__name__ for kind in kinds()}


def test_everything_that_the_heartbeat_calls_has_its_row():
    assert [ticked(row[0])[0] for row in table("The heartbeat")] == settings.SCHEDULED


@pytest.mark.parametrize(
    ("of", "values"),
    [
        ("Post.state", set(Post.State.values)),
        ("PostComment.status", set(PostComment.Status.values)),
        ("OutgoingPing.state", set(words._SENT)),
        ("IncomingPing.state", set(words._RECEIVED)),
    ],
)
def test_every_state_is_listed(of, values):
    (row,) = [row for row in table("States") if ticked(row[1]) == [of]]
    assert set(ticked(row[2])) == values


def test_every_table_of_the_database_is_listed():
    from django.apps import apps

    listed = {name for row in table("Data") for name in ticked(row[0])}
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    ours = {model.__name__ for model in models if not model.__module__.startswith("tests.")}
    assert listed == ours
