"""The local checks on real comments that people labelled, which are not part of the project."""

import json
from pathlib import Path

import pytest

from comments.checks import judge
from comments.checks.links import Links
from comments.checks.patterns import Patterns
from comments.checks.words import Words
from comments.facts import Facts, Rules

DATA = Path(__file__).parents[3] / "shared/data/comment-spam/comments.jsonl"


@pytest.mark.skipif(not DATA.exists(), reason="the labelled comments are not on this machine (shared/data)")
def test_local_checks_leave_real_comments_alone():
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    checks, rules = [Links(), Words(), Patterns()], Rules(spam_words="/check (?:out|my)/\n/subscribe to/")
    caught = {True: 0, False: 0}
    for row in rows:
        verdict = judge(Facts(kind="comment", text=row["html"], rules=rules), checks)
        caught[row["spam"]] += verdict.status != "approved"
    assert caught[False] <= 3
    assert caught[True] >= 250
