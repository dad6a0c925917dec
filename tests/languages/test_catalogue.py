"""The German catalogue: whole, not stale, nothing lost in it, and compiled."""

import gettext
import os
import re
import shutil
from collections import Counter

import polib
import pytest

from tests.languages.messages import CATALOGUE, ROOT, collect

pytestmark = pytest.mark.slow
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAGS = re.compile(r"</?\w+")
ADVICE = "run `make messages`, write what is missing into the catalogue, and run it again"


@pytest.fixture(scope="module")
def german():
    return polib.pofile(str(ROOT / CATALOGUE))


def key(entry):
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def texts(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_it_has_every_string_of_the_sources_and_no_other(german, tmp_path):
    if shutil.which("xgettext") is None:
        if os.environ.get("CI"):
            pytest.fail("gettext is not installed")
        pytest.skip("gettext is not installed: nobody looked whether the catalogue is stale")
    copy = tmp_path / "copy"
    left_out = shutil.ignore_patterns(".git", ".venv", "var", "tests", "docs", "__pycache__", ".*_cache")
    shutil.copytree(ROOT, copy, ignore=left_out)
    collect(copy)
    said = {key(entry) for entry in polib.pofile(str(copy / CATALOGUE))}
    ours = {key(entry) for entry in german}
    assert said - ours == set(), ADVICE
    assert ours - said == set(), ADVICE


def test_every_entry_is_translated(german):
    assert [entry.msgid for entry in german if not entry.translated() or entry.fuzzy] == [], ADVICE


def marks(text):
    return PLACES.findall(text), TAGS.findall(text)


def same(one, other):
    return all(
        Counter(ours) == Counter(theirs) for ours, theirs in zip(marks(one), marks(other), strict=True)
    )


def test_no_place_and_no_element_is_lost_or_made_up(german):
    """A singular may write its number as a word, or as a figure where English does not."""
    wrong = []
    for entry in german:
        for number, text in enumerate(texts(entry)):
            meant = {entry.msgid_plural or entry.msgid} | ({entry.msgid} if number == 0 else set())
            if not any(same(text, words) for words in meant):
                wrong.append((entry.msgid, text))
    assert wrong == []


def test_what_is_compiled_is_what_is_written(german):
    with (ROOT / CATALOGUE).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in german:
        one = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        for number, text in enumerate(texts(entry)):
            found = (
                compiled.ngettext(one, "", 2 if number else 1)
                if entry.msgid_plural
                else compiled.gettext(one)
            )
            assert found == text, ADVICE
