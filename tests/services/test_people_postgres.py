"""Signing in and roles on the real PostgreSQL: the same tests once more, and what happens at once."""

import os
import subprocess
import sys

import pytest

from tests.running import ROOT

pytestmark = pytest.mark.services
CASES = [
    *(f"tests/blogsite/test_{name}.py" for name in ("second_factor", "sign_in_code", "users", "profile")),
    "tests/services/people_cases.py",
]


def test_people_do_the_same_on_postgresql(postgres_url):
    """The lines of the run below are the result; it makes and drops a test database beside the one it is given."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *CASES],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "TEST_DATABASE_URL": postgres_url},
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
