"""Jobs on the real PostgreSQL: the whole suite of the app once more, and what only a server can show."""

import os
import subprocess
import sys

import pytest

from tests.running import ROOT

pytestmark = pytest.mark.services


def test_the_jobs_suite_passes_on_postgresql(postgres_url):
    """The lines of the run below are the result; it makes and drops a test database beside the one it is given."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "tests/jobs",
            "tests/services/postgres_cases.py",
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "TEST_DATABASE_URL": postgres_url},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
