"""The moderators' queue on the real PostgreSQL: the same tests once more."""

import os
import subprocess
import sys

import pytest

from tests.running import ROOT

pytestmark = pytest.mark.services
SAME = [
    f"tests/comments/test_{name}.py"
    for name in (
        "queue",
        "queue_undo",
        "queue_at_once",
        "queue_campaigns",
        "queue_filters",
        "counters",
        "one_door",
        "purging",
        "emptying",
        "check_again",
        "notices",
        "deciding",
        "akismet_account",
        "figures_counting",
    )
]
SAME += [f"tests/blogsite/test_personal_{name}.py" for name in ("nowhere", "page")]
SAME += ["tests/services/told_at_once.py", "tests/services/counted_at_once.py"]


def test_the_queue_does_the_same_on_postgresql(postgres_url):
    """The lines of the run below are the result; it makes and drops a test database beside the one it is given."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *SAME],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "TEST_DATABASE_URL": postgres_url},
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
