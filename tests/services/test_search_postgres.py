"""Search and lists on the real PostgreSQL: the same tests once more."""

import os
import subprocess
import sys

import pytest

from tests.running import ROOT

pytestmark = pytest.mark.services
SAME = [
    "tests/posts/search",
    *(
        f"tests/posts/test_{name}.py"
        for name in ("search_page", "related", "archive_lists", "odd_addresses", "sitemap")
    ),
]


def test_search_finds_the_same_on_postgresql(postgres_url):
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
