"""Tests of the fast part once more, on the real PostgreSQL."""

import os
import subprocess
import sys

from tests.running import ROOT


def passes_on(postgres_url, cases):
    """The lines of the run below are the result; it makes and drops a test database beside the one it is given."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *cases],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "TEST_DATABASE_URL": postgres_url},
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
